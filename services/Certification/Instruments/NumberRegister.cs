using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Rules;

namespace Alliance.Certification.Instruments;

/// <summary>The bureau's register of numbers: each once in its series and year, one after another, and where some are left out the register
/// says why.</summary>
static class NumberRegister
{
    const int Most = 99_999;

    /// <summary>A number that was given.</summary>
    public sealed record Given(string Series, int Year, int Ordinal, string Number);

    /// <summary>A number in words.</summary>
    public static string Say(string series, int year, int ordinal) => series
        .Replace("{year}", year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{number}", ordinal.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>
    /// The next number, or the one that the register says. Whoever takes one keeps the row until the instrument is committed; the next
    /// waits, so none is lost and none is given twice.
    /// </summary>
    public static async Task<Outcome<Given>> Take(UnitOfWork work, string series, int year, int? typed, string? why)
    {
        await work.Execute("insert into number_sequence(kind, year, last) values (@series, @year, 0) on conflict (kind, year) do nothing",
            new { series, year });
        var last = await work.Find<int>("select last from number_sequence where kind = @series and year = @year for update",
            new { series, year });
        var ordinal = typed ?? last + 1;
        var number = Say(series, year, ordinal);
        var taken = ordinal <= last && await work.Find<bool>("""
            select exists(select from instrument where series = @series and year = @year and ordinal = @ordinal)
              or exists(select from alliance where document_number = @number or end_document_number = @number)
            """, new { series, year, ordinal, number });
        if (WhyNot(last, ordinal, taken, number, why) is { } refusal) return refusal;
        await work.Execute("update number_sequence set last = greatest(last, @ordinal) where kind = @series and year = @year",
            new { series, year, ordinal });
        return new Given(series, year, ordinal, number);
    }

    internal static Refusal? WhyNot(int last, int ordinal, bool taken, string number, string? why)
    {
        // More than a bureau issues in a year is a slip of the finger.
        if (ordinal is < 1 or > Most) return Refusal.Invalid($"请填写登记簿上的顺序号", field: "number");
        if (taken) return Refusal.Conflict($"文号 {number} 已经用过");
        return ordinal != last + 1 && string.IsNullOrWhiteSpace(why)
            ? Refusal.Invalid($"文号 {number} 与上一文号不连续，请说明原因", field: "numberWhy") : null;
    }
}
