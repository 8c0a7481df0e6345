using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;

namespace Alliance.Monitoring.Contracts;

/// <summary>The contract on paper, to be signed by both (Art. 14), as PDF. What was not signed says that it is a draft.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class PrintContract(ReadContract contracts, PrintedPages pages, Words words)
{
    public async Task<IResult> Handle(Guid allianceId, Actor actor, CancellationToken ct)
    {
        var outcome = await contracts.Handle(allianceId, actor, ct);
        if (outcome.Value is not { } view) return new Outcome(outcome.Refusal!);
        var title = words["{0} 合同书", view.AllianceName];
        var foot = view.Version == 0 ? words["{0}　第 {1} 周期合同书　草稿", view.AllianceName, view.Cycle]
            : words["{0}　第 {1} 周期合同书　第 {2} 版", view.AllianceName, view.Cycle, view.Version];
        return PrintedPages.Answer(await pages.Pdf<PrintedContract>(
            new(title, foot, "_content/Alliance.Ui/alliance.css", "_content/Alliance.Ui/print.css"),
            new Dictionary<string, object?> { ["View"] = view }, ct), $"{title}.pdf");
    }
}
