using System.Text.Json;
using Alliance.Core.Audit;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Intake.Applications.Attachments;
using Alliance.Intake.Applications.Confirmation;
using Alliance.Intake.Applications.Drafts;
using Alliance.Intake.Applications.Handover;
using Alliance.Intake.Applications.Recommending;
using Alliance.Intake.Applications.Submissions;
using Alliance.Intake.FormalReview;
using Alliance.Intake.Questions;

namespace Alliance.Intake.Applications.Progress;

/// <summary>What has happened to an application, from the audit: the lead unit sees its own steps and the decisions, the bureau
/// everything.</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert)]
public sealed class History(AuditTrail trail)
{
    /// <summary>One thing that happened.</summary>
    /// <param name="What">Key of the translation.</param>
    /// <param name="State">The state of the case that was reached, where that is what happened.</param>
    /// <param name="At">When.</param>
    /// <param name="By">Who, as far as the reader may know.</param>
    /// <param name="Article">The article it rests on.</param>
    public sealed record Event(string What, Contracts.ApplicationState? State, DateTimeOffset At, string? By, string? Article);

    static readonly Dictionary<string, string> Names = new()
    {
        [nameof(StartApplication)] = "开始填写",
        [nameof(SaveForm)] = "保存申报书",
        [nameof(Attach)] = "上传附件",
        [nameof(RemoveAttachment)] = "移除附件",
        [Quarantine.Removed] = "删除含有恶意内容的附件",
        [nameof(InviteMembers)] = "邀请成员单位确认",
        [nameof(ConfirmMembership)] = "成员单位确认",
        [nameof(DeclineMembership)] = "成员单位不同意",
        [nameof(OfferHandover)] = "生成移交码",
        [nameof(AcceptHandover)] = "移交经办账号",
        [nameof(ReplaceHolder)] = "依书面说明变更经办账号",
        [nameof(Submit)] = "提交申报书",
        [nameof(Resubmit)] = "提交补正材料",
        [nameof(NameRecommender)] = "选择推荐单位",
        [nameof(Recommend)] = "推荐单位提交推荐意见",
        [nameof(WithdrawRecommendation)] = "推荐单位撤回推荐意见",
        [nameof(Withdraw)] = "撤回申请",
        [nameof(AssignApplications)] = "分配受理人员",
        [nameof(RecuseOfficer)] = "受理人员回避",
        [nameof(JudgeConditions)] = "填写审查意见",
        [nameof(RequestCorrection)] = "要求补正",
        [nameof(ExtendCorrection)] = "补正期限延长",
        [nameof(PassFormalReview)] = "形式审查通过",
        [nameof(RefuseFormalReview)] = "形式审查未通过",
        [nameof(CloseUncorrected)] = "逾期未补正，申请终止",
        [nameof(ReopenApplication)] = "原决定被撤销，恢复办理",
        [nameof(ReckonDueDates)] = "补正截止时间已经确定",
        [nameof(AskQuestion)] = "提出咨询",
        [nameof(AnswerQuestion)] = "答复咨询",
        [nameof(FollowCase)] = "进入下一阶段",
        // As entries were called before.
        ["ExtendCorrectionPeriod"] = "补正期限延长",
        ["CloseUncorrectedApplication"] = "逾期未补正，申请终止",
    };

    // What is being written for the bureau itself.
    static readonly string[] Inward = [nameof(JudgeConditions), nameof(AssignApplications), nameof(RecuseOfficer)];
    // Of many in a row the last one tells enough.
    static readonly string[] Repeated =
        [nameof(SaveForm), nameof(OfferHandover), nameof(Attach), nameof(RemoveAttachment), nameof(JudgeConditions)];

    /// <summary>Latest first.</summary>
    public async Task<IReadOnlyList<Event>> Of(Guid applicationId, Actor reader, CancellationToken ct)
    {
        var bureau = reader.IsAny([.. Roles.Staff, .. Roles.Readers]);
        List<AuditEntry> told = [];
        foreach (var entry in await trail.Of(applicationId, ct))
        {
            if (!Names.ContainsKey(entry.What) || (!bureau && Inward.Contains(entry.What))) continue;
            if (told.Count > 0 && told[^1].What == entry.What && Repeated.Contains(entry.What)) told.RemoveAt(told.Count - 1);
            told.Add(entry);
        }
        told.Reverse();
        return [.. told.Select(e => new Event(Names[e.What], StateOf(e), e.At, By(e, bureau), e.Article))];
    }

    static Contracts.ApplicationState? StateOf(AuditEntry entry) => entry.What == nameof(FollowCase) && entry.Details is not null
        ? Enum.Parse<Contracts.ApplicationState>(JsonDocument.Parse(entry.Details).RootElement.GetProperty("to").GetString()!)
        : null;

    static string? By(AuditEntry entry, bool bureau) => entry switch
    {
        { Account: var account } when account.StartsWith("system:", StringComparison.Ordinal) => null,
        { OnBehalfOf: not null } => entry.ActorName,
        _ => bureau ? entry.ActorName : null,
    };
}
