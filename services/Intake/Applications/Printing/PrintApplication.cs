using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;

namespace Alliance.Intake.Applications.Printing;

/// <summary>The 申报书 on paper, and the 受理回执: as PDF, as far as this person may read them. A draft says that it is one.</summary>
public sealed class PrintApplication(ReadApplication applications, PrintedPages pages, Words words)
{
    /// <summary>The whole 申报书.</summary>
    [ForReadingByStaff(Roles.Applicant, Roles.Expert, Roles.Recommender)]
    public async Task<IResult> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var outcome = await applications.Handle(applicationId, actor, ct);
        if (outcome.Value is not { } application) return new Outcome(outcome.Refusal!);
        return PrintedPages.Answer(await Pdf(application, ct), $"{application.ReceiptNumber ?? words["草稿"]} {words["申报书"]}.pdf");
    }

    /// <summary>The receipt: number, instant and hash of what was submitted.</summary>
    [ForReadingByStaff(Roles.Applicant)]
    public async Task<IResult> Receipt(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var outcome = await applications.Handle(applicationId, actor, ct);
        if (outcome.Value is not { } application) return new Outcome(outcome.Refusal!);
        if (application.ReceiptNumber is null) return new Outcome(Refusal.NotFound($"申报书尚未提交"));
        return PrintedPages.Answer(
            await pages.Pdf<PrintedReceipt>(Frame(words["受理回执"], application, Foot(application)), Parameters(application), ct),
            $"{application.ReceiptNumber} {words["受理回执"]}.pdf");
    }

    internal Task<Outcome<byte[]>> Pdf(ReadApplication.Answer application, CancellationToken ct)
        => pages.Pdf<PrintedForm>(Whole(application), Parameters(application), ct);

    internal Task<string> Html(ReadApplication.Answer application) => pages.Html<PrintedForm>(Whole(application), Parameters(application));

    PrintedPages.Frame Whole(ReadApplication.Answer application)
        => Frame(words["申报书"], application, application.IsDraft ? words["草稿，尚未提交；{0} 保存（北京时间）", BeijingText.Of(application.SavedAt)]
            : Foot(application));

    string Foot(ReadApplication.Answer application)
        => $"{words["受理编号 {0}　{1} 提交（北京时间）", application.ReceiptNumber, BeijingText.Of(application.FrozenAt!.Value)]}\nSHA-256 " +
            $"{application.Sha256}";

    static PrintedPages.Frame Frame(string what, ReadApplication.Answer application, string foot)
        => new($"{application.ReceiptNumber} {application.AllianceName} {what}".Trim(), foot, "_content/Alliance.Ui/alliance.css",
            "_content/Alliance.Ui/print.css");

    static Dictionary<string, object?> Parameters(ReadApplication.Answer application) => new() { ["Application"] = application };
}
