using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Statute.Data;
using Alliance.Statute.Forms;
using Alliance.Statute.Periods;

namespace Alliance.Statute.Policies;

/// <summary>
/// A city's parameters as the JSON document has them. A parameter that was not seen in the source is absent (null), which is not the same
/// as "none": none is written as 0, false or an empty list. <see cref="Policy"/> is the view of it that rules use.
/// </summary>
public sealed record PolicyDocument
{
    /// <summary>Where editors find the schema; has no meaning for the policy.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
    /// <summary>Identifies this version for ever, for example kunming-2016.1. A case keeps it.</summary>
    public required string Version { get; init; }
    /// <summary>Which policy this is a version of, for example kunming-2016.</summary>
    public required string Id { get; init; }
    /// <summary>Title of the statute.</summary>
    public required string Title { get; init; }
    /// <summary>May it decide cases, or is it an example or a draft?</summary>
    public required PolicyStatus Status { get; init; }
    /// <summary>Authority in charge.</summary>
    public string? Authority { get; init; }
    /// <summary>文号.</summary>
    public IReadOnlyList<string>? DocumentNumbers { get; init; }
    /// <summary>Adopted on.</summary>
    public DateOnly? AdoptedOn { get; init; }
    /// <summary>Published on.</summary>
    public DateOnly? PublishedOn { get; init; }
    /// <summary>In force from this day; cases opened from then on take this version (Art. 19).</summary>
    [RestsOn("19")]
    public DateOnly? EffectiveFrom { get; init; }
    /// <summary>Last day in force; null while open.</summary>
    public DateOnly? EffectiveTo { get; init; }
    /// <summary>What it repeals, for example 昆科发〔2013〕75号 (Art. 19).</summary>
    [RestsOn("19")]
    public IReadOnlyList<string>? Repeals { get; init; }
    /// <summary>Where the values were read.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    /// <summary>What a reader must know, for example that unseen parameters are absent.</summary>
    public string? Note { get; init; }
    /// <summary>依据, as printed on documents (Art. 1).</summary>
    [RestsOn("1")]
    public IReadOnlyList<string>? LegalBasis { get; init; }

    /// <summary>认定, 备案 or 试点.</summary>
    [RestsOn("7")]
    public string? Instrument { get; init; }
    /// <summary>程序, in order (Art. 10, 11).</summary>
    [RestsOn("10", "11")]
    public IReadOnlyList<string>? ProcedureSteps { get; init; }
    /// <summary>主要任务: headings of application, report and assessment (Art. 3).</summary>
    [RestsOn("3")]
    public IReadOnlyList<string>? TaskCategories { get; init; }
    /// <summary>鼓励和优先支持: informational, no right arises (Art. 5, 13).</summary>
    [RestsOn("5", "13")]
    public IReadOnlyList<string>? EncouragedMeasures { get; init; }
    /// <summary>牵头单位职责 (Art. 6).</summary>
    [RestsOn("6")]
    public IReadOnlyList<string>? LeadDuties { get; init; }
    /// <summary>主管部门职责 (Art. 7).</summary>
    [RestsOn("7")]
    public IReadOnlyList<string>? AuthorityFunctions { get; init; }

    /// <summary>行政区划名称, for example 昆明市.</summary>
    public string? RegionName { get; init; }
    /// <summary>First digits of the lead unit's 行政区划代码 (Art. 8), for example 5301.</summary>
    public string? RegionPrefix { get; init; }
    /// <summary>True when the lead must be registered in the region (Art. 8).</summary>
    public bool? LeadLocal { get; init; }
    /// <summary>成员单位最低数, the lead included (Art. 8-1).</summary>
    public int? MinMembers { get; init; }
    /// <summary>企业最低数 (Art. 8-1).</summary>
    public int? MinEnterprises { get; init; }
    /// <summary>高校、科研院所最低数; 0 where the statute asks for none.</summary>
    public int? MinResearchOrgs { get; init; }
    /// <summary>Share of local units among the core members, percent; 0 where the statute asks for none.</summary>
    public int? MinLocalCoreMemberPercent { get; init; }
    /// <summary>True when a secretariat with full-time staff is required.</summary>
    public bool? FullTimeSecretariat { get; init; }
    /// <summary>True when the secretary must work in the region.</summary>
    public bool? SecretaryLocal { get; init; }
    /// <summary>True when an authorised person may sign the agreement instead of the legal representative (Art. 8-2).</summary>
    public bool? AcceptsProxySignature { get; init; }
    /// <summary>产业化项目最低数 (Art. 8-3).</summary>
    public int? MinProjects { get; init; }
    /// <summary>Kinds of alliance that need no project (Art. 8-3).</summary>
    public IReadOnlyList<AllianceKind>? ProjectExemptKinds { get; init; }
    /// <summary>知识产权、技术标准、科技成果最低总数 (Art. 8-3).</summary>
    public int? MinAchievements { get; init; }
    /// <summary>推荐: true when a recommending authority stands before the application (Art. 18: none in Kunming).</summary>
    [RestsOn("18")]
    public bool? RecommendationRequired { get; init; }

