using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit takes a filing back before the officer took note of it (Art. 15).</summary>
[For(Roles.Applicant)]
public sealed class WithdrawChange(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Why">Why.</param>
    public sealed record Request([LongText(1000)] string? Why);

    public async Task<Outcome> Handle(Guid filingId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (ChangeFiling.NotOf(alliance, filing, lead) is { } notTheirs) return notTheirs;
        if (WhyNot(filing!, request) is { } refusal) return refusal;

        var why = request.Why!.Trim();
        await work.Execute("""
            update change_filing set state = 'Withdrawn', withdrawn_why = @why, decided_at = @Now where id = @filingId
            """, new { filingId, why, clock.Now });
        var kind = new Word(filing!.Kind.Word());
        if (filing.State != FilingState.Draft)
        {
            Audience[] told =
            [
                .. (await ChangeConsent.Of(work, filingId)).Where(one => !lead.BelongsTo(one.CreditCode))
                    .Select(one => Audience.Unit(one.CreditCode)),
                .. filing.FiledAt is null ? Array.Empty<Audience>() : [Audience.Office(Roles.MonitoringOfficer)],
            ];
            await letters.Tell(work, told, alliance!.Id, $"联盟变更已撤回",
                $"{alliance.LeadUnitName}撤回了{alliance.Name}的{kind}：{why.TrimEnd('。')}。", filing.Link, Articles.Changes);
        }
        await work.Record(alliance!.Id, nameof(WithdrawChange), new { filingId, filing.Kind, why }, Articles.Changes,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(ChangeFiling filing, Request request) => filing switch
    {
        { IsUnderWay: false } => Refusal.Conflict($"变更已经备案或者撤回", Articles.Changes),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请说明撤回的理由", Articles.Changes, "why"),
        _ => null,
    };
}
