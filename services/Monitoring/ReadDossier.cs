using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Assessments;
using Alliance.Monitoring.Changes.Noting;
using Alliance.Monitoring.Reading;
using Alliance.Monitoring.Reports;
using Alliance.Monitoring.Revocations.Reading;
using Alliance.Web.Desk;

namespace Alliance.Monitoring;

/// <summary>What this service holds of an alliance, for the whole-life dossier.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ReadDossier(
    ReadAlliance alliances, ReadReport reports, ReadAssessment assessments, ListChanges changes, ReadChange change,
    ReadRevocation revocations, DossierRecord record, TimeProvider clock)
{
    /// <param name="Alliance">The alliance with its cycles, contract and compliance cases.</param>
    /// <param name="Reports">Every annual report that was filed.</param>
    /// <param name="Changes">Every filing of a change that was submitted.</param>
    /// <param name="Assessments">Every assessment that the reader may read; of a cycle assessed again, the last.</param>
    /// <param name="Revocations">Every revocation case that the reader may know of, with its steps, periods and files; no draft.</param>
    public sealed record Holdings(
        ReadAlliance.View Alliance, IReadOnlyList<ReadReport.View> Reports, IReadOnlyList<ReadAssessment.View> Assessments,
        IReadOnlyList<ReadChange.View> Changes, IReadOnlyList<ReadRevocation.View> Revocations);

    public async Task<Outcome<Dossier<Holdings>>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await alliances.Handle(id, actor, ct);
        if (outcome.Value is not { } alliance) return outcome.Refusal!;
        List<ReadReport.View> filed = [];
        foreach (var report in alliance.Reports)
            if ((await reports.Handle(id, report.Year, actor, ct)).Value is { } view) filed.Add(view);
        List<ReadAssessment.View> assessed = [];
        foreach (var cycle in alliance.Assessments.Select(one => one.Cycle).Distinct())
            if ((await assessments.Handle(id, cycle, actor, ct)).Value is { } view) assessed.Add(view);
        List<ReadChange.View> changed = [];
        foreach (var one in (await changes.Handle(new(Alliance: id), ListQuery.First, actor, ct)).Items
            .Where(one => one.SubmittedAt is not null))
            if ((await change.Handle(one.Id, actor, ct)).Value is { } view) changed.Add(view);
        // What a unit writes on is said to nobody yet.
        IReadOnlyList<ReadRevocation.View> revoked = [.. (await revocations.Against(id, actor, ct)).Select(one => one with
        {
            Draft = null,
            DraftAt = null,
            DraftBy = null,
            Files = [.. one.Files.Where(file => !file.IsDraft)],
        })];
        return new Dossier<Holdings>("monitoring", null, id, clock.GetUtcNow(), new(alliance, filed, assessed, changed, revoked),
            await record.Of(actor, ct, id));
    }
}
