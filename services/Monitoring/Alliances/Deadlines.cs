using Alliance.Core.Text;

namespace Alliance.Monitoring.Alliances;

/// <summary>The names people read for the deadlines of an operation case; workflows adds year and day to a name that recurs, as in
/// AnnualReportDue:2024.</summary>
static class Deadlines
{
    public static string Name(Words words, string deadline) => deadline.Split(':')[0] switch
    {
        "AnnualReportReminderDue" => words["提醒报送年度科技报告"],
        "AnnualReportDue" => words["报送年度科技报告"],
        "CycleEnds" => words["运行周期届满"],
        "CancellationNoticeEnds" => words["取消公示期满"],
        _ => deadline,
    };
}
