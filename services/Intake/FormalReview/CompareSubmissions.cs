using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Drafts;

namespace Alliance.Intake.FormalReview;

/// <summary>What a correction changed: the last submission beside the frozen one before it, field by field (Art. 10).</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class CompareSubmissions(Database database, ReadApplication application)
{
    /// <summary>The differences.</summary>
    public sealed record Answer(
        int Before, int After, IReadOnlyList<FormChange> Changes, IReadOnlyList<Attachment> Added, IReadOnlyList<Attachment> Removed);

    public async Task<Outcome<Answer>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        if (await application.WhyNot(applicationId, actor, ct) is { } refusal) return refusal;
        var contents = await database.Query<string>("""
            select content from submission where application_id = @applicationId order by number desc limit 2
            """, new { applicationId }, ct);
        if (contents.Count < 2) return Refusal.NotFound($"这份申报书没有补正前后的两次提交，无从对照");

        var (after, before) = (Json.Read<Submission>(contents[0]), Json.Read<Submission>(contents[1]));
        var masked = actor.IsAny([.. Roles.Staff, .. Roles.Readers]) || actor.BelongsTo(after.LeadUnit.CreditCode);
        return new Answer(before.Number, after.Number,
            FormChanges.Between(masked ? before.Form : ContactData.Masked(before.Form), masked ? after.Form
                : ContactData.Masked(after.Form)),
            [.. after.Attachments.ExceptBy(before.Attachments.Select(a => a.AttachmentId), a => a.AttachmentId)],
            [.. before.Attachments.ExceptBy(after.Attachments.Select(a => a.AttachmentId), a => a.AttachmentId)]);
    }
}
