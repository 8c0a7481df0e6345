using System.Reflection;
using Dapper;
using DbUp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Alliance.Core.Data;

/// <summary>A part of the floor that a program names: its schema comes before the program's own, and its use cases are checked with those
/// of the program.</summary>
public sealed record Part(Assembly Assembly);

/// <summary>Brings a service's schema up to date at start, once, whatever the number of replicas.</summary>
public sealed class Migrations(IConfiguration configuration, IEnumerable<Part> parts, ILogger<Migrations> log)
{
    const string From = "-- From ";

    // Until parts had schemas of their own every database had these tables, whether its program wrote letters and kept files or not.
    const string OnceEverybodys = "Alliance.Platform.Data.Schema.001_floor.sql";
    static readonly (string Part, string[] Tables)[] OfParts =
    [
        ("Alliance.Documents", ["upload", "document_chunk", "document"]),
        ("Alliance.Letters", ["letter_mail", "letter_address", "letter_read", "letter"]),
    ];

    // The database may come up after the service; a minute of patience, then the process ends and its supervisor tries again.
    readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        MaxRetryAttempts = 30,
        Delay = TimeSpan.FromSeconds(2),
        ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(e => e.IsTransient || e is not PostgresException),
        OnRetry = attempt =>
        {
            log.LogWarning("The database is not there yet ({Attempt}): {Reason}", attempt.AttemptNumber + 1,
                attempt.Outcome.Exception?.Message);
            return default;
        },
    }).Build();

    /// <summary>Runs the scripts of the parts, then the service's, as the owner of the schema, and grants the runtime role what it
    /// needs.</summary>
    public Task Run(Assembly service, CancellationToken ct)
        => _patience.ExecuteAsync(async token => await RunOnce(service, token), ct).AsTask();

    async Task RunOnce(Assembly service, CancellationToken ct)
    {
        var runtime = configuration.GetConnectionString("Db")
            ?? throw new InvalidOperationException("ConnectionStrings:Db is not configured.");
        var owner = configuration.GetConnectionString("Owner") ?? runtime;

        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(ct);
        // A transaction-level lock: a session-level one would stay held in the connection pool.
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(
            new CommandDefinition("select pg_advisory_xact_lock(hashtextextended('alliance-migrations', 0))", cancellationToken: ct));
        Assembly[] assemblies = [.. parts.Select(part => part.Assembly), service];
        await using (var journal = new NpgsqlConnection(owner))
        {
            await journal.OpenAsync(ct);
            if (await journal.ExecuteScalarAsync<bool>("select to_regclass('schemaversions') is not null"))
            {
                foreach (var assembly in assemblies) await TakeOver(journal, assembly);
                foreach (var (part, tables) in OfParts.Where(once =>
                    assemblies.All(assembly => assembly.GetName().Name != once.Part))) await Drop(journal, part, tables);
            }
        }
        foreach (var assembly in assemblies) Upgrade(owner, assembly);
        var user = new NpgsqlConnectionStringBuilder(runtime).Username!;
        if (user != new NpgsqlConnectionStringBuilder(owner).Username) await connection.ExecuteAsync(Grants(user));
        await transaction.CommitAsync(ct);
    }

    /// <summary>A script that came out of another one says so in its first line (<c>-- From …</c>): where that one ran, it has run, unless
    /// what it made was dropped since.</summary>
    static async Task TakeOver(NpgsqlConnection journal, Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(IsScript).Order(StringComparer.Ordinal))
        {
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            if (await script.ReadLineAsync() is not { } first || !first.StartsWith(From, StringComparison.Ordinal)) continue;
            await journal.ExecuteAsync("""
                insert into schemaversions(scriptname, applied)
                select @name, applied from schemaversions
                where scriptname = @former and not exists(select from schemaversions where scriptname in (@name, @dropped)) limit 1
                """, new { name, former = first[From.Length..], dropped = Dropped(assembly.GetName().Name!) });
        }
    }

    /// <summary>Drops the tables of a part that this program does not name, where nothing was ever kept in them. With a row in one of them
    /// all stay, and the log says so.</summary>
    async Task Drop(NpgsqlConnection journal, string part, string[] tables)
    {
        var dropped = Dropped(part);
        if (!await journal.ExecuteScalarAsync<bool>("""
            select exists(select from schemaversions where scriptname = @OnceEverybodys)
              and not exists(select from schemaversions where scriptname = @dropped)
            """, new { OnceEverybodys, dropped })) return;
        var there = (await journal.QueryAsync<string>("select t from unnest(@tables) t where to_regclass(t) is not null", new { tables }))
            .AsList();
        if (there.Count > 0 && await journal.ExecuteScalarAsync<bool>(
            $"select {string.Join(" or ", there.Select(table => $"exists(select from {table})"))}"))
        {
            log.LogWarning("This program has no {Part}, but the tables {Tables} have rows: they stay", part, tables);
            return;
        }
        // Two statements of one command are one transaction.
        await journal.ExecuteAsync(
            $"drop table if exists {string.Join(", ", tables)}; insert into schemaversions(scriptname, applied) values (@dropped, now())",
            new { dropped });
    }

    static string Dropped(string part) => $"{part}: dropped";

    static bool IsScript(string name)
        => name.EndsWith(".sql", StringComparison.Ordinal) && name.Contains(".Schema.", StringComparison.Ordinal);

    static void Upgrade(string owner, Assembly assembly)
    {
        var result = DeployChanges.To.PostgresqlDatabase(owner)
            .WithScriptsEmbeddedInAssembly(assembly, IsScript)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw new InvalidOperationException(
                $"The schema script {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    // Records are append-only by right, not by habit: the runtime role may not change or remove an entry. Which tables those are, their
    // comments say.
    static string Grants(string user) => $"""
        grant usage on schema public to "{user}";
        grant select, insert, update, delete on all tables in schema public to "{user}";
        grant usage on all sequences in schema public to "{user}";
        do $$
        declare kept record;
        begin
          for kept in select c.oid::regclass as name, obj_description(c.oid, 'pg_class') as rule from pg_class c
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
            if kept.rule = 'append-only' then execute format('revoke update, delete, truncate on %s from "{user}"', kept.name);
            elsif kept.rule = 'never-removed' then execute format('revoke delete, truncate on %s from "{user}"', kept.name);
            end if;
          end loop;
        end $$;
        """;
}
