using Npgsql;

namespace Alliance.Core.Data;

/// <summary>
/// The one transaction of a scope: a connection, and the messages that leave when it commits. A consumer's session is opened by the inbox;
/// a use case called by it joins.
/// </summary>
public sealed class Session(NpgsqlDataSource dataSource, OutboxSignal signal) : IAsyncDisposable
{
    readonly List<StoredMessage> _outgoing = [];
    readonly List<NpgsqlBatchCommand> _writes = [];
    NpgsqlConnection? _connection;
    NpgsqlTransaction? _transaction;
    string? _abandonedBy;

    /// <summary>True between <see cref="Begin"/> and <see cref="Commit"/>.</summary>
    public bool IsOpen => _transaction is not null;

    /// <summary>The connection of the open transaction.</summary>
    public NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("No transaction is open.");

    /// <summary>The open transaction.</summary>
    public NpgsqlTransaction Transaction => _transaction ?? throw new InvalidOperationException("No transaction is open.");

    /// <summary>The message being answered and by whom, its row in the inbox; null outside a consumer.</summary>
    public (Guid MessageId, Guid ConsumerId)? Answering { get; set; }

    /// <summary>What will leave when the transaction commits, in order.</summary>
    public IReadOnlyList<StoredMessage> Outgoing => _outgoing;

    /// <summary>Opens the transaction.</summary>
    public async Task Begin(CancellationToken ct)
    {
        if (IsOpen) throw new InvalidOperationException("A transaction is open already.");
        _connection = await dataSource.OpenConnectionAsync(ct);
        _transaction = await _connection.BeginTransactionAsync(ct);
    }

    /// <summary>Keeps a message until the commit.</summary>
    public void Enqueue(StoredMessage message) => _outgoing.Add(message);

    /// <summary>Keeps a write that nothing in this transaction reads again; it goes to the database together with the commit, in one round
    /// trip.</summary>
    public void WriteOnCommit(string sql, params IEnumerable<NpgsqlParameter> positional)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in positional) command.Parameters.Add(parameter);
        _writes.Add(command);
    }

    /// <summary>A use case that joined wrote something and left without committing: the transaction must not go through.</summary>
    public void Abandon(string by) => _abandonedBy = by;

    /// <summary>Writes what was kept and the outgoing messages and commits, everything in one round trip; then wakes the
    /// dispatcher.</summary>
    public async Task Commit(CancellationToken ct)
    {
        if (_abandonedBy is not null) throw new InvalidOperationException($"{_abandonedBy} wrote something and did not commit.");
        var leaving = _outgoing.Count;
        await using (var batch = new NpgsqlBatch(Connection, Transaction))
        {
            foreach (var write in _writes) batch.BatchCommands.Add(write);
            foreach (var message in _outgoing) batch.BatchCommands.Add(message.ToInsert());
            // The server takes the commands of a batch one after the other and none after a failed one.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
            await batch.ExecuteNonQueryAsync(ct);
        }
        await Close();
        if (leaving > 0) signal.Set();
    }

    /// <summary>Rolls back what is not committed; the session can be opened again.</summary>
    public async Task Close()
    {
        _outgoing.Clear();
        _writes.Clear();
        _abandonedBy = null;
        Answering = null;
        if (_transaction is not null) await _transaction.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_transaction, _connection) = (null, null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Close();
}
