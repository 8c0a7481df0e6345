using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Notices;

/// <summary>
/// What a running notice announces proves materially wrong: it is taken off and stands anew with what was corrected, for a whole period of its own,
/// since the public has not seen what it would otherwise be bound by (Art. 11). Open objections to the former notice are answered with the correction.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class ReissueNotice(Database database, StatutoryClock clock)
{
    /// <param name="Correction">更正说明: what was wrong and what is right, for the public to read.</param>
    /// <param name="CoreName">The corrected ×× of the alliance's name; null where the name stays.</param>
    public sealed record Request([LongText(2000)] string? Correction, string? CoreName = null);

    /// <summary>The notice that stands now.</summary>
    public sealed record Answer(Guid NoticeId);

    public async Task<Outcome<Answer>> Handle(Guid noticeId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var notice = await PublicNotice.LockInOrder(work, noticeId);
        if (WhyNot(notice, request) is { } refusal) return refusal;

        var (applicationId, policy, now) = (notice!.ApplicationId, notice.Policy, clock.Now);
        var correction = request.Correction!.Trim();
        var application = string.IsNullOrWhiteSpace(request.CoreName) ? notice.Application : notice.Application with { AllianceName = AllianceName.For(policy, request.CoreName) };
        await work.Execute("update notice set outcome = 'Reissued', closed_at = @now, announced = @announced where id = @noticeId", new { noticeId, now, announced = Json.Of(notice.Application) });
        await work.Execute("""
            update objection set state = 'Upheld', answer = @correction, settled_at = @now, settled_by = @Name where notice_id = @noticeId and state = 'Open'
            """, new { noticeId, correction, now, officer.Name });
        if (application != notice.Application)
        {
            await work.Execute("delete from reserved_name where application_id = @applicationId", new { applicationId });
            if (!await ProposeRecognition.Reserve(work, applicationId, application, now)) return ProposeRecognition.NameTaken(application);
            await work.Execute("update determination set application = @application where application_id = @applicationId", new { applicationId, application = Json.Of(application) });
        }

        var period = clock.Reckon(policy.Notice);
        var id = await Publish.Insert(work, PublicNoticeKind.Recognition, applicationId, allianceId: null, NoticeText.Title(PublicNoticeKind.Recognition, policy, application), period, now);
        await work.Execute("update notice set replaces_id = @noticeId, correction = @correction where id = @id", new { id, noticeId, correction });
        await work.Publish(new NoticeReissued(applicationId, id, period.Start, period.ClosesAt, period.NominalLastDay, application));
        await work.Record(applicationId, nameof(ReissueNotice), new { noticeId, reissued = id, correction, application.AllianceName }, "Art. 11", policy.Version);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(PublicNotice? notice, Request request)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.Kind != PublicNoticeKind.Recognition) return Refusal.Conflict($"只有拟认定公示可以更正后重新公示；拟取消公示的异议成立的，重新考核", "Art. 14", notice.Policy.Version);
        if (notice.Outcome is not null) return Refusal.Conflict($"这项公示已经结束，不能再更正", "Art. 11", notice.Policy.Version);

        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Correction)) faults.Add(new($"请写明哪些内容有误、更正为什么", "Art. 11", "correction"));
        else if (request.Correction.Trim().Length > 2000) faults.Add(new($"内容过长，不超过 {2000} 字", Field: "correction"));
        if (!string.IsNullOrWhiteSpace(request.CoreName) && AllianceName.WhyNot(notice.Policy, request.CoreName) is { } unfit) faults.Add(new(unfit, "Art. 11", "coreName"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, notice.Policy.Version);
    }
}
