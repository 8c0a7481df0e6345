using Alliance.Contracts;
using Alliance.Workflows.Calendars;
using Alliance.Workflows.Interventions;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;

namespace Alliance.Workflows.Wording;

/// <summary>What happened, in plain words: every message, command and deadline of the procedure. Each word is the key of its
/// translation.</summary>
public static class Sentences
{
    static readonly Dictionary<string, string> HeardMessages = new()
    {
        [nameof(ApplicationSubmitted)] = "牵头单位提交申报书",
        [nameof(CorrectionRequested)] = "受理人员一次性告知需要补正的内容",
        [nameof(ApplicationResubmitted)] = "牵头单位提交补正后的申报书",
        [nameof(CorrectionDue)] = "补正期限届满",
        [nameof(FormalReviewPassed)] = "形式审查通过",
        [nameof(FormalReviewRefused)] = "形式审查不通过",
        [nameof(PanelSeatTaken)] = "专家进入专家组",
        [nameof(PanelSeatLeft)] = "专家离开专家组",
        [nameof(ExpertReviewConcluded)] = "专家组出具评审意见",
        [nameof(ReviewReturned)] = "局领导退回专家评审",
        [nameof(RecognitionProposed)] = "局领导决定拟认定",
        [nameof(RecognitionDeclined)] = "局领导决定不予认定",
        [nameof(NoticePublished)] = "拟认定名单开始公示",
        [nameof(NoticePeriodEnds)] = "公示期届满",
        [nameof(NoticeReissued)] = "公示内容有重大变更，重新公示",
        [nameof(NoticeExtended)] = "放假安排公布，公示期依法延长",
        [nameof(ObjectionLodged)] = "有人提出异议",
        [nameof(ObjectionsSettled)] = "异议处理完毕",
        [nameof(AllianceRecognised)] = "发布认定文件并授牌",
        [nameof(ApplicationWithdrawn)] = "牵头单位撤回申报",
        [nameof(OperatingCycleStarted)] = "运行周期开始",
        [nameof(AnnualReportReminderDue)] = "到了提醒报送年度报告的日子",
        [nameof(AnnualReportDue)] = "年度报告期限届满",
        [nameof(AnnualReportFiled)] = "牵头单位报送年度报告",
        [nameof(CycleEnds)] = "运行周期届满",
        [nameof(AssessmentConcluded)] = "考核完成",
        [nameof(CancellationNoticePublished)] = "拟取消资格开始公示",
        [nameof(CancellationNoticeEnds)] = "拟取消资格的公示期届满",
        [nameof(CancellationObjected)] = "有人对取消资格提出异议",
        [nameof(CancellationObjectionsSettled)] = "对取消资格的异议处理完毕",
        [nameof(MembersChanged)] = "成员变更已备案",
        [nameof(LeadUnitChanged)] = "牵头单位变更已备案",
        [nameof(AllianceRenamed)] = "更名已备案",
        [nameof(DirectionChanged)] = "研究方向变更已备案",
        [nameof(AllianceDissolved)] = "联盟自行解散已备案",
        [nameof(RecognitionCancelled)] = "认定资格已取消",
        [nameof(RecognitionRevoked)] = "认定资格已撤销",
        [nameof(DecisionAnnulled)] = "行政复议或行政诉讼撤销了原决定",
        [nameof(EndAnnulled)] = "行政复议或行政诉讼撤销了终止资格的决定",
        [nameof(UpgradeRecommended)] = "本局推荐联盟升级",
        [nameof(UpgradeConfirmed)] = "上级认定联盟升级",
        [nameof(UpgradeDeclined)] = "上级未予认定",
        [nameof(UpgradePartiesChanged)] = "联盟变更已备案",
        [nameof(RevocationCaseOpened)] = "监测人员立案，拟撤销认定资格",
        [nameof(PriorNoticeServed)] = "事先告知书送达",
        [nameof(StatementFiled)] = "联盟提交陈述申辩",
        [nameof(StatementDue)] = "陈述申辩期限届满",
        [nameof(HearingRequested)] = "联盟要求听证",
        [nameof(HearingDue)] = "听证期限届满",
        [nameof(HearingHeld)] = "听证举行完毕，笔录入卷",
        [nameof(RevocationDecided)] = "局领导作出决定",
        [nameof(RevocationPartiesChanged)] = "联盟变更已备案",
        [nameof(RevocationOvertaken)] = "认定资格已因其他原因终止",
        [nameof(RevocationAnnulled)] = "行政复议或行政诉讼撤销了撤销决定",
        [nameof(PlaqueRecovered)] = "牌匾已经收回",
        [nameof(PlaqueRecoveryDue)] = "牌匾收回期限届满",
        [nameof(CalendarPublished)] = "放假安排发布",
        [nameof(LetterWritten)] = "发出一封通知",
        [nameof(RecomputeProvisionalDeadlines)] = "放假安排公布，重新计算期限",
        [nameof(PauseCase)] = "系统管理员暂停办理",
        [nameof(ResumeCase)] = "系统管理员恢复办理",
        [nameof(RepeatCommand)] = "系统管理员重发命令",
        [nameof(MoveDeadline)] = "系统管理员变更期限",
        [nameof(MigrateCase)] = "系统管理员决定改用新的政策版本",
    };

