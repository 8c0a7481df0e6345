using System.Runtime.CompilerServices;
using Alliance.Statute.Forms;
using Alliance.Statute.Periods;

namespace Alliance.Statute.Policies;

/// <summary>
/// A policy version as rules use it: every parameter is there. Asking one that the document does not have is an error with a sentence;
/// a policy in force has them all, an example of another place may not (<see cref="PolicyParameters.Missing"/>).
/// </summary>
/// <param name="Document">The document as loaded, absent parameters null.</param>
public sealed record Policy(PolicyDocument Document)
{
    /// <summary>kunming-2016.1.</summary>
    public string Version => Document.Version;
    /// <summary>Title of the statute.</summary>
    public string Title => Document.Title;
    /// <summary>May it decide cases?</summary>
    public PolicyStatus Status => Document.Status;
    /// <summary>Authority in charge.</summary>
    public string Authority => Seen(Document.Authority);
    /// <summary>依据 (Art. 1).</summary>
    public IReadOnlyList<string> LegalBasis => Seen(Document.LegalBasis);
    /// <summary>程序 (Art. 10, 11).</summary>
    public IReadOnlyList<string> ProcedureSteps => Seen(Document.ProcedureSteps);
    /// <summary>主要任务: headings of application, report and assessment (Art. 3).</summary>
    public IReadOnlyList<string> TaskCategories => Seen(Document.TaskCategories);
    /// <summary>鼓励和优先支持: informational (Art. 5, 13).</summary>
    public IReadOnlyList<string> EncouragedMeasures => Seen(Document.EncouragedMeasures);
    /// <summary>牵头单位职责 (Art. 6).</summary>
    public IReadOnlyList<string> LeadDuties => Seen(Document.LeadDuties);
    /// <summary>主管部门职责 (Art. 7).</summary>
    public IReadOnlyList<string> AuthorityFunctions => Seen(Document.AuthorityFunctions);
    /// <summary>昆明市.</summary>
    public string RegionName => Seen(Document.RegionName);
    /// <summary>5301 (Art. 8).</summary>
    public string RegionPrefix => Seen(Document.RegionPrefix);
    /// <summary>成员单位最低数 (Art. 8-1).</summary>
    public int MinMembers => Seen(Document.MinMembers);
    /// <summary>企业最低数 (Art. 8-1).</summary>
    public int MinEnterprises => Seen(Document.MinEnterprises);
    /// <summary>产业化项目最低数 (Art. 8-3).</summary>
    public int MinProjects => Seen(Document.MinProjects);
    /// <summary>Kinds that need no project (Art. 8-3).</summary>
    public IReadOnlyList<AllianceKind> ProjectExemptKinds => Seen(Document.ProjectExemptKinds);
    /// <summary>成果最低总数 (Art. 8-3).</summary>
    public int MinAchievements => Seen(Document.MinAchievements);
    /// <summary>推荐: does a district or an association recommend an application before it passes formal review (Art. 18)? Where a policy
    /// does not speak of it, none does.</summary>
    public bool RecommendationRequired => Document.RecommendationRequired ?? false;
    /// <summary>May an authorised person sign (Art. 8-2)?</summary>
    public bool AcceptsProxySignature => Seen(Document.AcceptsProxySignature);
    /// <summary>形式审查 (Art. 10).</summary>
    public Period FormalReview => Seen(Document.FormalReview);
    /// <summary>May whoever judged the conditions not decide on them (Art. 10)?</summary>
    public bool FormalReviewFourEyes => Seen(Document.FormalReviewFourEyes);
    /// <summary>Does every member unit confirm before submission (Art. 8-2)?</summary>
    public bool MemberConfirmationRequired => Seen(Document.MemberConfirmationRequired);
    /// <summary>Does a second administrator confirm an intervention?</summary>
    public bool InterventionsFourEyes => Seen(Document.InterventionsFourEyes);
    /// <summary>Deadlines the bureau may move.</summary>
    public IReadOnlyList<MovableDeadline> MovableDeadlines => Seen(Document.MovableDeadlines);
    /// <summary>公示 (Art. 11).</summary>
    public Period Notice => Seen(Document.Notice);
    /// <summary>补正 (Art. 10).</summary>
    public Period Correction => Seen(Document.Correction);
    /// <summary>陈述申辩 (Art. 17).</summary>
    public Period Hearing => Seen(Document.Hearing);
    /// <summary>听证 within, from the request on (Art. 17).</summary>
    public Period HearingWithin => Document.HearingWithin ?? new(20, PeriodUnit.WorkingDays);
    /// <summary>收回牌匾 within, from the revocation on (Art. 17).</summary>
    public Period PlaqueRecovery => Document.PlaqueRecovery ?? new(15, PeriodUnit.WorkingDays);
    /// <summary>运行周期 in months (Art. 14).</summary>
    public int CycleMonths => Seen(Document.CycleMonths);
    /// <summary>年度科技报告 (Art. 14).</summary>
    public AnnualReportRule AnnualReport => Seen(Document.AnnualReport);
    /// <summary>合同书 (Art. 14); null where the policy sets no day for it.</summary>
    public ContractRule? Contract => Document.Contract;
    /// <summary>自检自查 (Art. 6); empty where the policy does not speak of it.</summary>
    public IReadOnlyList<InspectionItem> SelfInspection => Document.SelfInspection ?? [];
    /// <summary>Missed reports that open a compliance case (Art. 17-2).</summary>
    public int MissedReportsForCase => Seen(Document.MissedReportsForCase);
    /// <summary>督办: what is brought before a superior, and when; empty where the policy does not speak of it.</summary>
    public IReadOnlyList<Escalation> Escalations => Document.Escalations ?? [];
    /// <summary>引导经费, fen (Art. 12).</summary>
    public long GrantFen => Seen(Document.GrantFen);
    /// <summary>3 = 3:1 (Art. 12).</summary>
    public int MatchRatio => Seen(Document.MatchRatio);
    /// <summary>奖补 per level (Art. 12).</summary>
    public IReadOnlyList<AwardLevel> AwardLevels => Seen(Document.AwardLevels);
    /// <summary>开支范围 (Art. 12).</summary>
    public IReadOnlyList<CostCategory> CostCategories => Seen(Document.CostCategories);
    /// <summary>昆明{x}产业技术创新战略联盟 (Art. 11).</summary>
    public string NameTemplate => Seen(Document.NameTemplate);
    /// <summary>What the core name must not be (Art. 11).</summary>
    public NameRules NameRules => Seen(Document.NameRules);
    /// <summary>“188”重点产业 (Art. 4).</summary>
    public IReadOnlyList<string> KeyIndustries => Seen(Document.KeyIndustries);
    /// <summary>专家组最少人数 (Art. 10).</summary>
    public int PanelMinimum => Seen(Document.PanelMinimum);
    /// <summary>专家平均分合格线 (Art. 10).</summary>
    public decimal PanelPassScore => Seen(Document.PanelPassScore);
    /// <summary>评分标准, maxima sum to 100 (Art. 10).</summary>
    public IReadOnlyList<Criterion> ReviewCriteria => Seen(Document.ReviewCriteria);
    /// <summary>考核合格线 (Art. 14).</summary>
    public decimal AssessmentPassMark => Seen(Document.AssessmentPassMark);
    /// <summary>Does another person conclude an assessment than the one who proposed its result (Art. 14)?</summary>
    public bool AssessmentFourEyes => Document.AssessmentFourEyes ?? false;
    /// <summary>How many experts are heard before a result is proposed (Art. 14); null where that is left to the assessor.</summary>
    public int? AssessmentExperts => Document.AssessmentExperts;
    /// <summary>陈述 of the lead unit before an assessment is concluded (Art. 14); null where it is not asked.</summary>
    public Period? AssessmentStatement => Document.AssessmentStatement;
    /// <summary>问卷 of the member units before an assessment (Art. 14); null where they are not asked.</summary>
    public Period? MemberQuestionnaire => Document.MemberQuestionnaire;
    /// <summary>Does the result of an assessment stand in open data (Art. 14)?</summary>
    public bool AssessmentResultsPublic => Document.AssessmentResultsPublic ?? false;
    /// <summary>From which score on a better grade is given (Art. 14).</summary>
    public IReadOnlyList<GradeMark> GradeMarks => Document.GradeMarks ?? [];
    /// <summary>活跃度 of a year (Art. 5, 6, 16); null where the policy knows none.</summary>
    public ActivityRule? Activity => Document.Activity;
    /// <summary>考核指标, weights sum to 100 (Art. 14).</summary>
    public IReadOnlyList<IndicatorTemplate> Indicators => Seen(Document.Indicators);
    /// <summary>考核等次 (Art. 14).</summary>
    public IReadOnlyList<string> Grades => Seen(Document.Grades);
    /// <summary>What a refusal may rest on (Art. 11).</summary>
    public IReadOnlyList<RefusalReason> RefusalReasons => Document.RefusalReasons ?? UsualReasons;
    /// <summary>文书文本.</summary>
    public IReadOnlyList<DocumentText> DocumentTexts => Seen(Document.DocumentTexts);

    /// <summary>The text of one document.</summary>
    public DocumentText Text(string id) => DocumentTexts.FirstOrDefault(t => t.Id == id)
        ?? throw new StatuteException($"政策 {Version} 没有文书「{id}」的文本");

    // Where a policy names none.
    static readonly RefusalReason[] UsualReasons =
    [
        new("lead", Articles.Lead, "牵头单位不符合条件"),
        new("members", Articles.Members, "成员单位的构成或者影响力不足"),
        new("agreement", Articles.Agreement, "联盟协议、发展规划或者组织机构不完备"),
        new("foundation", Articles.Foundation, "研发基础、团队或者成果不足"),
        new("review", Articles.Review, "专家组不推荐认定"),
        new("duplicate", Articles.Notice, "与已有联盟重复，本年度不予认定"),
    ];

    T Seen<T>(T? value, [CallerMemberName] string name = "") where T : class => value ?? throw Absent(name);

    T Seen<T>(T? value, [CallerMemberName] string name = "") where T : struct => value ?? throw Absent(name);

    StatuteException Absent(string name) => new($"政策 {Version} 的来源中未见参数 {PolicyParameters.JsonName(name)}，须补全后才能使用");
}
