using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Alliance.Core.Data;
using Alliance.Statute.Text;

namespace Alliance.Certification;

/// <summary>A number by which somebody without an account follows what they sent, YY2026-000123-45: short enough to be read out, with two
/// digits by which a slip of the finger is noticed (ISO 7064, MOD 97-10); and the code that is typed with it.</summary>
/// <param name="letters">The two letters that say what was sent.</param>
/// <param name="sequence">Its sequence of the year.</param>
sealed partial class FollowNumber(string letters, string sequence)
{
    // Without what is taken for something else when it is read out or copied by hand.
    const string CodeCharacters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A code that nobody guesses.</summary>
    public static string NewCode() => RandomNumberGenerator.GetString(CodeCharacters, 8);

    /// <summary>The number of the year as it is written.</summary>
    public string Of(int year, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{letters}{year:0000}-{number:000000}-{Rest(year, number):00}");

    /// <summary>What somebody typed as it is written, however they wrote letters, dashes and spaces; null where it is no number, or one
    /// with a slip in it.</summary>
    public string? Read(string? typed)
    {
        if (typed is not { Length: <= TypedText.Line } || Pattern().Match(TypedText.Code(typed)) is not { Success: true } match
            || match.Groups["letters"].Value != letters) return null;
        var (year, number) = (Number(match.Groups["year"]), Number(match.Groups["number"]));
        return Rest(year, number) == Number(match.Groups["rest"]) ? Of(year, number) : null;
    }

    /// <summary>The next of the year. Whoever takes it keeps the row until what it is for is committed, so that none is lost.</summary>
    public async Task<string> Next(UnitOfWork work, int year)
    {
        await work.Execute("""
            insert into number_sequence(kind, year, last) values (@sequence, @year, 0) on conflict (kind, year) do nothing
            """, new { sequence, year });
        return Of(year, await work.Find<int>(
            "update number_sequence set last = last + 1 where kind = @sequence and year = @year returning last", new { sequence, year }));
    }

    static int Rest(int year, int number) => (int)(98 - (((year * 1_000_000L) + number) * 100 % 97));

    static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<letters>[A-Z]{2})(?<year>[0-9]{4})(?<number>[0-9]{6})(?<rest>[0-9]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
