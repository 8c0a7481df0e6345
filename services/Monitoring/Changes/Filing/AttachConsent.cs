using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit uploads the paper on which a unit without an account agrees to the change (Art. 15). The unit is told, so that it
/// can object.</summary>
[For(Roles.Applicant)]
public sealed class AttachConsent(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The answer.</summary>
    public sealed record Attached(Guid FileId);

    public async Task<Outcome<Attached>> Handle(Guid filingId, string creditCode, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (known, written) = await ChangeFiling.Find(database, filingId, ct);
        if (WhyNot(known, written, Of(await ChangeConsent.Of(database, filingId, ct), creditCode), lead) is { } early) return early;
        var stored = await documents.Store(work, known!.Id, "change-consent", "同意文件", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        var asked = await ChangeConsent.Of(work, filingId);
        var of = Of(asked, creditCode);
        if (WhyNot(alliance, filing, of, lead) is { } refusal) return refusal;

        await work.Execute("""
            update change_consent set answer = 'Given', answered_at = @Now, answered_by_name = @Name, document_id = @Id
            where filing_id = @filingId and credit_code = @creditCode
            """, new { filingId, creditCode, clock.Now, lead.Name, stored.Value!.Id });
        var kind = new Word(filing!.Kind.Word());
        await letters.Tell(work, Audience.Unit(creditCode), alliance!.Id, $"已登记贵单位对联盟变更的同意文件",
            $"{alliance.LeadUnitName}上传了贵单位同意{alliance.Name}{kind}的书面文件；如与事实不符，请联系动态管理人员。", filing.Link, Articles.Changes);
        if (asked.All(one => one.CreditCode == creditCode || one.Answer == ConsentAnswer.Given))
        {
            await work.Execute("update change_filing set state = 'Filed', filed_at = @Now where id = @filingId",
                new { filingId, clock.Now });
            await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), alliance.Id, $"有变更等待备案",
                $"{alliance.Name}提交了{kind}，已取得全部同意，请备案或者要求补充。", filing.Link, Articles.Changes);
        }
        await work.Record(alliance.Id, nameof(AttachConsent),
            new { filingId, filing.Kind, creditCode, of!.UnitName, documentId = stored.Value.Id }, Articles.Changes,
            alliance.PolicyVersion);
        await work.Commit();
        return new Attached(stored.Value.Id);
    }

    static ChangeConsent? Of(IEnumerable<ChangeConsent> asked, string creditCode)
        => asked.FirstOrDefault(one => one.CreditCode == creditCode);

    internal static Refusal? WhyNot(OperatingAlliance? alliance, ChangeFiling? filing, ChangeConsent? of, Actor lead)
        => ChangeFiling.NotOf(alliance, filing, lead) ?? (filing!, of) switch
        {
            (_, null) => Refusal.NotFound($"这份变更备案没有征求这家单位的意见"),
            ({ State: not FilingState.Consenting }, _) => Refusal.Conflict($"这份变更备案现在不征求意见", Articles.Changes),
            (_, { Answer: not null }) => Refusal.Conflict($"这家单位已经表示过意见", Articles.Changes),
            _ => null,
        };
}
