using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Revocations;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Noting;

/// <summary>
/// An officer takes note of a change (备案, Art. 15): it is filed, not approved. From then on it holds here, and every service is told. What
/// of Art. 8 is not met any more is a warning and a task for people; the recognition stays.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class TakeNote(Database database, StatutoryClock clock, LetterWriter letters, Words words)
{
    /// <param name="Version">The version that was looked at.</param>
    /// <param name="Remark">What the officer has to add; stands on the receipt.</param>
    public sealed record Request(int Version, [LongText(1000)] string? Remark = null);

    /// <summary>The answer.</summary>
    /// <param name="Number">备案编号.</param>
    /// <param name="Warnings">What of Art. 8 the alliance does not meet any more.</param>
    public sealed record Noted(string Number, IReadOnlyList<Reason> Warnings);

    public async Task<Outcome<Noted>> Handle(Guid filingId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (WhyNot(alliance, filing, request.Version) is { } refusal) return refusal;
        var content = filing!.Content;
        // What was true when it was submitted may not be any more: another change was noted meanwhile.
        if (ChangeOutcome.Faults(filing.Kind, content, alliance!, clock.Today, await ChangeFiling.OtherNames(work, alliance!.Id))
            is { Count: > 0 } faults) return Refusal.Invalid([.. faults], alliance.PolicyVersion);

        if (filing.Kind == FilingKind.Dissolution && await CancellationUnderWay(work, alliance))
            return Refusal.Conflict($"周期考核不合格，取消认定正在办理，不能以解散代替", Articles.Operation, alliance.PolicyVersion);

        // Misconduct is looked into to its end; who dissolves the alliance does not escape it.
        if (filing.Kind == FilingKind.Dissolution && await RevocationCase.Against(work, alliance.Id) is not null)
            return Refusal.Conflict($"撤销案件正在办理，不能以解散代替", Articles.Revocation, alliance.PolicyVersion);

        var (now, on, number) = (clock.Now, content.EffectiveOn!.Value, await NextNumber(work, clock.Today.Year));
        var outcome = ChangeOutcome.Of(filing.Kind, content, alliance);
        IReadOnlyList<Reason> warnings = [.. outcome.Warnings(filing.Kind, alliance)
            .Select(one => new Reason(one.Article, words.SayIn(Chinese, one.Sentence)))];
        await work.Execute("""
            update change_filing set state = 'Noted', number = @number, remark = @remark, warnings = @warnings, decided_at = @now,
              decided_by = @Account, decided_by_name = @Name where id = @filingId
            """, new
        {
            filingId,
            number,
            remark = string.IsNullOrWhiteSpace(request.Remark) ? null : request.Remark.Trim(),
            warnings = Json.Of(warnings),
            now,
            officer.Account,
            officer.Name,
        });
        await Change(work, alliance, outcome, filing.Kind, number, warnings, now);
        await Tell(work, alliance, filing, outcome, number, on, now);
        await Write(work, alliance, filing, outcome, number, on, warnings);
        await work.Record(alliance.Id, nameof(TakeNote),
            new { filingId, filing.Kind, number, outcome.Before, outcome.After, effectiveOn = on, warnings, request.Remark },
            Articles.Changes, alliance.PolicyVersion);
        await work.Commit();
        return new Noted(number, warnings);
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, ChangeFiling? filing, int version)
    {
        if (filing is null || filing.SubmittedAt is null) return Refusal.NotFound($"没有这份变更备案");
        if (OperatingAlliance.Missing(alliance) is { } ended) return ended;
        return filing.State switch
        {
            FilingState.Filed => filing.Outdated(version),
            FilingState.Consenting => Refusal.Conflict($"有单位还没有表示意见，不能备案", Articles.Changes, alliance!.PolicyVersion),
            FilingState.Noted => Refusal.Conflict($"变更已经备案", Articles.Changes, alliance!.PolicyVersion),
            _ => Refusal.Conflict($"变更没有提交备案", Articles.Changes, alliance!.PolicyVersion),
        };
    }

    static string Dissolved(string number) => $"全体成员单位同意，联盟自行解散（{number}）";

    // Failed, the cycle's assessment leads to the cancellation; only one that is repeated after an objection opens the way again.
    static async Task<bool> CancellationUnderWay(UnitOfWork work, OperatingAlliance alliance) => await work.Find<bool>("""
        select coalesce((select not passed from assessment where alliance_id = @Id and cycle = @Cycle order by attempt desc limit 1), false)
        """, new { alliance.Id, alliance.Cycle });

    static readonly System.Globalization.CultureInfo Chinese = System.Globalization.CultureInfo.GetCultureInfo("zh-CN");

    // Without gaps: the row stays locked until the filing's number is committed.
    static async Task<string> NextNumber(UnitOfWork work, int year)
        => $"变更备〔{year}〕{await work.Find<int>("""
            insert into change_number(year, last) values (@year, 1)
            on conflict (year) do update set last = change_number.last + 1 returning last
            """, new { year })}号";

    static async Task Change(
        UnitOfWork work, OperatingAlliance alliance, ChangeOutcome outcome, FilingKind kind, string number, IReadOnlyList<Reason> warnings,
        DateTimeOffset now)
    {
        if (kind is FilingKind.Dissolution)
            // The books are closed in the very step: nothing is filed, and nobody assessed, while the procedure hears of it.
            await work.Execute("""
                update alliance set closed_at = @now, closed_article = @Changes, closed_sentence = @sentence where id = @Id
                """, new { alliance.Id, now, Articles.Changes, sentence = Dissolved(number) });
        if (kind is not (FilingKind.Members or FilingKind.LeadUnit or FilingKind.Name)) return;
        await work.Execute("""
            update alliance set name = @Name, lead_unit_name = @leadName, lead_unit_credit_code = @leadCode, members = @members
            where id = @Id
            """, new
        {
            alliance.Id,
            outcome.Name,
            leadName = outcome.LeadUnit.Name,
            leadCode = outcome.LeadUnit.CreditCode,
            members = Json.Of(outcome.Members),
        });
        if (kind is FilingKind.Name) return;
        await work.Execute("""
            update alliance set short_of = @lacking::jsonb,
              short_since = case when @lacking is not null then coalesce(short_since, @now) end
            where id = @Id
            """, new { alliance.Id, lacking = warnings.Count > 0 ? Json.Write(warnings) : null, now });
    }

    static async Task Tell(
        UnitOfWork work, OperatingAlliance alliance, ChangeFiling filing, ChangeOutcome outcome, string number, DateOnly on,
        DateTimeOffset now)
    {
        var (id, was) = (alliance.Id, alliance.Members);
        await work.Publish(new ChangeFiled(id, filing.Id, filing.Kind, number, outcome.Before, outcome.After, on, now));
        switch (filing.Kind)
        {
            case FilingKind.Members:
                await work.Publish(new MembersChanged(id, filing.Id, number, outcome.Members, [.. outcome.Members.Except(was)],
                    [.. was.Except(outcome.Members)], on, now));
                break;
            case FilingKind.LeadUnit:
                await work.Publish(new LeadUnitChanged(id, filing.Id, number, alliance.LeadUnit, outcome.LeadUnit, outcome.Members, on,
                    now));
                if (outcome.Members.Count < was.Count)
                    await work.Publish(new MembersChanged(id, filing.Id, number, outcome.Members, [], [alliance.LeadUnit], on, now));
                break;
            case FilingKind.Name:
                await work.Publish(new AllianceRenamed(id, filing.Id, number, alliance.Name, outcome.Name, on, now));
                break;
            case FilingKind.Dissolution:
                await work.Publish(new AllianceDissolved(id, filing.Id, number, new(Articles.Changes, Dissolved(number)),
                    StatutoryClock.DayOf(now), now));
                break;
            case FilingKind.Direction:
                await work.Publish(new DirectionChanged(id, filing.Id, number, outcome.Before, outcome.After, on, now));
                break;
        }
        if (filing.Kind is FilingKind.Members or FilingKind.LeadUnit or FilingKind.Name
            && await RevocationCase.Against(work, id) is { } running)
            await work.Publish(new RevocationPartiesChanged(running, id, RevocationCase.Of(outcome.Name, outcome.LeadUnit.Name,
                outcome.LeadUnit.CreditCode, Json.Write(outcome.Members), alliance.PolicyVersion, alliance.KeyIndustry), now));
    }

    async Task Write(
        UnitOfWork work, OperatingAlliance alliance, ChangeFiling filing, ChangeOutcome outcome, string number, DateOnly on,
        IReadOnlyList<Reason> warnings)
    {
        var kind = new Word(filing.Kind.Word());
        IEnumerable<Audience> all = [.. alliance.Members.Union(outcome.Members).Select(unit => Audience.Unit(unit.CreditCode))];
        await letters.Tell(work, all, alliance.Id, $"联盟变更已备案",
            $"{outcome.Name}的{kind}已备案（{number}），自 {on:yyyy-MM-dd} 生效。变更前：{outcome.Before}。变更后：{outcome.After}。", filing.Link,
            Articles.Changes);
        if (warnings.Count == 0 || filing.Kind is not (FilingKind.Members or FilingKind.LeadUnit)) return;
        await letters.Tell(work, [Audience.Unit(outcome.LeadUnit.CreditCode), Audience.Office(Roles.MonitoringOfficer)], alliance.Id,
            $"联盟变更后低于认定条件",
            $"{outcome.Name}变更后：{string.Join("；", warnings.Select(one => one.Sentence))}。请牵头单位尽快补足；认定资格不因此自动终止。", filing.Link,
            Articles.Members);
    }
}
