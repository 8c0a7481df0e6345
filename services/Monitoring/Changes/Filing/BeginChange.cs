using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit begins the filing of a change, at any time (Art. 15). One of a kind is under way at a time.</summary>
[For(Roles.Applicant)]
public sealed class BeginChange(Database database, StatutoryClock clock)
{
    /// <param name="Kind">What changes.</param>
    public sealed record Request(FilingKind? Kind);

    /// <summary>The answer.</summary>
    public sealed record Begun(Guid FilingId);

    public async Task<Outcome<Begun>> Handle(Guid allianceId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        if (OperatingAlliance.NotOf(alliance, lead) is { } notTheirs) return notTheirs;
        if (request.Kind is not { } kind) return Refusal.Invalid($"请选择变更事项", Articles.Changes, "kind");
        // Whoever asks twice goes on with what was begun.
        if (await work.Find<Guid?>("""
            select id from change_filing
            where alliance_id = @allianceId and kind = @kind and state in ('Draft', 'Consenting', 'Filed', 'Returned')
            """, new { allianceId, kind = kind.ToString() }) is { } begun) return new Begun(begun);

        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into change_filing(id, alliance_id, kind, state, version, content, begun_at, saved_at, saved_by, saved_by_name)
            values (@id, @allianceId, @kind, 'Draft', 1, @content, @Now, @Now, @Account, @Name)
            """, new
        {
            id,
            allianceId,
            kind = kind.ToString(),
            content = Json.Of(new ChangeContent()),
            clock.Now,
            lead.Account,
            lead.Name,
        });
        await work.Record(allianceId, nameof(BeginChange), new { filingId = id, kind }, Articles.Changes, alliance!.PolicyVersion);
        await work.Commit();
        return new Begun(id);
    }
}