    static readonly Dictionary<string, string> SaidCommands = new()
    {
        [nameof(CloseUncorrected)] = "通知受理：逾期未补正，终止申报",
        [nameof(ExtendCorrection)] = "通知受理：补正期限延长",
        [nameof(OpenExpertReview)] = "通知评审：组织专家评审",
        [nameof(CloseReview)] = "通知评审：申报已撤回，终止评审",
        [nameof(PrepareDetermination)] = "通知认定：提请局领导决定",
        [nameof(CloseDetermination)] = "通知认定：申报已撤回，终止办理",
        [nameof(PublishNotice)] = "通知认定：发布公示",
        [nameof(IssueRecognition)] = "通知认定：公示期满无异议，发布认定文件",
        [nameof(OpenGuidanceGrant)] = "通知经费：办理引导经费",
        [nameof(StartOperatingCycle)] = "通知监测：开始运行周期",
        [nameof(RemindAnnualReport)] = "通知监测：提醒牵头单位报送年度报告",
        [nameof(RecordMissedReport)] = "通知监测：登记未按时报送，转违规核查",
        [nameof(OpenAssessment)] = "通知监测：组织考核",
        [nameof(CancelRecognition)] = "通知认定：考核不合格，办理取消并公示",
        [nameof(ConfirmCancellation)] = "通知认定：公示期满，取消生效",
        [nameof(SuspendFunding)] = "通知经费：停止拨付",
        [nameof(CloseOperation)] = "通知监测：终止运行",
        [nameof(ReopenApplication)] = "通知受理：原决定被撤销，恢复办理",
        [nameof(ReopenDetermination)] = "通知认定：原决定被撤销，恢复办理",
        [nameof(RestoreRecognition)] = "通知认定：原决定被撤销，恢复认定资格",
        [nameof(ResumeFunding)] = "通知经费：原决定被撤销，恢复拨付",
        [nameof(ReopenOperation)] = "通知监测：原决定被撤销，恢复运行",
        [nameof(HoldFunding)] = "通知经费：撤销案件办理期间暂停拨付",
        [nameof(ReleaseFunding)] = "通知经费：撤销案件已结，恢复拨付",
        [nameof(RevokeRecognition)] = "通知认定：办理撤销决定并向社会公布",
        [nameof(RemindHearing)] = "通知监测：听证逾期未举行",
        [nameof(RemindPlaqueRecovery)] = "通知认定：牌匾逾期未收回",
        [nameof(ReopenRevocation)] = "通知监测：撤销决定被撤销，重新作出决定",
    };

    static readonly Dictionary<string, string> DeadlineNames = new()
    {
        [nameof(CorrectionDue)] = "补正期限",
        [nameof(NoticePeriodEnds)] = "公示期",
        [nameof(AnnualReportDue)] = "年度报告期限",
        [nameof(AnnualReportReminderDue)] = "年度报告提醒",
        [nameof(CycleEnds)] = "运行周期届满",
        [nameof(CancellationNoticeEnds)] = "取消资格公示期",
        [nameof(StatementDue)] = "陈述申辩期限",
        [nameof(HearingDue)] = "听证期限",
        [nameof(PlaqueRecoveryDue)] = "牌匾收回期限",
    };