    /// <summary>形式审查: within which an officer is to decide (Art. 10). A target of the office; nothing follows by itself from missing
    /// it.</summary>
    [RestsOn("10")]
    public Period? FormalReview { get; init; }
    /// <summary>True when whoever judged the conditions may not decide on them too (Art. 10).</summary>
    public bool? FormalReviewFourEyes { get; init; }
    /// <summary>成员确认: true when an application is submitted only after every member unit confirmed its part (Art. 8-2).</summary>
    [RestsOn("8")]
    public bool? MemberConfirmationRequired { get; init; }
    /// <summary>案件干预: true when a second administrator confirms what the first proposes.</summary>
    public bool? InterventionsFourEyes { get; init; }
    /// <summary>Deadlines that the bureau may move; those the statute itself sets are never among them.</summary>
    public IReadOnlyList<MovableDeadline>? MovableDeadlines { get; init; }
    /// <summary>公示 (Art. 11).</summary>
    [RestsOn("11")]
    public Period? Notice { get; init; }
    /// <summary>补正, once (Art. 10).</summary>
    [RestsOn("10")]
    public Period? Correction { get; init; }
    /// <summary>陈述申辩 before a revocation (Art. 17).</summary>
    [RestsOn("17")]
    public Period? Hearing { get; init; }
    /// <summary>听证: within which a hearing that was asked for is held (Art. 17).</summary>
    [RestsOn("17")]
    public Period? HearingWithin { get; init; }
    /// <summary>收回牌匾: within which the plaque of a revoked recognition comes back (Art. 17).</summary>
    [RestsOn("17")]
    public Period? PlaqueRecovery { get; init; }
    /// <summary>运行周期 in months (Art. 14).</summary>
    [RestsOn("14")]
    public int? CycleMonths { get; init; }
    /// <summary>考核 after so many months of running (Art. 14).</summary>
    public int? AssessAfterMonths { get; init; }
    /// <summary>True when a third party assesses.</summary>
    public bool? ThirdPartyAssessor { get; init; }
    /// <summary>年度科技报告 (Art. 14).</summary>
    [RestsOn("14")]
    public AnnualReportRule? AnnualReport { get; init; }
    /// <summary>合同书: by when it is signed in a cycle, and when the lead unit is reminded; absent where the policy does not speak of
    /// it.</summary>
    [RestsOn("14")]
    public ContractRule? Contract { get; init; }
    /// <summary>自检自查: what the lead unit looks at each year, in order; absent where the policy does not speak of it.</summary>
    [RestsOn("6")]
    public IReadOnlyList<InspectionItem>? SelfInspection { get; init; }
    /// <summary>How many missed reports open a compliance case (Art. 17-2).</summary>
    [RestsOn("17")]
    public int? MissedReportsForCase { get; init; }
    /// <summary>督办: which work of the office, left undone for so long, is brought before which superior, first to last; absent where the
    /// policy does not speak of it.</summary>
    public IReadOnlyList<Escalation>? Escalations { get; init; }

