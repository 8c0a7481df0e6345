namespace Alliance.Workflows.Procedures;

/// <summary>The remarks of the journal. Each is a whole sentence without values, so that it is its own key of translation.</summary>
public static class Notes
{
    public const string Late = "消息到达时该步骤已经办结，不再处理";
    public const string Early = "消息先于其前一步到达，留待前一步办理后处理";
    public const string AlreadySettled = "该异议在此消息到达之前已经处理完毕";
    public const string SettledBeforeHeard = "异议处理结果先于异议到达，先行记录";
    public const string AnotherObjection = "公示期内又有异议提出，一并处理";
    public const string AnotherIsOpen = "答复之后又有异议提出，尚未处理";
    public const string WithdrawnInTime = "撤回在补正期限届满前提出，消息在期满后到达，以撤回为准";
    public const string PeriodOverWhileHeld = "公示期已满，异议尚未处理完毕，暂不认定";
    public const string HeldAfterPeriod = "异议在期限内提出，消息在期满后到达，暂不认定";
    public const string FormerNotice = "期限属于此前的公示，不再适用";
    public const string NoticeKnown = "公示已经重新发布，以新的公示期为准";
    public const string CorrectedInTime = "补正在期限内提交，消息在期满后到达，恢复形式审查";
    public const string RecognisedBeforeWithdrawal = "撤回到达之前认定文件已经发出，以认定为准";
    public const string ReportIn = "该年度报告已经提交，期限不再处理";
    public const string ReportLate = "该年度报告在期限届满后提交";
    public const string ReportYearOver = "期限属于此前的年度，不再适用";
    public const string AssessedAnew = "该考核在认定资格终止并恢复以前作出，本周期重新考核";
    public const string OtherCycle = "消息属于其他运行周期，不予处理";
    public const string CancellationPeriodOverWhileHeld = "公示期已满，异议尚未处理完毕，暂不取消";
    public const string StatementPeriodOverBeforeHearing = "陈述申辩期限已满，听证尚未举行，不得作出决定";
    public const string HearingAskedInTime = "听证在期限内提出，消息在期满后到达，先行听证";
    public const string StatementPeriodRuns = "听证已经举行，陈述申辩期限未满，期满后方可作出决定";
    public const string FormerRevocation = "消息属于此前已被撤销的决定，不再适用";
    public const string CalendarExtends = "放假安排公布，期限依法延长";
    public const string CalendarPublished = "该年放假安排已经公布，期限重新计算";

    /// <summary>Every remark there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(Notes).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!)];
}
