using System.Reflection;
using DbUp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Alliance.Core.Data;

/// <summary>A part of the floor that a program names: its schema comes before the program's own, and its use cases are checked with those of the program.</summary>
public sealed record Part(Assembly Assembly);

/// <summary>Brings a service's schema up to date at start, once, whatever the number of replicas.</summary>
public sealed class Migrations(IConfiguration configuration, ILogger<Migrations> log)
{
    // The database may come up after the service; a minute of patience, then the process ends and its supervisor tries again.
    readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 30,
        Delay = TimeSpan.FromSeconds(2),
        ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(e => e.IsTransient || e is not PostgresException),
        OnRetry = attempt =>
        {
            log.LogWarning("The database is not there yet ({Attempt}): {Reason}", attempt.AttemptNumber + 1, attempt.Outcome.Exception?.Message);
            return default;
        },
    }).Build();

    /// <summary>Runs the platform's scripts, then the service's, as the owner of the schema, and grants the runtime role what it needs.</summary>
    public Task Run(Assembly service, CancellationToken ct) => _patience.ExecuteAsync(async token => await RunOnce(service, token), ct).AsTask();

    async Task RunOnce(Assembly service, CancellationToken ct)
    {
        var runtime = configuration.GetConnectionString("Db") ?? throw new InvalidOperationException("ConnectionStrings:Db is not configured.");
        var owner = configuration.GetConnectionString("Owner") ?? runtime;

        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(ct);
        // A transaction-level lock: a session-level one would stay held in the connection pool.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, "select pg_advisory_xact_lock(hashtextextended('alliance-migrations', 0))", ct);
        Upgrade(owner, typeof(Migrations).Assembly);
        Upgrade(owner, service);
        var user = new NpgsqlConnectionStringBuilder(runtime).Username!;
        if (user != new NpgsqlConnectionStringBuilder(owner).Username) await Execute(connection, Grants(user), ct);
        await transaction.CommitAsync(ct);
    }

    static void Upgrade(string owner, Assembly assembly)
    {
        var result = DeployChanges.To.PostgresqlDatabase(owner)
            .WithScriptsEmbeddedInAssembly(assembly, name => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains(".Schema.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful) throw new InvalidOperationException($"The schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    // Records are append-only by right, not by habit: the runtime role may not change or remove an entry. Which tables those are, their comments say.
    static string Grants(string user) => $"""
        grant usage on schema public to "{user}";
        grant select, insert, update, delete on all tables in schema public to "{user}";
        grant usage on all sequences in schema public to "{user}";
        do $$
        declare kept record;
        begin
          for kept in select c.oid::regclass as name, obj_description(c.oid, 'pg_class') as rule from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
            if kept.rule = 'append-only' then execute format('revoke update, delete, truncate on %s from "{user}"', kept.name);
            elsif kept.rule = 'never-removed' then execute format('revoke delete, truncate on %s from "{user}"', kept.name);
            end if;
          end loop;
        end $$;
        """;

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