    /// <summary>引导经费, fen (Art. 12).</summary>
    [RestsOn("12")]
    public long? GrantFen { get; init; }
    /// <summary>配套与引导经费之比, 3 = 3:1 (Art. 12).</summary>
    public int? MatchRatio { get; init; }
    /// <summary>How the money is given, for example 后补贴.</summary>
    public string? FundingMode { get; init; }
    /// <summary>Tiers of support, where a policy has them.</summary>
    public IReadOnlyList<FundingTier>? FundingTiers { get; init; }
    /// <summary>奖补 per level (Art. 12).</summary>
    [RestsOn("7", "12")]
    public IReadOnlyList<AwardLevel>? AwardLevels { get; init; }
    /// <summary>逐级推荐: true when an alliance is recommended to a level only after those before it were confirmed (Art. 7); absent
    /// where the policy does not speak of it.</summary>
    [RestsOn("7")]
    public bool? UpgradeInOrder { get; init; }
    /// <summary>开支范围 (Art. 12).</summary>
    [RestsOn("12")]
    public IReadOnlyList<CostCategory>? CostCategories { get; init; }

    /// <summary>Name template with {x} for the core name (Art. 11).</summary>
    public string? NameTemplate { get; init; }
    /// <summary>What the core name must not be.</summary>
    public NameRules? NameRules { get; init; }
    /// <summary>“188”重点产业 (Art. 4).</summary>
    [RestsOn("4")]
    public IReadOnlyList<string>? KeyIndustries { get; init; }

    /// <summary>专家组最少人数 (Art. 10).</summary>
    [RestsOn("10")]
    public int? PanelMinimum { get; init; }
    /// <summary>专家平均分合格线 (Art. 10).</summary>
    public decimal? PanelPassScore { get; init; }
    /// <summary>评分标准; the maxima sum to 100.</summary>
    [RestsOn("10")]
    public IReadOnlyList<Criterion>? ReviewCriteria { get; init; }
    /// <summary>考核合格线 (Art. 14).</summary>
    public decimal? AssessmentPassMark { get; init; }
    /// <summary>True when another person than the one who proposed a result concludes the assessment (Art. 14); absent where the policy
    /// does not speak of it.</summary>
    [RestsOn("14")]
    public bool? AssessmentFourEyes { get; init; }
    /// <summary>考核专家组: how many experts have to be heard before a result is proposed (Art. 14); absent where that is left to the
    /// assessor.</summary>
    [RestsOn("14")]
    public int? AssessmentExperts { get; init; }
    /// <summary>陈述: how long the lead unit may state what it has to say to a proposed result (Art. 14); absent where it is not
    /// asked.</summary>
    [RestsOn("14")]
    public Period? AssessmentStatement { get; init; }
    /// <summary>成员单位问卷: how long member units have to answer before an assessment (Art. 14); absent where they are not asked.</summary>
    [RestsOn("14")]
    public Period? MemberQuestionnaire { get; init; }
    /// <summary>考核指标; the weights sum to 100 (Art. 14).</summary>
    [RestsOn("14")]
    public IReadOnlyList<IndicatorTemplate>? Indicators { get; init; }
    /// <summary>考核等次, best first (Art. 14: 合格、不合格).</summary>
    public IReadOnlyList<string>? Grades { get; init; }
    /// <summary>True when the result of an assessment stands in open data (Art. 14); absent where the policy does not say.</summary>
    [RestsOn("14")]
    public bool? AssessmentResultsPublic { get; init; }
    /// <summary>From which score on a grade better than the last but one is given; absent where there is none.</summary>
    public IReadOnlyList<GradeMark>? GradeMarks { get; init; }
    /// <summary>活跃度 of a year, from the registers (Art. 5, 6, 16); absent where the policy knows none.</summary>
    [RestsOn("5", "6", "16")]
    public ActivityRule? Activity { get; init; }
    /// <summary>How long a grade holds, where a policy limits it.</summary>
    public IReadOnlyList<GradeValidity>? GradeValidityMonths { get; init; }

    /// <summary>文书文本, by the document's id; {0}-free plain text with {name} places.</summary>
    public IReadOnlyList<DocumentText>? DocumentTexts { get; init; }

    /// <summary>不予认定理由: what a refusal may rest on, chosen from when it is decided (Art. 11); absent: the usual ones.</summary>
    [RestsOn("11")]
    public IReadOnlyList<RefusalReason>? RefusalReasons { get; init; }
    /// <summary>公示联系方式: the departments that a notice names, with telephone and address (Art. 11); absent: those of the authority,
    /// without.</summary>
    [RestsOn("11")]
    public NoticeContacts? NoticeContacts { get; init; }

