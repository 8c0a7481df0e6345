using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Policies;

namespace Alliance.Monitoring.Changes.Noting;

/// <summary>备案回执 as PDF, for whoever reads the filing (Art. 15).</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class PrintReceipt(ReadChange changes, Database database, PrintedPages pages)
{
    public async Task<IResult> Handle(Guid filingId, Actor actor, CancellationToken ct)
    {
        var outcome = await changes.Handle(filingId, actor, ct);
        if (outcome.Value is not { } change) return new Outcome(outcome.Refusal!);
        if (change.Number is not { } number) return new Outcome(Refusal.NotFound($"变更还没有备案"));
        var alliance = (await OperatingAlliance.Find(database, change.AllianceId, ct))!;
        return PrintedPages.Answer(await pages.Pdf<ReceiptSheet>(
            new($"变更备案回执 {number}", number, "_content/Alliance.Ui/alliance.css", "_content/Alliance.Ui/print.css"),
            new Dictionary<string, object?>
            {
                [nameof(ReceiptSheet.Change)] = change,
                [nameof(ReceiptSheet.Authority)] = PolicyBook.Find(alliance.PolicyVersion).Authority,
            }, ct), $"变更备案回执 {number}.pdf");
    }
}
