using Alliance.Local.Running;
using Alliance.Statute;

namespace Alliance.SystemTests;

/// <summary>Lead units of the tests' own, beside those of the sample packages: a test that changes a unit's data disturbs no
/// other.</summary>
public static class TestApplicants
{
    /// <summary>qiye1 … qiye9, each for one fictional enterprise of Kunming.</summary>
    public static IReadOnlyList<DemoAccount> Accounts { get; } =
        [.. Enumerable.Range(1, 9)
            .Select(number => new DemoAccount($"qiye{number}", $"测试企业{number}经办人", ["applicant"],
                new($"昆明测试企业{number}有限公司", CreditCode.Complete($"91530102MA6NKX{number:00}"))))];

    /// <summary>A second person of the first unit.</summary>
    public static DemoAccount Colleague { get; } = new("tongshi1", "测试企业1同事", ["applicant"], Accounts[0].Unit);

    /// <summary>A person whose account is locked for wrong passwords; no other test signs in as this one.</summary>
    public static DemoAccount Forgetful { get; } = new("wangji9", "测试企业9同事", ["applicant"], Accounts[8].Unit);

    /// <summary>A person who sets a new password; no other test signs in as this one.</summary>
    public static DemoAccount Careful { get; } = new("xinmi9", "测试企业9另一位同事", ["applicant"], Accounts[8].Unit);
}
