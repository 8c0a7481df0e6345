using Alliance.Certification.Alliances;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Certification.Certificates;

/// <summary>认定证书 as PDF, with the validity of the current operating cycle and the code that leads to its verification (Art. 11, 14): for
/// the member units, and for the bureau.</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Member)]
public sealed class PrintCertificate(Database database, PrintedPages pages, StatutoryClock clock, IConfiguration configuration)
{
    public async Task<IResult> Handle(string certificateNumber, HttpContext http, Actor actor, CancellationToken ct)
    {
        var alliance = await database.Find<RecognisedAlliance>(
            $"select {RecognisedAlliance.Columns} from alliance where certificate_number = upper(@number)",
            new { number = certificateNumber.Trim() }, ct);
        if (alliance is not null && !PublicKeys.AreNotEnough(actor) && !Parties.Include(alliance.Application, actor)) alliance = null;
        if (WhyNot(alliance) is { } refusal) return new Outcome(refusal);
        return PrintedPages.Answer(await pages.Pdf<CertificateSheet>(
            new($"认定证书 {alliance!.CertificateNumber}", null, "certificate.css"),
            new Dictionary<string, object?>
            {
                [nameof(CertificateSheet.Alliance)] = alliance,
                [nameof(CertificateSheet.Address)] = QrCode.AddressOf(configuration, http, alliance.CertificateNumber),
                [nameof(CertificateSheet.PrintedOn)] = clock.Today,
            }, ct), $"认定证书 {alliance.CertificateNumber}.pdf");
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance) => alliance switch
    {
        null => Refusal.NotFound($"没有这张证书，或者您所在的单位不是该联盟的成员单位"),
        { IsAlive: false } => Refusal.Conflict($"认定资格已终止，不再出具证书", alliance.EndArticle),
        { ValidUntil: null } => Refusal.Conflict($"2013年办法认定的联盟尚未纳入运行周期，沿用原证书", Articles.EntryIntoForce),
        _ => null,
    };
}