    // On an arrow there is room for a word. A message whose meaning depends on what it says has a word per condition.
    static readonly Dictionary<string, string> ShortWords = new()
    {
        [nameof(ApplicationSubmitted)] = "提交",
        [nameof(CorrectionRequested)] = "退回补正",
        [nameof(ApplicationResubmitted)] = "补正提交",
        [nameof(CorrectionDue)] = "逾期未补正",
        [nameof(FormalReviewPassed)] = "审查合格",
        [nameof(FormalReviewRefused)] = "审查不合格",
        [nameof(ExpertReviewConcluded)] = "专家意见",
        [nameof(ReviewReturned)] = "退回评审",
        [nameof(RecognitionProposed)] = "决定拟认定",
        [nameof(RecognitionDeclined)] = "决定不认定",
        [nameof(NoticePublished)] = "发布公示",
        [nameof(NoticePeriodEnds)] = "公示届满",
        [nameof(NoticeReissued)] = "重新公示",
        [nameof(ObjectionLodged)] = "提出异议",
        [nameof(ObjectionsSettled)] = "异议处理",
        [nameof(AllianceRecognised)] = "发文认定",
        [nameof(ApplicationWithdrawn)] = "撤回",
        [nameof(OperatingCycleStarted)] = "周期开始",
        [nameof(AnnualReportReminderDue)] = "年报提醒",
        [nameof(AnnualReportDue)] = "年报届满",
        [nameof(AnnualReportFiled)] = "报送年报",
        [nameof(CycleEnds)] = "周期届满",
        [nameof(AssessmentConcluded)] = "考核",
        [nameof(CancellationNoticePublished)] = "取消公示",
        [nameof(CancellationNoticeEnds)] = "公示届满",
        [nameof(CancellationObjected)] = "提出异议",
        [nameof(CancellationObjectionsSettled)] = "异议处理",
        [nameof(MembersChanged)] = "成员变更",
        [nameof(LeadUnitChanged)] = "牵头变更",
        [nameof(AllianceRenamed)] = "更名",
        [nameof(AllianceDissolved)] = "自行解散",
        [nameof(RecognitionCancelled)] = "取消资格",
        [nameof(RecognitionRevoked)] = "撤销资格",
        [nameof(DecisionAnnulled)] = "决定被撤销",
        [nameof(EndAnnulled)] = "决定被撤销",
        [nameof(UpgradeRecommended)] = "推荐",
        [nameof(UpgradeConfirmed)] = "获批",
        [nameof(UpgradeDeclined)] = "未获批",
        [nameof(UpgradePartiesChanged)] = "联盟变更",
        [nameof(RevocationCaseOpened)] = "立案",
        [nameof(PriorNoticeServed)] = "告知",
        [nameof(StatementFiled)] = "陈述申辩",
        [nameof(StatementDue)] = "期限届满",
        [nameof(HearingRequested)] = "要求听证",
        [nameof(HearingDue)] = "听证逾期",
        [nameof(HearingHeld)] = "听证",
        [nameof(RevocationDecided)] = "决定",
        [nameof(RevocationPartiesChanged)] = "联盟变更",
        [nameof(RevocationOvertaken)] = "资格已终止",
        [nameof(RevocationAnnulled)] = "决定被撤销",
        [nameof(PlaqueRecovered)] = "收回牌匾",
        [nameof(PlaqueRecoveryDue)] = "收回逾期",
        ["RevocationDecided.ToDrop"] = "不予撤销",
        ["RevocationDecided.DroppedNow"] = "不予撤销",
        ["RevocationDecided.RevokedNow"] = "决定撤销",
        ["ObjectionsSettled.Upheld"] = "异议成立",
        ["ObjectionsSettled.DismissedWithinThePeriod"] = "异议不成立",
        ["ObjectionsSettled.DismissedAfterThePeriod"] = "异议不成立",
        ["CancellationObjectionsSettled.Upheld"] = "异议成立",
        ["AssessmentConcluded.Passed"] = "考核合格",
        ["AssessmentConcluded.Failed"] = "考核不合格",
        ["ApplicationResubmitted.ClosedUncorrected"] = "期限内已补正",
    };

