using System.Text.RegularExpressions;

namespace Alliance.Mail.Sms;

/// <summary>A mobile number of the mainland, as a gateway takes it.</summary>
public static partial class MobileNumber
{
    const int LongestTyped = 40;

    /// <summary>The eleven digits of what somebody typed; null where it is no mobile number. A landline hears no text messages.</summary>
    public static string? Of(string? typed)
    {
        if (typed is null || typed.Length > LongestTyped) return null;
        var plain = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '－' or '(' or ')' or '（' or '）'))
            .Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c));
        return Pattern().Match(plain) is { Success: true } match ? match.Groups["number"].Value : null;
    }

    [GeneratedRegex(@"^(?:\+|00)?(?:86)?(?<number>1[3-9][0-9]{9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