    /// <summary>双公示: which acts count as 行政许可 or 行政处罚 and are reported within seven working days; absent: none.</summary>
    public CreditPublicity? CreditPublicity { get; init; }

    /// <summary>The document as JSON, absent parameters left out.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, StatuteJson.Options);
}

/// <summary>What a policy document may be used for.</summary>
public enum PolicyStatus
{
    /// <summary>Decides cases from <see cref="PolicyDocument.EffectiveFrom"/> on; every parameter is present.</summary>
    InForce,
    /// <summary>An example of another place, with gaps where the source was not seen.</summary>
    Preset,
    /// <summary>Under preparation; may be compared and replayed, decides nothing.</summary>
    Draft,
}

/// <summary>A deadline whose length is the bureau's own matter; only such can be named by a policy as movable.</summary>
public enum MovableDeadline
{
    /// <summary>补正 (Art. 10): the statute gives no length. It may be extended, never shortened.</summary>
    CorrectionDue,
    /// <summary>年度报告提醒 (Art. 14): a reminder, on which no right depends.</summary>
    AnnualReportReminderDue,
}

/// <summary>年度科技报告 (Art. 14).</summary>
/// <param name="Due">The date each year.</param>
/// <param name="ReminderDaysBefore">Reminders, days before the unrolled date.</param>
/// <param name="FirstReportGraceDays">A newly recognised alliance owes no report whose date falls within so many days of its recognition; 0
/// = owes the very first.</param>
public sealed record AnnualReportRule(FixedDate Due, IReadOnlyList<int> ReminderDaysBefore, int FirstReportGraceDays = 0);

/// <summary>合同书 (Art. 14).</summary>
/// <param name="DueDays">Days from the first day of the cycle to the last on which it is signed.</param>
/// <param name="ReminderDaysBefore">The lead unit is reminded so many days before.</param>
public sealed record ContractRule(int DueDays, int ReminderDaysBefore);

/// <summary>Work that waits too long is brought before a superior (督办). Nothing else follows from it.</summary>
/// <param name="Work">Which work.</param>
/// <param name="After">How long it may wait.</param>
/// <param name="To">The superior's office, as roles are called: decision-maker or monitoring-officer.</param>
public sealed record Escalation(EscalatedWork Work, Period After, string To);

/// <summary>Work that a policy may have brought before a superior.</summary>
public enum EscalatedWork
{
    /// <summary>违规核查, from its opening to its decision (Art. 17).</summary>
    Compliance,
    /// <summary>整改, from the day on which it was due (Art. 17).</summary>
    Rectification,
    /// <summary>考核, from its opening to its conclusion (Art. 14).</summary>
    Assessment,
}

/// <summary>One tier of support.</summary>
/// <param name="Kind">What it is called.</param>
/// <param name="AgeYearsFrom">For alliances from this age on.</param>
/// <param name="AgeYearsBelow">For alliances below this age.</param>
/// <param name="MaxGrantFen">At most, fen; null where the source does not say.</param>
public sealed record FundingTier(string Kind, int? AgeYearsFrom = null, int? AgeYearsBelow = null, long? MaxGrantFen = null);

/// <summary>From which score on a grade is given.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Mark">The score.</param>
public sealed record GradeMark(string Grade, decimal Mark);

/// <summary>How the activity of a year is reckoned from the registers.</summary>
/// <param name="Points">What counts, by kind.</param>
/// <param name="Grades">The grades, best first; the last has the mark 0.</param>
/// <param name="IsPublic">True where everybody may read it.</param>
public sealed record ActivityRule(IReadOnlyList<ActivityPoints> Points, IReadOnlyList<GradeMark> Grades, bool IsPublic = false);

/// <summary>Points of one register.</summary>
/// <param name="Kind">Which register.</param>
/// <param name="Each">Points for each entry of the year.</param>
/// <param name="Most">Points at most.</param>
public sealed record ActivityPoints(string Kind, int Each, int Most);

/// <summary>How long a grade holds.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Months">Months.</param>
public sealed record GradeValidity(string Grade, int Months);

/// <summary>奖补 of one level (Art. 12): once per alliance and level, after a recommendation.</summary>
/// <param name="Level">省级 or 国家级.</param>
/// <param name="AwardFen">Amount, fen.</param>
public sealed record AwardLevel(string Level, long AwardFen);