    static readonly Dictionary<string, string> ConditionWords = new()
    {
        [nameof(RecognitionConditions.BeforeAnyCorrection)] = "尚未要求补正",
        [nameof(RecognitionConditions.AfterTheCorrection)] = "补正已经办结",
        [nameof(RecognitionConditions.OfWhatWasHeard)] = "针对已收到的申报书",
        [nameof(RecognitionConditions.OfACorrectionToCome)] = "针对尚未收到的补正",
        [nameof(RecognitionConditions.ClosedUncorrected)] = "因逾期未补正而终止",
        [nameof(RecognitionConditions.RefusedOtherwise)] = "因其他原因未通过",
        [nameof(RecognitionConditions.OfACorrectionInTime)] = "补正按时提交、尚未收到",
        [nameof(RecognitionConditions.OfNoCorrectionInTime)] = "没有按时提交的补正",
        [nameof(RecognitionConditions.BeforeAnyReturn)] = "尚未退回评审",
        [nameof(RecognitionConditions.AfterTheReturn)] = "已经退回过评审",
        [nameof(RecognitionConditions.OfThisRound)] = "属于本轮评审",
        [nameof(RecognitionConditions.OfAFormerRound)] = "属于此前的评审",
        [nameof(RecognitionConditions.FirstNotice)] = "首次公示",
        [nameof(RecognitionConditions.NoticeHeard)] = "该公示已经知悉",
        [nameof(RecognitionConditions.NoticeReplaced)] = "公示已经重新发布",
        [nameof(RecognitionConditions.OfThisNotice)] = "属于当前公示",
        [nameof(RecognitionConditions.OfFormerNotice)] = "属于此前的公示",
        [nameof(RecognitionConditions.StillOpen)] = "异议尚未处理",
        [nameof(RecognitionConditions.SettledBefore)] = "异议已经处理",
        [nameof(RecognitionConditions.Upheld)] = "异议成立",
        [nameof(RecognitionConditions.Dismissed)] = "异议不成立",
        [nameof(RecognitionConditions.DismissedWithinThePeriod)] = "异议不成立，公示期未满",
        [nameof(RecognitionConditions.DismissedAfterThePeriod)] = "异议不成立，公示期已满",
        [nameof(RecognitionConditions.AnotherIsOpen)] = "其后又有异议提出",
        [nameof(RecognitionConditions.Superseded)] = "其后又重新公示",
        [nameof(RecognitionConditions.Newest)] = "是最近一次公示",
        [nameof(RecognitionConditions.NothingLodgedSince)] = "其后没有异议",
        [nameof(RecognitionConditions.ObjectedSince)] = "其后有异议",
        [nameof(RecognitionConditions.StillStands)] = "该决定有效",
        [nameof(RecognitionConditions.AnnulledSince)] = "该决定已被撤销",
        [nameof(RecognitionConditions.OfThisPeriod)] = "属于本次补正",
        [nameof(RecognitionConditions.OfAFormerPeriod)] = "属于此前的补正",
        [nameof(RecognitionConditions.OfTheFormalReview)] = "撤销形式审查的决定",
        [nameof(RecognitionConditions.OfTheMissedCorrection)] = "撤销逾期未补正的终止",
        [nameof(RecognitionConditions.OfTheObjection)] = "撤销异议成立的决定",
        [nameof(RecognitionConditions.OfTheDetermination)] = "撤销不予认定的决定",
        [nameof(RecognitionConditions.OfADecisionToCome)] = "针对尚未收到的决定",
        [nameof(RecognitionConditions.OfNoDecisionHere)] = "不涉及现行决定",
        [nameof(RecognitionConditions.NotOfTheDetermination)] = "不涉及不予认定的决定",
        [nameof(OperationConditions.NotAnnulledYet)] = "该撤销尚未知悉",
        [nameof(OperationConditions.AnnulmentHeard)] = "该撤销已经知悉",
        [nameof(OperationConditions.AnswerHeard)] = "该处理结果或其后的处理结果已经知悉",
        [nameof(OperationConditions.FirstOpen)] = "首个未处理的异议",
        [nameof(OperationConditions.AnotherOpen)] = "已有异议尚未处理",
        [nameof(OperationConditions.OfThisCancellation)] = "属于本次取消公示",
        [nameof(OperationConditions.OfFormerCancellation)] = "属于此前的取消公示",
        [nameof(OperationConditions.ReportAwaited)] = "报告尚未报送",
        [nameof(OperationConditions.ReportIn)] = "报告已经报送",
        [nameof(OperationConditions.ReportMissed)] = "报告尚未报送",
        [nameof(OperationConditions.ReportNotMissed)] = "报告已经报送",
        [nameof(OperationConditions.ForTheAwaitedYear)] = "属于本应报送的年度",
        [nameof(OperationConditions.ForAnEarlierYear)] = "属于以前年度",
        [nameof(OperationConditions.ForALaterYear)] = "属于以后年度",
        [nameof(OperationConditions.OfThisCycle)] = "属于本周期",
        [nameof(OperationConditions.OfAnotherCycle)] = "属于其他周期",
        [nameof(OperationConditions.OfTheNextCycle)] = "属于下一周期",
        [nameof(OperationConditions.Passed)] = "考核合格",
        [nameof(OperationConditions.Failed)] = "考核不合格",
        [nameof(OperationConditions.OfAFormerAssessment)] = "属于恢复以前的考核",
        [nameof(OperationConditions.WhileItOperated)] = "撤销时周期运行中",
        [nameof(OperationConditions.WhileItWasAssessed)] = "撤销时正在考核或取消",
        [nameof(RevocationConditions.NewStatement)] = "陈述申辩尚未知悉",
        [nameof(RevocationConditions.KnownStatement)] = "陈述申辩已经知悉",
        [nameof(RevocationConditions.FirstAsked)] = "首次要求听证",
        [nameof(RevocationConditions.AskedBefore)] = "听证已经要求过",
        [nameof(RevocationConditions.NotAskedYet)] = "听证要求尚未到达",
        [nameof(RevocationConditions.HeldBefore)] = "听证已经举行",
        [nameof(RevocationConditions.PeriodOver)] = "陈述申辩期限已满",
        [nameof(RevocationConditions.PeriodRuns)] = "陈述申辩期限未满",
        [nameof(RevocationConditions.ToDrop)] = "不予撤销",
        [nameof(RevocationConditions.ToRevoke)] = "决定撤销",
        [nameof(RevocationConditions.DroppedNow)] = "不予撤销",
        [nameof(RevocationConditions.RevokedNow)] = "决定撤销",
        [nameof(RevocationConditions.DecidedBefore)] = "该决定已被撤销",
        [nameof(RevocationConditions.OfThisRevocation)] = "属于本次撤销",
        [nameof(RevocationConditions.OfAFormerRevocation)] = "属于此前的撤销",
        [nameof(OperationConditions.NothingOpen)] = "没有未处理的异议",
        [nameof(OperationConditions.SomethingOpen)] = "有异议尚未处理",
    };

