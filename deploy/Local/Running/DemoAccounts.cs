using System.Text.Json;
using Alliance.Statute;

namespace Alliance.Local.Running;

/// <summary>An account for development and demonstration.</summary>
public sealed record DemoAccount(string Account, string DisplayName, IReadOnlyList<string> Roles, DemoUnit? Unit = null);

/// <summary>The unit (单位) that an applicant's account belongs to.</summary>
public sealed record DemoUnit(string Name, string CreditCode);

/// <summary>The people of a development system. They exist only where the launcher put them.</summary>
public static class DemoAccounts
{
    /// <summary>The one password of all of them.</summary>
    public const string Password = "Alliance-2016";

    /// <summary>五华区科学技术局, of the demonstration.</summary>
    public static DemoUnit DistrictBureau { get; } = new("昆明市五华区科学技术局", CreditCode.Complete("1153010201510011"));

    /// <summary>An association of the demonstration.</summary>
    public static DemoUnit Association { get; } = new("滇中装备制造行业协会", CreditCode.Complete("5153010050100021"));

    /// <summary>The office, the experts it calls on, and who recommends in a district and an association.</summary>
    public static IReadOnlyList<DemoAccount> Staff { get; } =
    [
        new("shouli", "王敏（受理）", ["intake-officer"]),
        new("shouli2", "杨帆（受理）", ["intake-officer"]),
        new("pingshen", "李卫东（评审秘书）", ["review-secretary"]),
        .. ((string[])["赵明远", "钱思齐", "孙立群", "周建国", "吴晓岚", "郑海涛"])
            .Select((name, i) => new DemoAccount($"zhuanjia{i + 1}", $"{name}（专家）", ["expert"])),
        new("rending", "冯丽（认定）", ["certification-officer"]),
        new("hegao", "高洁（核稿）", ["certification-officer"]),
        new("juzhang", "陈志强（局领导）", ["decision-maker"]),
        new("jingfei", "褚芳（经费）", ["funding-officer"]),
        new("shenpi", "卫国平（经费审批）", ["funding-approver"]),
        new("jiance", "蒋雯（监测）", ["monitoring-officer"]),
        new("kaohe", "沈一帆（考核）", ["assessor"]),
        new("wuhua", "龙海燕（五华区科技局）", ["recommender"], DistrictBureau),
        new("xiehui", "方志远（装备制造行业协会）", ["recommender"], Association),
        new("admin", "系统管理员", ["administrator"]),
        new("shenji", "韩青（审计）", ["auditor"]),
    ];

    /// <summary>The accounts of the lead units of application packages, and of member units that act in them: every <c>package.json</c>
    /// below the folder names its own.</summary>
    public static IEnumerable<DemoAccount> ApplicantsOf(string packages) => !Directory.Exists(packages) ? [] : Directory
        .EnumerateFiles(packages, "package.json", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .SelectMany(ApplicantsOfPackage)
        .DistinctBy(applicant => applicant.Account);

    private static List<DemoAccount> ApplicantsOfPackage(string package)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(package));
        var root = document.RootElement;
        return [Of(root.GetProperty("applicant")),
            .. root.TryGetProperty("members", out var members) ? members.EnumerateArray().Select(Of) : []];

        static DemoAccount Of(JsonElement person)
        {
            var unit = person.GetProperty("unit");
            return new(person.GetProperty("account").GetString()!, person.GetProperty("displayName").GetString()!, ["applicant"],
                new(unit.GetProperty("name").GetString()!, unit.GetProperty("creditCode").GetString()!));
        }
    }
}
