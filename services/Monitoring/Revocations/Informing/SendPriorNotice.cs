using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;

namespace Alliance.Monitoring.Revocations.Informing;

/// <summary>
/// 事先告知书: an officer tells the unit what is intended, on which facts and ground, and which rights it has (Art. 17). Its period begins
/// when it is served: opened in the inbox, or as an officer records.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class SendPriorNotice(Database database, StatutoryClock clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid id, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var found = await RevocationCase.Lock(work, id);
        var evidence = await Attachment.Count(work, new(id), AttachmentKind.Evidence);
        if (WhyNot(found, evidence) is { } refusal) return refusal;

        var (policy, article) = (found!.Policy, RevocationCase.ArticleOf(found.Ground));
        var letterId = await letters.Tell(work, Audience.Unit(found.LeadUnitCreditCode), found.AllianceId, $"撤销认定资格事先告知书",
            $"本局拟撤销{found.AllianceName}的认定资格。收到本告知书之日起 {Text(policy.Hearing)}内，可以陈述申辩，也可以要求听证；逾期未提出的，视为放弃。", found.Link, article,
            new(Facts(found), [new(article, $"拟撤销认定资格的事由：{found.Ground.Word()}。")], Appealable: false));
        await work.Execute("""
            update revocation_case set letter_id = @letterId, noticed_at = @Now, noticed_by_name = @Name where id = @id
            """, new { id, letterId, clock.Now, officer.Name });
        await Delivered.Expect(work, letterId, found.AllianceId, id, "撤销认定资格事先告知书", new(found.LeadUnitName, found.LeadUnitCreditCode),
            Roles.MonitoringOfficer, clock.Now);
        await work.Record(found.AllianceId, nameof(SendPriorNotice), new { id, letterId, evidence }, article, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    // In Chinese only, as everything with legal effect.
    internal static string Facts(RevocationCase found)
        => $"经查：{found.Facts.TrimEnd('。')}。根据《{found.Policy.Title}》第十七条，本局拟撤销“{found.AllianceName}”的认定资格、收回授牌并向社会公布。"
            + $"贵单位可以查阅证据，自收到本告知书之日起 {Text(found.Policy.Hearing)}内提出陈述申辩意见，或者书面要求听证。";

    static string Text(Period period) => $"{period.Length} {(period.Unit == PeriodUnit.WorkingDays ? "个工作日" : "日")}";

    internal static Refusal? WhyNot(RevocationCase? found, int evidence) => RevocationCase.Missing(found) ?? found! switch
    {
        { IsOpen: false } => Refusal.Conflict($"案件已经办结", Articles.Revocation, found!.PolicyVersion),
        { NoticedAt: not null } => Refusal.Conflict($"事先告知书已经发出", Articles.Revocation, found!.PolicyVersion),
        _ when evidence == 0 => Refusal.Conflict($"请先上传证据，再发出事先告知书", Articles.Revocation, found!.PolicyVersion),
        _ => null,
    };
}
