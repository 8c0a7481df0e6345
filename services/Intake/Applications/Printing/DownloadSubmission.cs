using System.Text;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Intake.Applications.Printing;

/// <summary>The frozen content to the letter, so that anybody who may see it can check the SHA-256 on the receipt (Art. 9).</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class DownloadSubmission(Database database, ReadApplication application)
{
    public async Task<IResult> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        if (await application.WhyNot(applicationId, actor, ct) is { } refusal) return new Outcome(refusal);
        var content = await database.Scalar<string>("""
            select content from submission where application_id = @applicationId order by number desc limit 1
            """, new { applicationId }, ct);
        if (content is null) return new Outcome(Refusal.NotFound($"申报书尚未提交"));
        return TypedResults.File(Encoding.UTF8.GetBytes(content), "application/json", "submission.json");
    }
}
