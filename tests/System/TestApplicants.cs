using Alliance.Launcher.Running;

namespace Alliance.SystemTests;

/// <summary>Lead units of the tests' own, beside those of the sample packages: a test that changes a unit's data disturbs no other.</summary>
public static class TestApplicants
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>qiye1 … qiye9, each for one fictional enterprise of Kunming.</summary>
    public static IReadOnlyList<DemoAccount> Accounts { get; } =
        [.. Enumerable.Range(1, 9).Select(number => new DemoAccount($"qiye{number}", $"测试企业{number}经办人", ["applicant"], new($"昆明测试企业{number}有限公司", CreditCode(number))))];

    /// <summary>A unified social credit code (GB 32100) of the region 530102, with the check characters of the organisation code (GB 11714) in it and of the whole.</summary>
    public static string CreditCode(int number)
    {
        var organisation = $"MA6NKX{number:00}";
        var check = 11 - organisation.Zip((int[])[3, 7, 9, 10, 5, 8, 4, 2], (c, weight) => (char.IsDigit(c) ? c - '0' : c - 'A' + 10) * weight).Sum() % 11;
        var code = $"91530102{organisation}{check switch { 10 => "X", 11 => "0", _ => $"{check}" }}";
        var sum = 0;
        for (var (i, weight) = (0, 1); i < code.Length; i++, weight = weight * 3 % 31) sum += Alphabet.IndexOf(code[i], StringComparison.Ordinal) * weight;
        return code + Alphabet[(31 - sum % 31) % 31];
    }
}
