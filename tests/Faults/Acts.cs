using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Core.Text;

namespace Alliance.Faults;

/// <summary>Something that somebody does in a service.</summary>
/// <param name="Key">The case that hears of it.</param>
/// <param name="About">The row of the service that it is about.</param>
/// <param name="Event">What is said of it.</param>
/// <param name="Lane">Events of one lane leave in their order.</param>
public sealed record Deed(Guid Key, Guid About, object Event, short Lane)
{
    /// <summary>As the services choose the lane: what is said of a case leaves in its order.</summary>
    public static short LaneOf(object key) => (short)((uint)key.GetHashCode() % 8);
}

/// <summary>Writes what people do as the services write it, each once, whatever happens to the connection on the way: its mark is in the
/// same transaction.</summary>
public sealed class Acts(Ground ground)
{
    readonly HashSet<(Guid, string)> _done = [];

    /// <summary>How many are done.</summary>
    public int Count => _done.Count;

    /// <summary>Whether this was done in this case.</summary>
    public bool Done(Guid key, string name) => _done.Contains((key, name));

    /// <summary>The marks of what was done, in each database.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        foreach (var database in ground.Databases.Values)
        {
            await using var command =
                database.CreateCommand(
                    "create table driver_act(case_id uuid not null, act text not null, message_id uuid not null unique, primary key " +
                    "(case_id, act))");
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Marks, rows and events in one statement each, all in one transaction; what was done before is left out.</summary>
    public async Task Do(string service, string name, IEnumerable<Deed> deeds, string? rows, CancellationToken ct)
    {
        var acts = deeds.Select(deed => (deed, Message: MessageId(deed.Key, name))).ToList();
        if (acts.Count == 0) return;
        await using var command = ground.Databases[service].CreateCommand($"""
            with given as (select * from unnest(@ids, @abouts, @lanes, @messages, @bodies) as g(case_id, about, lane, message_id, body)),
            acted as (insert into driver_act(case_id, act, message_id) select case_id, @name, message_id from given
              on conflict do nothing returning case_id)
            {(rows is null ? "" : $", done as ({rows} returning 1)")}
            insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, body)
            select lane, message_id, case_id, @destination, true, 'application/vnd.masstransit+json', body from given
            where case_id in (select case_id from acted)
            """);
        command.Parameters.AddWithValue("ids", acts.Select(a => a.deed.Key).ToArray());
        command.Parameters.AddWithValue("abouts", acts.Select(a => a.deed.About).ToArray());
        command.Parameters.AddWithValue("lanes", acts.Select(a => a.deed.Lane).ToArray());
        command.Parameters.AddWithValue("messages", acts.Select(a => a.Message).ToArray());
        command.Parameters.AddWithValue("bodies", acts.Select(a => Envelope(a.deed, name, a.Message)).ToArray());
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("destination", $"Alliance.Contracts:{name}");
        await command.ExecuteNonQueryAsync(ct);
        foreach (var (deed, _) in acts) _done.Add((deed.Key, name));
    }

    /// <summary>As the bus writes it.</summary>
    static byte[] Envelope(Deed deed, string name, Guid messageId) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        messageId,
        correlationId = deed.Key,
        messageType = (string[])[$"urn:message:Alliance.Contracts:{name}"],
        message = deed.Event,
    }, Json.Options);

    /// <summary>The same act has the same message, in every run of the seed.</summary>
    public static Guid MessageId(Guid caseId, string name)
        => new(SHA256.HashData([.. caseId.ToByteArray(), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16));
}
