using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Determinations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Archiving;

/// <summary>An officer closes a finished case for the archive (归档), with its class and for how long it is kept; its whole-life dossier says
/// so from then on. Until it was handed over both may be set right. A case that an annulment reopened gets a package of its own.</summary>
[For(Roles.CertificationOfficer)]
public sealed class CloseForArchive(Database database, StatutoryClock clock)
{
    /// <param name="ClassMark">分类号 of the office's own plan.</param>
    /// <param name="Retention">保管期限.</param>
    public sealed record Request([MaxLength(40)] string? ClassMark, Retention? Retention);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var determination = await Determination.Lock(work, applicationId);
        var archive = await CaseArchive.Lock(work, applicationId);
        if (WhyNot(determination, archive, request) is { } refusal) return refusal;

        var (code, retention) = (request.ClassMark!.Trim(), request.Retention!.Value);
        await work.Execute("""
            insert into case_archive(application_id, version, class_mark, retention, closed_at, closed_by)
            select @applicationId, coalesce(@version, (select 1 + coalesce(max(version), 0) from case_archive
              where application_id = @applicationId)), @code, @retention, @Now, @Name
            on conflict (application_id, version) do update set class_mark = excluded.class_mark, retention = excluded.retention
            """, new { applicationId, version = archive?.Version, code, retention = retention.ToString(), clock.Now, officer.Name });
        await work.Record(applicationId, nameof(CloseForArchive), new { code, retention },
            policyVersion: determination!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Determination? determination, CaseArchive? archive, Request request)
    {
        if (CaseArchive.WhyOpen(determination) is { } open) return open;
        if (archive?.HandedOverOn is not null) return Refusal.Conflict($"档案已经移交，不能再改动");
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.ClassMark)) faults.Add(new($"请填写分类号", Field: "classMark"));
        if (request.Retention is not { } retention || !Enum.IsDefined(retention)) faults.Add(new($"请选择保管期限", Field: "retention"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
