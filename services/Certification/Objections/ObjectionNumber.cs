using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Core.Data;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections;

/// <summary>收件编号, YY2026-000123-45: short enough to be read out, with two digits by which a slip of the finger is noticed (ISO 7064, MOD
/// 97-10).</summary>
static partial class ObjectionNumber
{
    /// <summary>The number of the year as it is written.</summary>
    public static string Of(int year, int number)
        => string.Create(CultureInfo.InvariantCulture, $"YY{year:0000}-{number:000000}-{Rest(year, number):00}");

    /// <summary>What somebody typed as it is written, however they wrote letters, dashes and spaces; null where it is no number, or one
    /// with a slip in it.</summary>
    public static string? Read(string? typed)
    {
        if (typed is not { Length: <= TypedText.Line } || Pattern().Match(TypedText.Code(typed)) is not { Success: true } match)
            return null;
        var (year, number) = (Number(match.Groups["year"]), Number(match.Groups["number"]));
        return Rest(year, number) == Number(match.Groups["rest"]) ? Of(year, number) : null;
    }

    /// <summary>The next of the year. Whoever takes it keeps the row until the objection is committed, so that none is lost.</summary>
    internal static async Task<string> Next(UnitOfWork work, int year)
    {
        await work.Execute("""
            insert into number_sequence(kind, year, last) values ('objection', @year, 0) on conflict (kind, year) do nothing
            """, new { year });
        return Of(year, await work.Find<int>(
            "update number_sequence set last = last + 1 where kind = 'objection' and year = @year returning last", new { year }));
    }

    static int Rest(int year, int number) => (int)(98 - (((year * 1_000_000L) + number) * 100 % 97));

    static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^YY(?<year>[0-9]{4})(?<number>[0-9]{6})(?<rest>[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
