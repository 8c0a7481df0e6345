using Alliance.Contracts;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Progress;

/// <summary>What happens next in an application's procedure, who does it, and on which article it rests.</summary>
/// <param name="Who">Key of the translation.</param>
/// <param name="What">Key of the translation.</param>
/// <param name="Article">The article.</param>
public sealed record NextSteps(string Who, string What, string? Article)
{
    /// <summary>The step that follows a state; null where the procedure is over.</summary>
    public static NextSteps? Of(ApplicationState state) => state switch
    {
        ApplicationState.Draft => new("牵头单位", "填写申报书，在申报截止前提交。", Articles.Applications),
        ApplicationState.FormalReview => new("受理人员", "逐项审查是否符合认定条件，作出通过、补正或不予通过的决定。", Articles.Review),
        ApplicationState.Correction => new("牵头单位", "按补正通知修改申报书，在期限内重新提交；逾期未提交的，申请终止。", Articles.Review),
        ApplicationState.Passed or ApplicationState.ExpertReview => new("评审专家组", "组织专家评审，形成专家组意见。", Articles.Review),
        ApplicationState.Determination => new("局长办公会", "根据专家组意见研究决定是否拟认定。", Articles.Notice),
        ApplicationState.PublicNotice => new("社会公众", "公示期内对拟认定的联盟有异议的，可以实名书面提出。", Articles.Notice),
        ApplicationState.ObjectionHandling => new("认定经办人", "核查异议，书面答复异议人。", Articles.Notice),
        ApplicationState.Certification => new("认定经办人", "制发认定文件，授予牌匾。", Articles.Notice),
        ApplicationState.Recognised => new("牵头单位", "联盟已获认定：承诺配套经费、签订合同书，按年度提交科技报告。", Articles.Operation),
        _ => null,
    };
}
