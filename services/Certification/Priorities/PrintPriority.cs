using Alliance.Certification.Alliances;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Certification.Priorities;

/// <summary>A certificate that the recognition stood on a day, for whoever grants priority (Art. 13); for the member units, and for the
/// bureau.</summary>
[ForReadingByStaff(Roles.Applicant, Roles.Member)]
public sealed class PrintPriority(Database database, PrintedPages pages, StatutoryClock clock, IConfiguration configuration)
{
    public async Task<IResult> Handle(string certificateNumber, DateOnly? on, HttpContext http, Actor actor, CancellationToken ct)
    {
        var day = on ?? clock.Today;
        var alliance = await database.Find<RecognisedAlliance>(
            $"select {RecognisedAlliance.Columns} from alliance where certificate_number = upper(@number)",
            new { number = certificateNumber.Trim() }, ct);
        if (alliance is not null && !PublicKeys.AreNotEnough(actor) && !Parties.Include(alliance.Application, actor)) alliance = null;
        if ((ListPriority.WhyNot(day, clock.Today) ?? WhyNot(alliance, day)) is { } refusal) return new Outcome(refusal);
        return PrintedPages.Answer(await pages.Pdf<PrioritySheet>(
            new($"认定资格证明 {alliance!.CertificateNumber}", null, "priority.css"),
            new Dictionary<string, object?>
            {
                [nameof(PrioritySheet.Alliance)] = alliance,
                [nameof(PrioritySheet.On)] = day,
                [nameof(PrioritySheet.PrintedOn)] = clock.Today,
                [nameof(PrioritySheet.Address)] = QrCode.AddressOf(configuration, http, alliance.CertificateNumber, "registry"),
            }, ct), $"认定资格证明 {alliance.CertificateNumber} {day:yyyy-MM-dd}.pdf");
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, DateOnly on) => alliance switch
    {
        null => Refusal.NotFound($"没有这张证书，或者您所在的单位不是该联盟的成员单位"),
        _ when on < alliance.RecognisedOn
            => Refusal.Conflict($"该联盟 {alliance.RecognisedOn:yyyy-MM-dd} 才获认定，{on:yyyy-MM-dd} 还没有认定资格", Articles.Priority),
        _ when on >= alliance.EndedOn
            => Refusal.Conflict($"该联盟的认定资格 {alliance.EndedOn:yyyy-MM-dd} 已经终止", alliance.EndArticle),
        _ => null,
    };
}
