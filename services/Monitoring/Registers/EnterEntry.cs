using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Registers;

/// <summary>The lead unit enters something into a register of its alliance, at any time (Art. 5, 6, 16). A number stands in a register
/// once.</summary>
[For(Roles.Applicant)]
public sealed class EnterEntry(Database database, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Entered(Guid EntryId);

    public async Task<Outcome<Entered>> Handle(Guid allianceId, EntryKind kind, EntryBody body, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var outcome = await Enter(work, alliance, kind, body, lead, clock);
        if (outcome.Refusal is not null) return outcome;
        await work.Commit();
        return outcome;
    }

    /// <summary>The alliance is locked; what follows is recorded, and committed by whoever asks.</summary>
    internal static async Task<Outcome<Entered>> Enter(
        UnitOfWork work, OperatingAlliance? alliance, EntryKind kind, EntryBody body, Actor lead, StatutoryClock clock)
    {
        var shape = EntryShape.Of(kind);
        body = EntryRules.Clean(shape, body);
        if (await WhyNot(work, alliance, shape, body, null, lead, clock.Today) is { } refusal) return refusal;

        var (id, now) = (Guid.CreateVersion7(), clock.Now);
        await work.Execute("""
            insert into register_entry(id, alliance_id, kind, title, number, number_key, owner_credit_code, owner_name, starts_on, ends_on,
              amount_fen, details, source, entered_at, changed_at)
            values (@id, @allianceId, @kind, @Title, @Number, @key, @OwnerCreditCode, @owner, @StartsOn, @EndsOn, @AmountFen,
              @details::jsonb, 'LeadUnit', @now, @now)
            """, Columns(id, alliance!, shape, body, now));
        await Entry.Keep(work, id, 1, body, now);
        await work.Record(alliance!.Id, nameof(EnterEntry), new { id, kind, body.Title, body.Number }, shape.Article,
            alliance.PolicyVersion);
        return new Entered(id);
    }

    internal static object Columns(Guid id, OperatingAlliance alliance, EntryShape shape, EntryBody body, DateTimeOffset now) => new
    {
        id,
        allianceId = alliance.Id,
        kind = shape.Kind.ToString(),
        body.Title,
        body.Number,
        key = EntryRules.Key(body.Number),
        body.OwnerCreditCode,
        owner = Members(alliance).FirstOrDefault(unit => unit.CreditCode == body.OwnerCreditCode)?.Name,
        body.StartsOn,
        body.EndsOn,
        body.AmountFen,
        details = Json.Write(body.Details),
        now,
    };

    internal static IReadOnlyList<Unit> Members(OperatingAlliance alliance) => Json.Read<List<Unit>>(alliance.MembersJson);

    internal static async Task<Refusal?> WhyNot(
        UnitOfWork work, OperatingAlliance? alliance, EntryShape shape, EntryBody body, Guid? itself, Actor lead, DateOnly today)
    {
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        var faults = EntryRules.Faults(shape, body, Members(alliance!), today).ToList();
        if (body.Number is not null && await work.Find<string>("""
            select title from register_entry where alliance_id = @Id and kind = @kind and number_key = @key and removed_at is null
              and id is distinct from @itself
            """, new { alliance!.Id, kind = shape.Kind.ToString(), key = EntryRules.Key(body.Number), itself }) is { } other)
            faults.Add(new($"编号 {body.Number} 已经登记：{other}", shape.Article, "number"));
        return faults.Count > 0 ? Refusal.Invalid(faults, alliance!.PolicyVersion) : null;
    }
}