    static readonly Dictionary<string, string> Kinds = new()
    {
        ["Recognition"] = "认定",
        ["Operation"] = "运行",
        ["Upgrade"] = "推荐升级",
        ["Revocation"] = "撤销",
    };

    /// <summary>What was heard.</summary>
    public static string Heard(string message) => HeardMessages.GetValueOrDefault(message, message);

    /// <summary>What was said to another service; null for what is no command, such as the word to everybody that the case moved.</summary>
    public static string? Said(string command) => SaidCommands.GetValueOrDefault(command);

    /// <summary>A deadline; of those that return every year the year is a word of its own.</summary>
    public static (string Text, string? Year) Deadline(string name)
    {
        var parts = name.Split(':');
        return (DeadlineNames.GetValueOrDefault(parts[0], name), parts.ElementAtOrDefault(1));
    }

    /// <summary>What was heard, in the word an arrow has room for.</summary>
    public static string Short(string message, string? condition = null)
        => condition is not null && ShortWords.TryGetValue($"{message}.{condition}", out var word) ? word
            : ShortWords.GetValueOrDefault(message, message);

    /// <summary>The condition under which a row of the page holds.</summary>
    public static string Condition(string condition) => ConditionWords.GetValueOrDefault(condition, condition);

    /// <summary>Every deadline of the procedures.</summary>
    public static IEnumerable<string> Deadlines => DeadlineNames.Keys;

    /// <summary>True for a message that a deadline sends.</summary>
    public static bool IsDeadline(string message) => DeadlineNames.ContainsKey(message);

    /// <summary>认定, 运行, 推荐升级 or 撤销.</summary>
    public static string Kind(string kind) => Kinds.GetValueOrDefault(kind, kind);

    /// <summary>Every text there is.</summary>
    public static IEnumerable<string> All
        => [.. HeardMessages.Values, .. SaidCommands.Values, .. DeadlineNames.Values, .. ShortWords.Values, .. ConditionWords.Values,
            .. Kinds.Values, .. Notes.All];

    /// <summary>The contracts that have words.</summary>
    public static IEnumerable<string> Known => [.. HeardMessages.Keys, .. SaidCommands.Keys];

    /// <summary>The messages that have a word for arrows, and the conditions that have words.</summary>
    public static IEnumerable<string> KnownOnDiagrams => [.. ShortWords.Keys, .. ConditionWords.Keys];
}
