using Alliance.Certification.Alliances;
using Alliance.Certification.Archiving;
using Alliance.Certification.Determinations;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Web.Desk;

namespace Alliance.Certification.Desk;

/// <summary>What this service holds of an application and its alliance, for the whole-life dossier; who does not determine gets what stands
/// in public.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(
    Database database, ReadDetermination determinations, ReadNotice notices, Registry registry, ReadCancellations cancellations,
    DossierRecord record, StatutoryClock clock)
{
    /// <param name="Determination">The decision, for who determines.</param>
    /// <param name="Notices">Every notice, the newest first.</param>
    /// <param name="Objections">Objections with their answers, for who settles them; who objected is in no dossier.</param>
    /// <param name="Certificate">The entry in the register; null before the recognition.</param>
    /// <param name="Cancellations">Decisions to cancel.</param>
    /// <param name="Archive">Class and retention, once the case was closed for the archive.</param>
    /// <param name="EarlierArchives">Packages that were handed over before a decision was annulled and the case reopened.</param>
    public sealed record Holdings(
        ReadDetermination.View? Determination, IReadOnlyList<ReadNotice.View> Notices, IReadOnlyList<Objection> Objections,
        Registry.Certificate? Certificate, IReadOnlyList<ReadCancellations.Row> Cancellations,
        CaseArchive? Archive, IReadOnlyList<CaseArchive> EarlierArchives);

    public async Task<Outcome<Dossier<Holdings>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (await ReadBrief.Find(database, id, actor, clock, ct) is not { } found) return Refusal.NotFound($"没有这项认定事项");
        var (applicationId, alliance) = (found.Determination.ApplicationId, found.Alliance);
        List<ReadNotice.View> announced = [];
        foreach (var notice in found.Notices)
            if ((await notices.Handle(notice.Id, actor, ct)).Value is { } view) announced.Add(view);
        return new Dossier<Holdings>("certification", applicationId, alliance?.Id, clock.Now, new(
            found.IsWhole ? (await determinations.Handle(applicationId, ct)).Value : null,
            announced,
            !actor.IsAny([Roles.CertificationOfficer, .. Roles.Readers]) ? [] : await database.Query<Objection>($"""
                select {Objection.Columns} from objection where notice_id in (select id from notice where application_id = @applicationId)
                order by lodged_at, id
                """, new { applicationId }, ct),
            alliance is null ? null : (await registry.Verify(alliance.CertificateNumber, actor, ct)).Value,
            alliance is null || !found.IsWhole ? [] : await cancellations.Handle(alliance.Id, ct),
            found.IsWhole ? await CaseArchive.Find(database, applicationId, ct) : null,
            found.IsWhole ? await CaseArchive.Earlier(database, applicationId, ct) : []),
            await record.Of(actor, ct, applicationId, alliance?.Id));
    }
}
