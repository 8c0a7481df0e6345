using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Workflows.Policies;

/// <summary>What people call the parameters of a policy.</summary>
public static class PolicyWords
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["version"] = "版本号",
        ["id"] = "政策标识",
        ["title"] = "名称",
        ["status"] = "效力",
        ["authority"] = "主管部门",
        ["documentNumbers"] = "文号",
        ["adoptedOn"] = "通过日期",
        ["publishedOn"] = "公布日期",
        ["effectiveFrom"] = "施行日期",
        ["effectiveTo"] = "失效日期",
        ["repeals"] = "废止的文件",
        ["sources"] = "来源",
        ["note"] = "说明",
        ["legalBasis"] = "依据",
        ["instrument"] = "管理方式",
        ["procedureSteps"] = "程序",
        ["taskCategories"] = "主要任务",
        ["encouragedMeasures"] = "鼓励和优先支持",
        ["leadDuties"] = "牵头单位职责",
        ["authorityFunctions"] = "主管部门职责",
        ["regionName"] = "行政区域",
        ["regionPrefix"] = "行政区划代码前缀",
        ["leadLocal"] = "牵头单位须在本地注册",
        ["minMembers"] = "成员单位最低数",
        ["minEnterprises"] = "企业最低数",
        ["minResearchOrgs"] = "高校和科研院所最低数",
        ["minLocalCoreMemberPercent"] = "本地核心成员占比（%）",
        ["fullTimeSecretariat"] = "专职秘书处",
        ["secretaryLocal"] = "秘书长在本地工作",
        ["acceptsProxySignature"] = "可由授权代表签署",
        ["minProjects"] = "产业化项目最低数",
        ["projectExemptKinds"] = "免产业化项目的联盟类型",
        ["minAchievements"] = "成果最低总数",
        ["recommendationRequired"] = "须经推荐",
        ["formalReview"] = "形式审查时限",
        ["formalReviewFourEyes"] = "审查与决定须由不同人员作出",
        ["memberConfirmationRequired"] = "成员单位须逐一确认",
        ["interventionsFourEyes"] = "案件干预须由另一人确认",
        ["movableDeadlines"] = "可以变更的期限",
        ["notice"] = "公示期",
        ["correction"] = "补正期限",
        ["hearing"] = "陈述申辩期限",
        ["hearingWithin"] = "听证期限",
        ["plaqueRecovery"] = "牌匾收回期限",
        ["cycleMonths"] = "运行周期（月）",
        ["assessAfterMonths"] = "考核时间（月）",
        ["thirdPartyAssessor"] = "第三方考核",
        ["annualReport"] = "年度科技报告",
        ["contract"] = "合同书签订期限",
        ["selfInspection"] = "自检自查",
        ["missedReportsForCase"] = "转核查的未报送次数",
        ["escalations"] = "督办",
        ["grantFen"] = "引导经费",
        ["matchRatio"] = "配套比例",
        ["fundingMode"] = "支持方式",
        ["fundingTiers"] = "支持档次",
        ["awardLevels"] = "升级奖补",
        ["upgradeInOrder"] = "逐级推荐升级",
        ["costCategories"] = "开支范围",
        ["nameTemplate"] = "名称格式",
        ["nameRules"] = "名称规则",
        ["keyIndustries"] = "重点产业",
        ["panelMinimum"] = "专家组最少人数",
        ["panelPassScore"] = "专家评审合格线",
        ["reviewCriteria"] = "评分标准",
        ["assessmentPassMark"] = "考核合格线",
        ["assessmentFourEyes"] = "考核结果须由另一人复核",
        ["assessmentExperts"] = "考核专家组最少人数",
        ["assessmentResultsPublic"] = "公开考核结果",
        ["assessmentStatement"] = "考核结果陈述期限",
        ["memberQuestionnaire"] = "成员单位问卷期限",
        ["gradeMarks"] = "考核等次分数线",
        ["activity"] = "年度活跃度",
        ["indicators"] = "考核指标",
        ["grades"] = "考核等次",
        ["gradeValidityMonths"] = "等次有效期",
        ["refusalReasons"] = "不予认定理由",
        ["noticeContacts"] = "公示联系方式",
        ["creditPublicity"] = "双公示",
        ["documentTexts"] = "文书文本",
    };

    /// <summary>Every name, key of its translation; by the parameter's JSON name.</summary>
    public static IReadOnlyDictionary<string, string> All => Names;

    /// <summary>The parameter to which a JSON path belongs, as the page calls it: $.notice.length → 公示期.</summary>
    public static string Of(string path, Words words)
    {
        var name = path.TrimStart('$', '.').Split('.', '[')[0];
        return Names.TryGetValue(name, out var known) ? words[known] : name;
    }

    /// <summary>What people call a word that JSON has for one of a few choices; null where it is no such word.</summary>
    public static string? Value(string word) => Choices.GetValueOrDefault(word);

    /// <summary>What people call a part of a parameter; its own name where it has no other.</summary>
    public static string Key(string part) => Parts.GetValueOrDefault(part, part);

    static readonly Dictionary<string, string> Parts = new()
    {
        ["length"] = "长度",
        ["unit"] = "单位",
        ["countStartDay"] = "起始日计入",
        ["roll"] = "遇休息日顺延",
        ["closing"] = "截止",
        ["inclusive"] = "含当日",
        ["due"] = "截止日期",
        ["month"] = "月份",
        ["day"] = "日期",
        ["reminderDaysBefore"] = "提前提醒（日）",
        ["firstReportGraceDays"] = "首次报告宽限（日）",
        ["article"] = "条款",
        ["dueDays"] = "周期开始后（日）",
        ["needsApproval"] = "须说明理由并经批准",
        ["forbiddenStarts"] = "不得开头",
        ["forbiddenEnds"] = "不得结尾",
        ["maxLength"] = "最长字数",
        ["work"] = "事项",
        ["after"] = "时限",
        ["to"] = "上级",
        ["isPublic"] = "对外公开",
    };

    static readonly Dictionary<string, string> Choices = new()
    {
        ["inForce"] = "施行",
        ["preset"] = "示例",
        ["draft"] = "草案",
        ["calendarDays"] = "个自然日",
        ["workingDays"] = "个工作日",
        ["months"] = "个月",
        ["years"] = "年",
        ["midnight"] = "至二十四时",
        ["closeOfBusiness"] = "至停止业务活动时",
        ["research"] = "研发合作",
        ["industryChain"] = "产业链合作",
        ["market"] = "市场合作",
        ["innovationPlatform"] = "建设创新平台",
        ["innovationService"] = "提供创新服务",
        ["correctionDue"] = "补正期限",
        ["annualReportReminderDue"] = "年度报告提醒",
        ["compliance"] = "违规核查",
        ["rectification"] = "逾期整改",
        ["assessment"] = "考核",
        ["decision-maker"] = "局领导",
        ["monitoring-officer"] = "监测人员",
    };

    /// <summary>May the version decide cases?</summary>
    public static string Of(PolicyStatus status) => status switch
    {
        PolicyStatus.InForce => "施行",
        PolicyStatus.Preset => "示例",
        PolicyStatus.Draft => "草案",
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };

    /// <summary>Its colour.</summary>
    public static string Colour(PolicyStatus status)
        => status == PolicyStatus.InForce ? "green" : status == PolicyStatus.Draft ? "orange" : "grey";
}
