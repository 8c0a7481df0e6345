using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Gateway.Help;
using Alliance.Statute.Text;
using Alliance.Ui;

namespace Alliance.Gateway.Desk;

/// <summary>Pages that are found by their names: what stands in the menus of the services, and the guides.</summary>
static class Places
{
    /// <param name="Link">Where it is.</param>
    /// <param name="Text">As its menu calls it.</param>
    /// <param name="Roles">Who works there, besides those who read everything; null: everybody.</param>
    sealed record Place(string Link, string Text, IReadOnlyList<string>? Roles = null);

    static readonly Place[] All =
    [
        new("/", "我的工作"), new("/inbox", "我的通知"), new("/portal", "公开门户"), new("/identity/me", "账号与密码"), new("/help", "使用指南"),
        new("/intake/calls", "申报通知"), new("/intake/queue", "审查队列", [Roles.IntakeOfficer]),
        new("/intake/applications", "申报书", [Roles.Applicant, .. Roles.Staff]), new("/intake/what-if", "政策试行", [Roles.IntakeOfficer]),
        new("/intake/mail", "未发出的邮件", [Roles.IntakeOfficer]), new("/intake/start", "申报指引"),
        new("/intake/recommendations", "推荐申报", [Roles.Recommender, Roles.IntakeOfficer]),
        new("/intake/recommending-bodies", "推荐单位名录", [Roles.IntakeOfficer]),
        new("/intake/questions", "申报咨询", [Roles.Applicant, Roles.IntakeOfficer]),
        new("/review/reviews", "专家评审", [Roles.ReviewSecretary, .. Offices.Determining]), new("/review/tasks", "我的评审任务", [Roles.Expert]),
        new("/review/experts", "专家库", [Roles.ReviewSecretary]),
        new("/certification/determinations", "认定决定", Offices.Determining),
        new("/certification/meetings", "局长办公会", Offices.Determining),
        new("/certification/matters", "待发文事项", Offices.Determining), new("/certification/instruments", "文书", Offices.Determining),
        new("/certification/numbers", "发文登记簿", Offices.Determining),
        new("/certification/credit-reports", "双公示", Offices.Determining),
        new("/certification/requests", "依申请公开", [Roles.CertificationOfficer, Roles.DecisionMaker]),
        new("/certification/requests/new", "申请公开政府信息"),
        new("/certification/objections", "异议处理", [Roles.CertificationOfficer]), new("/certification/notices", "公示"),
        new("/certification/archives", "归档", [Roles.CertificationOfficer]), new("/certification/follow", "查询异议办理情况"),
        new("/certification/remedies", "复议与诉讼", Offices.Determining), new("/certification/upgrades", "推荐升级", Offices.Determining),
        new("/certification/registry", "认定名录"), new("/certification/plaques", "授牌登记", Offices.Determining),
        new("/certification/legacy", "2013年认定的联盟", Offices.Determining), new("/certification/priority", "优先支持名单"),
        new("/certification/plans", "年度计划与政策文件"),
        new("/funding/grants", "引导经费", [Roles.Applicant, .. Offices.Operating]),
        new("/monitoring/alliances", "联盟", [Roles.Applicant, .. Offices.Operating]),
        new("/monitoring/followed", "本区域联盟", [Roles.Recommender]),
        new("/monitoring/registers", "登记簿", [Roles.Applicant, .. Offices.Operating]),
        new("/monitoring/reports", "年度科技报告", Offices.Operating),
        new("/monitoring/revocations", "撤销案件", Offices.Operating),
        new("/monitoring/report-parts", "成员填报", [Roles.Applicant, Roles.Member, .. Offices.Operating]),
        new("/monitoring/changes", "变更备案", [Roles.Applicant, Roles.Member, .. Offices.Operating]),
        new("/monitoring/compliance", "违规核查", Offices.Operating), new("/monitoring/assessments", "考核", Offices.Operating),
        new("/workflows/", "流程总览", Roles.Staff), new("/workflows/processes/Recognition", "认定程序", Roles.Staff),
        new("/workflows/processes/Operation", "运行程序", Roles.Staff), new("/workflows/cases", "全部案件", Roles.Staff),
        new("/workflows/deadlines", "期限", Roles.Staff), new("/workflows/service-levels", "办理时效", Roles.Staff),
        new("/workflows/calendars", "工作日历", Roles.Staff), new("/workflows/policies", "政策版本", Roles.Staff),
        new("/workflows/interventions", "案件干预", Roles.Staff), new("/workflows/incidents", "异常消息", []),
    ];

    /// <summary>Those whose name, in the reader's language or in Chinese, or its first letters, hold what is looked for.</summary>
    public static IReadOnlyList<(string Link, string Text)> Find(string q, HttpContext http, Words words)
    {
        var typed = TypedText.Search(q);
        return typed.Length == 0 ? [] : [.. All.Where(place => place.Roles is null || Visitor.MayRead(http.User, place.Roles))
            .Select(place => (place.Link, place.Text)).Concat(Guides.All.Select(guide => (Link: $"/help/{guide.Key}", Text: guide.Title)))
            .Where(place => Names(place.Text, words).Any(name => name.Contains(typed, StringComparison.Ordinal))
                || (typed.Length > 1 && PinyinInitials.Of(place.Text).Any(letters => letters.StartsWith(typed, StringComparison.Ordinal))))
            .Select(place => (place.Link, words[place.Text]))];
    }

    static IEnumerable<string> Names(string text, Words words) => [TypedText.Search(text), TypedText.Search(words[text])];
}
