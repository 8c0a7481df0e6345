using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Names;
using MassTransit;

namespace Alliance.Certification.Changes;

/// <summary>
/// Keeps what changes in a recognised alliance, as Monitoring took note of it (Art. 15): the register says what is, and its history what
/// was before. Certificates are printed as it is; the recognition document stays as it was issued.
/// </summary>
public sealed class KeepChanges(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<MembersChanged>, IConsumer<LeadUnitChanged>, IConsumer<AllianceRenamed>, IConsumer<DirectionChanged>,
        IConsumer<ChangeFiled>
{
    public Task Consume(ConsumeContext<MembersChanged> context)
    {
        var said = context.Message;
        return Keep(said.AllianceId, said, (work, alliance) => Change(work, alliance,
            alliance.Application with { Members = said.Members }, StatusEventKind.Changed, said.EffectiveOn, said.Number, "成员变更",
            Names(alliance.Application.Members), Names(said.Members)), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<LeadUnitChanged> context)
    {
        var said = context.Message;
        // The district goes with the lead unit, and its code says which.
        return Keep(said.AllianceId, said, (work, alliance) => Change(work, alliance,
            alliance.Application with { LeadUnit = said.LeadUnit, RegionCode = "" }, StatusEventKind.Changed,
            said.EffectiveOn, said.Number, "牵头单位变更", said.Former.Name, said.LeadUnit.Name), context.CancellationToken);
    }

    public Task Consume(ConsumeContext<AllianceRenamed> context)
    {
        var said = context.Message;
        return Keep(said.AllianceId, said, async (work, alliance) =>
        {
            await Change(work, alliance, alliance.Application with { AllianceName = said.Name }, StatusEventKind.Renamed, said.EffectiveOn,
                said.Number, null, said.Former, said.Name);
            await work.Execute("update alliance set name = @Name where id = @Id", new { alliance.Id, said.Name });
            // The name that was is free, and the new one is taken, unless it stands for another alliance that is on its way.
            var key = AllianceName.Key(said.Name);
            if (await work.Execute("""
                update reserved_name set name = @Name, name_key = @key where application_id = @ApplicationId and released_at is null
                  and not exists (select 1 from reserved_name o
                    where o.name_key = @key and o.released_at is null and o.application_id <> @ApplicationId)
                """, new { alliance.ApplicationId, said.Name, key }) == 0)
                await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), alliance.Id, $"更名与待认定的联盟同名",
                    $"“{said.Former}”更名为“{said.Name}”（{said.Number}），与一个待认定的联盟同名，请在发文前核对名称。",
                    $"/certification/alliances/{alliance.Id}", Articles.Notice);
        }, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<DirectionChanged> context)
    {
        var said = context.Message;
        return Keep(said.AllianceId, said, (work, alliance) => StatusEvent.Add(work, alliance.Id,
            StatusEventKind.Changed, said.EffectiveOn, clock.Now, Articles.Changes, said.Number, "研究方向变更", said.Before, said.After),
            context.CancellationToken);
    }

    // Of the other kinds there is nothing to keep but that it was.
    public Task Consume(ConsumeContext<ChangeFiled> context)
    {
        var said = context.Message;
        if (said.Kind is not (FilingKind.Rules or FilingKind.TechnicalRoute)) return Task.CompletedTask;
        return Keep(said.AllianceId, said, (work, alliance) => StatusEvent.Add(work, alliance.Id,
            StatusEventKind.Changed, said.EffectiveOn, clock.Now, Articles.Changes, said.Number, said.Kind.Word(), said.Before, said.After),
            context.CancellationToken);
    }

    async Task Keep(Guid allianceId, object said, Func<UnitOfWork, RecognisedAlliance, Task> change, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("monitoring", ct);
        if (await RecognisedAlliance.Lock(work, allianceId) is { } alliance)
        {
            await change(work, alliance);
            await work.Record(allianceId, nameof(KeepChanges), said, Articles.Changes, alliance.Application.PolicyVersion);
        }
        else await work.Ignore(allianceId, nameof(KeepChanges), said, "名录没有这个联盟", Articles.Changes);
        await work.Commit();
    }

    async Task Change(
        UnitOfWork work, RecognisedAlliance alliance, ApplicationSummary application, StatusEventKind kind, DateOnly on, string number,
        string? sentence, string before, string after)
    {
        await work.Execute("update alliance set application = @application where id = @Id",
            new { alliance.Id, application = Json.Of(application) });
        await StatusEvent.Add(work, alliance.Id, kind, on, clock.Now, Articles.Changes, number, sentence, before, after);
        foreach (var upgrade in await work.Query<Guid>("select id from upgrade where alliance_id = @Id and state = 'Recommended'",
            new { alliance.Id }))
            await work.Publish(new UpgradePartiesChanged(upgrade, alliance.Id, application, clock.Now));
    }

    static string Names(IEnumerable<Unit> units) => string.Join("、", units.Select(unit => unit.Name));
}
