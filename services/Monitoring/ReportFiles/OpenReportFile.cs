using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;

namespace Alliance.Monitoring.ReportFiles;

/// <summary>A file of a report, for whoever reads the report.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class OpenReportFile(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid allianceId, int year, Guid fileId, Actor actor, CancellationToken ct)
    {
        var alliance = await OperatingAlliance.Find(database, allianceId, ct);
        var file = alliance?.IsVisibleTo(actor) == true ? await Attachment.Find(database, new(allianceId, year), fileId, ct) : null;
        return file is not null && (!file.IsDraft || actor.BelongsTo(alliance!.LeadUnitCreditCode))
            && await documents.Find(fileId, ct) is { } found
                ? documents.Download(found)
                : new Outcome(Refusal.NotFound($"没有这份附件"));
    }
}
