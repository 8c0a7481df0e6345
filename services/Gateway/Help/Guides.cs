using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Alliance.Web.Security;
using Markdig;

namespace Alliance.Gateway.Help;

/// <summary>A guide as the list of them shows it.</summary>
/// <param name="Key">As the address names it.</param>
/// <param name="Title">What it is for, in Chinese.</param>
/// <param name="Lead">What it tells, in Chinese.</param>
/// <param name="Roles">Whose work it describes; none: everybody's.</param>
sealed record Guide(string Key, string Title, string Lead, params string[] Roles);

/// <summary>
/// The guides: a Markdown file for each and language (<c>Guides/</c>), so that who knows the procedure can write them without knowing
/// the program.
/// </summary>
static class Guides
{
    /// <summary>What every article asks for.</summary>
    public const string Statute = "statute";

    /// <summary>All of them, in the order of the procedure.</summary>
    public static readonly IReadOnlyList<Guide> All =
    [
        new("public", "公众：查询、核验和提出异议", "公示期间怎样提出异议，怎样核验证书，怎样订阅公告"),
        new("applicant", "牵头单位：从申报到考核", "申报、补正、经费、年度报告和考核，每一步办什么、何时截止",
            Core.Security.Roles.Applicant),
        new("member", "成员单位：确认参加", "凭邀请码确认本单位的信息和承诺", Core.Security.Roles.Member),
        new("recommender", "推荐单位：推荐申报、关注联盟", "查看本区域的申报，提交推荐意见和推荐函，关注本区域的联盟", Core.Security.Roles.Recommender),
        new("expert", "评审专家：声明、评分和意见", "接到评审任务以后怎样办理", Core.Security.Roles.Expert),
        new("intake", "受理人员：通知、形式审查和补正", "发布通知、逐条审查、一次性告知补正", Core.Security.Roles.IntakeOfficer),
        new("review", "评审秘书：专家组和评审", "组成专家组、处理回避、完成评审", Core.Security.Roles.ReviewSecretary),
        new("certification", "认定：公示、异议和认定文件", "拟认定、公示、答复异议、授牌",
            Core.Security.Roles.CertificationOfficer, Core.Security.Roles.DecisionMaker),
        new("funding", "经费：批准、拨付和配套", "审核承诺和证明，批准并拨付引导经费",
            Core.Security.Roles.FundingOfficer, Core.Security.Roles.FundingApprover),
        new("monitoring", "监测与考核：合同书、年度报告和核查", "签订合同书、核查逾期报告、组织考核",
            Core.Security.Roles.MonitoringOfficer, Core.Security.Roles.Assessor),
        new("console", "流程：案件、期限和干预", "查看流程，处理异常，发布工作日历", Core.Security.Roles.Administrator,
            Core.Security.Roles.Auditor),
        new(Statute, "办法各条要点", "认定管理办法每一条要求什么，页面上的条款标签都指向这里"),
    ];

    static readonly MarkdownPipeline Markdown = new MarkdownPipelineBuilder().UsePipeTables().UseGenericAttributes().DisableHtml().Build();
    static readonly ConcurrentDictionary<(string Key, string Language), string> Read = new();

    /// <summary>The guide with this key; null where there is none.</summary>
    public static Guide? Find(string? key) => All.FirstOrDefault(guide => guide.Key == key);

    /// <summary>What it says, in the reader's language, as HTML.</summary>
    public static string Html(Guide guide)
        => Read.GetOrAdd((guide.Key, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "zh"),
            which => Markdig.Markdown.ToHtml(Text(which.Key, which.Language), Markdown));

    /// <summary>The file of a guide in a language, zh or en.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Text(string key, string language)
    {
        var name = $"Alliance.Gateway.Help.Guides.{key}.{language}.md";
        using var file = typeof(Guides).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The guide {name} is missing.");
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Where it is told how a page is used, by whoever looks at it.</summary>
    /// <param name="page">The page's path.</param>
    /// <param name="has">Whether the reader holds a role.</param>
    public static string For(string page, Func<string, bool> has)
    {
        var service = page.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var mine = All.Where(guide => guide.Roles.Any(has)).ToList();
        // A service's pages are read by its own people; who comes from elsewhere reads what concerns them.
        var key = service switch
        {
            "notices" or "objections" or "verify" or "registry" => "public",
            "workflows" => "console",
            _ => (mine.FirstOrDefault(guide => guide.Key == service) ?? mine.FirstOrDefault())?.Key,
        };
        return key is null ? "/help" : $"/help/{key}";
    }
}

static class HelpSetup
{
    /// <summary>Where the link in every header leads.</summary>
    public static void MapHelp(this WebApplication app)
        => app.MapGet("/help/for", (HttpContext http, string? page) => Results.LocalRedirect(Guides.For(page ?? "/",
            role => Ui.Visitor.HasAny(http.User, [role])))).ForEveryone();
}
