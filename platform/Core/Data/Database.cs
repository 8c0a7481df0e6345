using System.Runtime.CompilerServices;
using Alliance.Contracts;
using Alliance.Core.Audit;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Alliance.Core.Data;

/// <summary>The service's own database: reads at any time, writes in a <see cref="UnitOfWork"/>.</summary>
public sealed class Database(NpgsqlDataSource dataSource, Session session, TimeProvider clock, IServiceProvider services)
{
    /// <summary>
    /// Opens a unit of work for this actor. What the use case declares (<see cref="Rights"/>) is held here, where the act is done: nobody
    /// else gets one.
    /// </summary>
    /// <param name="useCase">The use case that acts.</param>
    /// <param name="actor">For whom.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="method">Its method; what that declares counts before what the class does.</param>
    public Task<UnitOfWork> Begin(object useCase, Actor actor, CancellationToken ct, [CallerMemberName] string method = "")
    {
        var type = useCase.GetType();
        var admits = Rights.Of(type, method)
            ?? throw new InvalidOperationException($"{type.Name}.{method} does not declare who may do it.");
        return Rights.WhyNot(admits, actor) is { } refusal ? throw new NotAdmittedException(refusal, type.Name, actor.Account)
            : Open(actor, ct);
    }

    /// <summary>Opens a unit of work for the procedure itself, in the name of the service whose message or deadline acts.</summary>
    public Task<UnitOfWork> BeginAsSystem(string name, CancellationToken ct) => Open(Actor.System(name), ct);

    // Inside a consumer it joins the transaction the inbox opened.
    async Task<UnitOfWork> Open(Actor actor, CancellationToken ct)
    {
        var joins = session.IsOpen;
        if (!joins) await session.Begin(ct);
        return new UnitOfWork(session, actor, clock, services, joins, ct);
    }

    /// <summary>Reads rows outside a transaction.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null, CancellationToken ct = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct))).AsList();
    }

    /// <summary>Reads rows of two parts; the second begins with the column <paramref name="second"/>.</summary>
    public async Task<IReadOnlyList<T>> Query<TFirst, TSecond, T>(
        string sql, object parameters, Func<TFirst, TSecond, T> both, string second, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return (await connection.QueryAsync(new CommandDefinition(sql, parameters, cancellationToken: ct), both, second)).AsList();
    }

    /// <summary>Reads one row, or null where there is none.</summary>
    public async Task<T?> Find<T>(string sql, object? parameters = null, CancellationToken ct = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    /// <summary>Reads one value.</summary>
    public async Task<T?> Scalar<T>(string sql, object? parameters = null, CancellationToken ct = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}

/// <summary>Domain rows, audit entry and outgoing messages of one step: all of them, or none.</summary>
public sealed class UnitOfWork(
    Session session, Actor actor, TimeProvider clock, IServiceProvider services, bool joins, CancellationToken ct) : IAsyncDisposable
{
    bool _wrote;
    bool _recorded;
    bool _committed;

    /// <summary>Who acts.</summary>
    public Actor Actor => actor;

    /// <summary>Reads one row inside the transaction, or null where there is none.</summary>
    public Task<T?> Find<T>(string sql, object? parameters = null)
        => session.Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Reads rows inside the transaction.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters = null)
        => (await session.Connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>Writes; answers with the number of rows.</summary>
    public Task<int> Execute(string sql, object? parameters = null)
    {
        _wrote = true;
        return session.Connection.ExecuteAsync(Command(sql, parameters));
    }

    /// <summary>Publishes an event when the transaction commits.</summary>
    public Task Publish<T>(T @event) where T : class
    {
        _wrote = true;
        return services.GetRequiredService<IPublishEndpoint>().Publish(@event, ct);
    }

    /// <summary>Sends a command to the service that answers it, when the transaction commits.</summary>
    public async Task Send(object command)
    {
        _wrote = true;
        var endpoint = await services.GetRequiredService<ISendEndpointProvider>().GetSendEndpoint(Commands.AddressOf(command.GetType()));
        await endpoint.Send(command, command.GetType(), ct);
    }

    /// <summary>Puts on record who did what and on which article it rests, chained to the case's earlier entries.</summary>
    public Task Record(Guid caseId, string what, object? details = null, string? article = null, string? policyVersion = null)
    {
        _recorded = true;
        return AuditTrail.Append(session.Connection, session.Transaction, new AuditEntry
        {
            CaseId = caseId,
            At = clock.GetUtcNow(),
            Account = actor.Account,
            ActorName = actor.Name,
            OnBehalfOf = actor.Unit?.CreditCode,
            RemoteAddress = actor.RemoteAddress,
            What = what,
            Article = article,
            PolicyVersion = policyVersion,
            Details = details is null ? null : Json.Write(details),
        }, ct);
    }

    /// <summary>Puts on record that a command changed nothing, since it came twice or too late.</summary>
    /// <param name="caseId">Its case.</param>
    /// <param name="command">Its name.</param>
    /// <param name="asked">What it asked for.</param>
    /// <param name="why">The reason, in a sentence.</param>
    /// <param name="article">The article it rests on.</param>
    /// <param name="policyVersion">The policy version it rests on.</param>
    public Task Ignore(Guid caseId, string command, object asked, string why, string? article = null, string? policyVersion = null)
        => Record(caseId, AuditEntry.Ignored + command, new { why, asked }, article, policyVersion);

    /// <summary>Commits; inside a consumer the inbox commits. A step that wrote without a record is a fault of the program.</summary>
    public async Task Commit()
    {
        if (_wrote && !_recorded)
            throw new InvalidOperationException("A step that changes something is put on record; Record was not called.");
        _committed = true;
        if (!joins) await session.Commit(ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_committed) return;
        if (!joins) await session.Close();
        else if (_wrote) session.Abandon(nameof(UnitOfWork));
    }

    CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, session.Transaction, cancellationToken: ct);
}
