using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Registers;

/// <summary>The lead unit changes an entry of a register: a licence, a transfer, an award, an end (Art. 5, 6, 16). What it was before stays
/// in its history.</summary>
[For(Roles.Applicant)]
public sealed class AmendEntry(Database database, StatutoryClock clock)
{
    /// <param name="Version">The version it was read in.</param>
    /// <param name="Body">The entry as it is now.</param>
    public sealed record Request(int Version, EntryBody Body);

    public async Task<Outcome> Handle(Guid id, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, entry) = await Lock(work, id);
        if (WhyNot(alliance, entry, request.Version, lead) is { } refusal) return refusal;
        var shape = EntryShape.Of(entry!.Kind);
        var body = EntryRules.Clean(shape, request.Body);
        if (await EnterEntry.WhyNot(work, alliance, shape, body, id, lead, clock.Today) is { } faulty) return faulty;

        await work.Execute("""
            update register_entry set title = @Title, number = @Number, number_key = @key, owner_credit_code = @OwnerCreditCode,
              owner_name = @owner, starts_on = @StartsOn, ends_on = @EndsOn, amount_fen = @AmountFen, details = @details::jsonb,
              version = version + 1, changed_at = @now where id = @id
            """, EnterEntry.Columns(id, alliance!, shape, body, clock.Now));
        await Entry.Keep(work, id, entry.Version + 1, body, clock.Now);
        await work.Record(alliance!.Id, nameof(AmendEntry), new { id, entry.Kind, body.Title, version = entry.Version + 1 }, shape.Article,
            alliance.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The alliance first, as every step of it does.</summary>
    internal static async Task<(OperatingAlliance? Alliance, Entry? Entry)> Lock(UnitOfWork work, Guid id)
    {
        var allianceId = await work.Find<Guid?>("select alliance_id from register_entry where id = @id", new { id });
        var alliance = allianceId is null ? null : await OperatingAlliance.Lock(work, allianceId.Value);
        return (alliance, alliance is null ? null : await work.Find<Entry>(Entry.Select + " where e.id = @id", new { id }));
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Entry? entry, int version, Actor lead)
        => OperatingAlliance.NotOf(alliance, lead) ?? entry switch
        {
            null or { RemovedAt: not null } => Refusal.NotFound($"登记簿中没有这一项"),
            _ when entry.Version != version => Refusal.Conflict($"这一项已被修改，请重新打开后再改"),
            _ => null,
        };
}
