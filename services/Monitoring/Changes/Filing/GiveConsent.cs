using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>A unit that the change concerns says on its own page whether it agrees (Art. 15). With the last consent the filing waits for
/// the officer; a unit that does not agree sends it back to the lead unit.</summary>
[For(Roles.Applicant, Roles.Member)]
public sealed class GiveConsent(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Version">The version that was looked at.</param>
    /// <param name="Agrees">同意 or 不同意.</param>
    /// <param name="Why">Why not; not needed by whoever agrees.</param>
    public sealed record Request(int Version, bool? Agrees, [LongText(1000)] string? Why = null);

    public async Task<Outcome> Handle(Guid filingId, Request request, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        var asked = filing is null ? [] : await ChangeConsent.Of(work, filingId);
        var own = asked.FirstOrDefault(one => actor.BelongsTo(one.CreditCode));
        if (WhyNot(alliance, filing, own, request) is { } refusal) return refusal;

        var (agrees, why) = (request.Agrees!.Value, string.IsNullOrWhiteSpace(request.Why) ? null : request.Why.Trim());
        await work.Execute("""
            update change_consent set answer = @answer, answered_at = @Now, answered_by_name = @Name, why = @why
            where filing_id = @filingId and credit_code = @CreditCode
            """, new
        {
            filingId,
            own!.CreditCode,
            answer = (agrees ? ConsentAnswer.Given : ConsentAnswer.Refused).ToString(),
            clock.Now,
            actor.Name,
            why,
        });
        var (lead, kind) = (Audience.Unit(alliance!.LeadUnitCreditCode), new Word(filing!.Kind.Word()));
        if (!agrees)
        {
            await work.Execute("update change_filing set state = 'Draft' where id = @filingId", new { filingId });
            await letters.Tell(work, lead, alliance.Id, $"有单位不同意联盟变更",
                $"{own.UnitName}不同意{alliance.Name}的{kind}：{why}。请协商后修改并重新提交，或者撤回。", filing.Link, Articles.Changes);
        }
        else if (asked.All(one => one.CreditCode == own.CreditCode || one.Answer == ConsentAnswer.Given))
        {
            await work.Execute("update change_filing set state = 'Filed', filed_at = @Now where id = @filingId",
                new { filingId, clock.Now });
            await letters.Tell(work, lead, alliance.Id, $"各单位均已同意联盟变更",
                $"{alliance.Name}的{kind}已取得全部同意，等待备案。", filing.Link, Articles.Changes);
            await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), alliance.Id, $"有变更等待备案",
                $"{alliance.Name}提交了{kind}，已取得全部同意，请备案或者要求补充。", filing.Link, Articles.Changes);
        }
        await work.Record(alliance.Id, nameof(GiveConsent), new { filingId, filing.Kind, own.CreditCode, own.UnitName, agrees, why },
            Articles.Changes, alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, ChangeFiling? filing, ChangeConsent? own, Request request)
    {
        if (alliance is null || filing is null || own is null) return Refusal.NotFound($"没有请贵单位表示意见的变更");
        if (OperatingAlliance.Missing(alliance) is { } ended) return ended;
        if (filing.State != FilingState.Consenting) return Refusal.Conflict($"这份变更备案现在不征求意见", Articles.Changes);
        if (own.Answer is not null) return Refusal.Conflict($"贵单位已经表示过意见", Articles.Changes);
        if (filing.Outdated(request.Version) is { } outdated) return outdated;
        if (request.Agrees is not { } agrees) return Refusal.Invalid($"请选择同意或者不同意", Articles.Changes, "agrees");
        return !agrees && string.IsNullOrWhiteSpace(request.Why) ? Refusal.Invalid($"不同意的，请说明理由", Articles.Changes, "why") : null;
    }
}
