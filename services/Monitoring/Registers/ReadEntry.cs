using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Registers;

/// <summary>An entry of a register with its history, for whoever reads the alliance.</summary>
[ForReadingInOperation(Roles.Applicant)]
public sealed class ReadEntry(Database database)
{
    /// <param name="Entry">The entry.</param>
    /// <param name="Members">The alliance's member units, of whom one may own it.</param>
    /// <param name="History">Every version, the newest first.</param>
    /// <param name="Ended">True once the recognition ended: then nothing is changed any more.</param>
    public sealed record View(Entry Entry, IReadOnlyList<Unit> Members, IReadOnlyList<VersionView> History, bool Ended);

    /// <summary>A version of an entry.</summary>
    /// <param name="Version">1, 2, …</param>
    /// <param name="Body">As it was.</param>
    /// <param name="At">When.</param>
    /// <param name="ByName">Who put it down.</param>
    public sealed record VersionView(int Version, EntryBody Body, DateTimeOffset At, string ByName);

    sealed record Stored
    {
        public int Version { get; init; }
        public string Body { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string ByName { get; init; } = "";
    }

    public async Task<Outcome<View>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var entry = await database.Find<Entry>(Entry.Select + " where e.id = @id", new { id }, ct);
        var alliance = entry is null ? null : await OperatingAlliance.Find(database, entry.AllianceId, ct);
        if (alliance?.IsVisibleTo(actor) != true) return Refusal.NotFound($"登记簿中没有这一项");
        var history = await database.Query<Stored>(
            "select version, body::text, at, by_name from register_entry_version where entry_id = @id order by version desc", new { id },
                ct);
        return new View(entry!, EnterEntry.Members(alliance), [.. history.Select(one => new VersionView(one.Version,
            Json.Read<EntryBody>(one.Body), one.At, one.ByName))], alliance.ClosedAt is not null);
    }
}