/// <summary>One thing that the lead unit looks at in its 自检自查 (Art. 6).</summary>
/// <param name="Id">Stable key.</param>
/// <param name="Name">What people read.</param>
/// <param name="Article">The article it comes from.</param>
public sealed record InspectionItem(string Id, string Name, string Article);

/// <summary>One cost category of Art. 12.</summary>
/// <param name="Id">Stable key.</param>
/// <param name="Name">What people read.</param>
/// <param name="NeedsApproval">True for what Art. 12 covers only by “等”: a reason and an approval are needed.</param>
public sealed record CostCategory(string Id, string Name, bool NeedsApproval = false);

/// <summary>One criterion of the experts' sheet.</summary>
/// <param name="Id">Stable key.</param>
/// <param name="Name">What people read.</param>
/// <param name="Max">Most points.</param>
public sealed record Criterion(string Id, string Name, int Max);

/// <summary>One indicator as a policy proposes it for the 合同书.</summary>
/// <param name="Id">Stable key, the same in contract, report and assessment.</param>
/// <param name="Name">What people read.</param>
/// <param name="Unit">计量单位.</param>
/// <param name="Family">创新活动, 创新绩效, 服务产业, 运行管理 or 利益保障.</param>
/// <param name="Weight">Weight; all sum to 100.</param>
public sealed record IndicatorTemplate(string Id, string Name, string Unit, string Family, int Weight);

/// <summary>What the ×× of a name must not be (Art. 11).</summary>
/// <param name="ForbiddenStarts">Beginnings that would misread with the template, such as 市 after 昆明.</param>
/// <param name="ForbiddenEnds">Endings that would double the template's words, such as 产业.</param>
/// <param name="MaxLength">Longest core name.</param>
public sealed record NameRules(IReadOnlyList<string> ForbiddenStarts, IReadOnlyList<string> ForbiddenEnds, int MaxLength);

/// <summary>A standing text of a document.</summary>
/// <param name="Id">Which document, for example notice.</param>
/// <param name="Title">Heading, with {name} places.</param>
/// <param name="Body">Text, with {name} places.</param>
/// <param name="Number">What its 发文字号 looks like, with {year} and {number}.</param>
/// <param name="Head">发文机关标志, the red head of its first page.</param>
public sealed record DocumentText(string Id, string Title, string Body, string? Number = null, string? Head = null);

/// <summary>What a refusal may rest on (Art. 11).</summary>
/// <param name="Id">Stable key.</param>
/// <param name="Article">The article it rests on, for example Art. 8(1).</param>
/// <param name="Sentence">What the decision says; the officer completes it.</param>
public sealed record RefusalReason(string Id, string Article, string Sentence);

/// <summary>The departments that a notice names (Art. 11).</summary>
/// <param name="Business">业务部门: which handles the case.</param>
/// <param name="Supervision">监督部门: which watches over it.</param>
public sealed record NoticeContacts(DepartmentContact Business, DepartmentContact Supervision);

/// <summary>How a department is reached.</summary>
/// <param name="Department">Its name.</param>
/// <param name="Telephone">Telephone.</param>
/// <param name="Address">Address for what is sent on paper.</param>
public sealed record DepartmentContact(string Department, string Telephone, string Address);

/// <summary>双公示: what is reported to the credit information platform.</summary>
/// <param name="AuthorityCode">统一社会信用代码 of the authority.</param>
/// <param name="Acts">Which acts count.</param>
public sealed record CreditPublicity(string AuthorityCode, IReadOnlyList<CreditAct> Acts);

/// <summary>An act that counts.</summary>
/// <param name="Id">The kind of the instrument, for example recognition or cancellation.</param>
/// <param name="Form">On which of the two national forms.</param>
/// <param name="Category">许可类别 or 处罚类别.</param>
/// <param name="Content">许可内容 or 处罚内容, with {name} for the alliance.</param>
public sealed record CreditAct(string Id, CreditForm Form, string Category, string Content);

/// <summary>The two national forms of 双公示.</summary>
public enum CreditForm
{
    /// <summary>行政许可.</summary>
    License,
    /// <summary>行政处罚.</summary>
    Penalty,
}
