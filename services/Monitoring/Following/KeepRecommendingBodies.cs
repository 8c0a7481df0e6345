using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Following;

/// <summary>Keeps who recommends and follows alliances in which area, as Intake announces it (Art. 18).</summary>
public sealed class KeepRecommendingBodies(Database database) : IConsumer<RecommendingBodyKept>
{
    public async Task Consume(ConsumeContext<RecommendingBodyKept> context)
    {
        var said = context.Message;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        // Out of order, the older news changes nothing.
        var kept = await work.Execute("""
            insert into recommending_body(id, credit_code, name, kind, districts, industries, members, is_active, kept_at)
            values (@BodyId, @CreditCode, @Name, @kind, @districts, @industries, @members, @IsActive, @KeptAt)
            on conflict (id) do update set credit_code = excluded.credit_code, name = excluded.name, kind = excluded.kind,
              districts = excluded.districts, industries = excluded.industries, members = excluded.members,
              is_active = excluded.is_active, kept_at = excluded.kept_at
            where recommending_body.kept_at <= excluded.kept_at
            """, new
        {
            said.BodyId,
            said.Body.CreditCode,
            said.Body.Name,
            kind = said.Kind.ToString(),
            districts = said.Districts.ToArray(),
            industries = said.Industries.ToArray(),
            members = said.Members.ToArray(),
            said.IsActive,
            said.KeptAt,
        });
        if (kept == 1) await work.Record(said.BodyId, nameof(KeepRecommendingBodies), new { said.Body.Name }, Articles.Promotion);
        else await work.Ignore(said.BodyId, nameof(KeepRecommendingBodies), said, "后来的登记已经知道", Articles.Promotion);
        await work.Commit();
    }
}
