using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Text;
using Dapper;
using Npgsql;

namespace Alliance.Core.Audit;

/// <summary>Who did what, for whom, when, from where, and on which article it rests.</summary>
public sealed record AuditEntry
{
    /// <summary>Order within the service.</summary>
    public long Position { get; init; }
    /// <summary>The case it belongs to.</summary>
    public Guid CaseId { get; init; }
    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Account name, empty for the public, "system:…" for the procedure.</summary>
    public string Account { get; init; } = "";
    /// <summary>The name people read.</summary>
    public string ActorName { get; init; } = "";
    /// <summary>Credit code of the unit acted for.</summary>
    public string? OnBehalfOf { get; init; }
    /// <summary>From where.</summary>
    public string? RemoteAddress { get; init; }
    /// <summary>The use case; a command that came twice or too late has <see cref="Ignored"/> before its name.</summary>
    public string What { get; init; } = "";
    /// <summary>The article it rests on.</summary>
    public string? Article { get; init; }
    /// <summary>The policy version it rests on.</summary>
    public string? PolicyVersion { get; init; }
    /// <summary>What exactly, as JSON text, kept to the letter because it is hashed.</summary>
    public string? Details { get; init; }
    /// <summary>Hash of the case's entry before; 32 zero bytes for the first.</summary>
    public byte[] PreviousHash { get; init; } = [];
    /// <summary>sha256(previous hash ‖ canonical entry).</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>What stands before the name of a command that changed nothing.</summary>
    public const string Ignored = "Ignored";

    /// <summary>Whether the entry says that a command changed nothing; entries of before had the word at the end too.</summary>
    public static bool WasIgnored(string what)
        => what.StartsWith(Ignored, StringComparison.Ordinal) || what.EndsWith(Ignored, StringComparison.Ordinal);
}

/// <summary>The append-only record of a service, hash-chained per case.</summary>
public sealed class AuditTrail(NpgsqlDataSource database)
{
    static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    const string Columns =
        "position, case_id, at, account, actor_name, on_behalf_of, remote_address, what, article, policy_version, details, previous_hash," +
        " hash";

    /// <summary>The entries of a case, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Of(Guid caseId, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<AuditEntry>(new CommandDefinition(
            $"select {Columns} from audit where case_id = @caseId order by position", new { caseId }, cancellationToken: ct))).AsList();
    }

    /// <summary>The first entry whose hash does not fit, or null when the case's chain is whole.</summary>
    public async Task<AuditEntry?> FirstBroken(Guid caseId, CancellationToken ct = default) => FirstBroken(await Of(caseId, ct));

    /// <summary>The same of entries that were read already, all of one case and oldest first.</summary>
    public static AuditEntry? FirstBroken(IEnumerable<AuditEntry> chain)
    {
        var previous = Beginning;
        foreach (var entry in chain)
        {
            if (!entry.PreviousHash.AsSpan().SequenceEqual(previous)
                || !entry.Hash.AsSpan().SequenceEqual(HashOf(previous, entry))) return entry;
            previous = entry.Hash;
        }
        return null;
    }

    internal static async Task Append(NpgsqlConnection connection, NpgsqlTransaction transaction, AuditEntry entry, CancellationToken ct)
    {
        // PostgreSQL keeps microseconds; what is hashed must be what is read back.
        entry = entry with { At = new DateTimeOffset(entry.At.UtcTicks / 10 * 10, TimeSpan.Zero) };
        // Two steps of one case at the same time would both continue the same entry: one waits for the other.
        // A statement of its own, though in one round trip: only a snapshot taken after the lock sees what the other step wrote.
        var rows = await connection.QueryMultipleAsync(new CommandDefinition("""
            select 1 from pg_advisory_xact_lock(hashtextextended(@CaseId::text, 1));
            select hash from audit where case_id = @CaseId order by position desc limit 1
            """, new { entry.CaseId }, transaction, cancellationToken: ct));
        await rows.ReadSingleAsync<int>();
        var previous = await rows.ReadSingleOrDefaultAsync<byte[]>() ?? Beginning;
        await rows.DisposeAsync();
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into audit(case_id, at, account, actor_name, on_behalf_of, remote_address, what, article, policy_version,
              details, previous_hash, hash)
            values (@CaseId, @At, @Account, @ActorName, @OnBehalfOf, @RemoteAddress, @What, @Article, @PolicyVersion,
              @Details, @PreviousHash, @Hash)
            """, entry with { PreviousHash = previous, Hash = HashOf(previous, entry) }, transaction, cancellationToken: ct));
    }

    static byte[] HashOf(byte[] previous, AuditEntry entry)
    {
        // A JSON array of strings is unambiguous: no field can be mistaken for part of its neighbour.
        var canonical = Json.Write(new[]
        {
            entry.CaseId.ToString("D"), entry.At.ToUniversalTime().ToString("O"), entry.Account, entry.ActorName, entry.OnBehalfOf,
            entry.RemoteAddress,
            entry.What, entry.Article, entry.PolicyVersion, entry.Details,
        });
        return SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(canonical)]);
    }
}
