using Alliance.Core.Audit;
using Alliance.Review.Reviews.Panels;
using Alliance.Review.Reviews.Sheets;

namespace Alliance.Review.Reviews;

/// <summary>What the record's entries are called on the screen.</summary>
static class Vocabulary
{
    static readonly Dictionary<string, string> Titles = new()
    {
        [nameof(OpenExpertReview)] = "转入专家评审",
        [nameof(AppointPanel)] = "组建专家组",
        [nameof(StateRecusal)] = "作回避声明",
        [nameof(HearApplicants)] = "收到申报书所列人员名单",
        [nameof(ReplaceExpert)] = "更换专家",
        [nameof(SubmitSheet)] = "提交评分表",
        [nameof(ConcludeReview)] = "提交专家组意见",
        [nameof(CloseReview)] = "申报撤回，评审关闭",
        // As entries were called before.
        ["OpenReview"] = "转入专家评审",
        ["EndReview"] = "申报撤回，评审关闭",
    };

    /// <summary>The words, key of their translation; null for what is not shown.</summary>
    public static string? Of(string what) => AuditEntry.WasIgnored(what) ? "重复或迟到的通知，未作处理" : Titles.GetValueOrDefault(what);
}
