using System.Reflection;
using System.Text.RegularExpressions;
using Alliance.Core.Data;
using Alliance.Documents;
using Alliance.Engine;
using Alliance.Gateway.Portal;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Lists;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Web;
using Alliance.Workflows.Recognition;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Upgrade;

/// <summary>Databases from before parts had schemas of their own, as a demonstration left them, brought up to date by the programs of
/// today.</summary>
public sealed partial class DatabasesOfOneFloor : IAsyncLifetime
{
    static readonly Assembly Core = typeof(Migrations).Assembly, Web = typeof(ServiceHost).Assembly,
        Documents = typeof(DocumentStore).Assembly, Letters = typeof(LetterBox).Assembly,
        Lists = typeof(SavedViews).Assembly;

    // As their Program.cs name them.
    static readonly Dictionary<string, (Assembly Service, Assembly[] Parts)> Programs = new()
    {
        ["intake"] = (typeof(ListApplications).Assembly, [Core, Web, Documents, Letters, Lists]),
        ["gateway"] = (typeof(PublicInformation).Assembly, [Core, Web]),
        ["workflows"] = (typeof(RecognitionProcess).Assembly, [Core, Web, typeof(Case).Assembly]),
    };

    // What Intake and its parts have got since.
    static readonly string[] Since =
    [
        Singular, "Alliance.Letters.Schema.004_both_languages.sql", "Alliance.Letters.Schema.005_instruments.sql",
        "Alliance.Letters.Schema.006_preferences.sql", "Alliance.Letters.Schema.007_sms.sql", "Alliance.Lists.Schema.001_list_view.sql",
        "Alliance.Intake.Schema.015_delivery.sql", "Alliance.Intake.Schema.016_questions.sql",
        "Alliance.Intake.Schema.017_list_orders.sql", "Alliance.Intake.Schema.018_reminded_corrections.sql",
        "Alliance.Intake.Schema.019_figures.sql", "Alliance.Intake.Schema.030_recommendations.sql",
        "Alliance.Intake.Schema.050_who_leads_now.sql",
    ];

    static readonly string[] OfLetters = ["letter", "letter_address", "letter_mail", "letter_read"],
        OfDocuments = ["document", "document_chunk", "upload"];

    readonly DataDirectory _data = DataDirectory.Temporary();
    readonly FreePort _port = FreePort.Any();
    readonly Warnings _log = new();
    PostgresServer? _postgres;
    IReadOnlyDictionary<string, ServiceDatabase> _databases = new Dictionary<string, ServiceDatabase>();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _data.Take();
        _postgres = Postgres.FromEnvironment() ?? await Postgres.Private(_data, _port.Number, Ct);
        _databases = await Databases.Create(_postgres, _data, Programs.Keys.SelectMany(name => (string[])[name, $"{name}_new"]), Ct);
    }

    [Theory]
    [InlineData("intake", "")]
    [InlineData("gateway", "Alliance.Documents: dropped, Alliance.Letters: dropped")]
    [InlineData("workflows", "Alliance.Documents: dropped, Alliance.Letters: dropped")]
    public async Task Everything_is_there_nothing_runs_twice_and_what_the_program_never_needed_is_gone(string program, string dropped)
    {
        await Load(program);
        var (before, journal) = (await Rows(program), await Journal(program));
        Assert.True(before["outbox_lane"] == 8);
        Assert.True(program == "gateway" || before["outbox"] > 0);
        Assert.True(program != "intake" || ((string[])[.. OfLetters, .. OfDocuments]).All(table => before[table] > 0));
        Assert.True(program != "workflows"
            || ((string[])["process_case", "journal", "deadline", "held_message", "parked_message"]).All(table => before[table] > 0));

        await Migrate(program);

        var absent = dropped.Length == 0 ? [] : (string[])[.. OfLetters, .. OfDocuments];
        var now = new SortedDictionary<string, long>(before.ToDictionary(table => Renamed(table.Key), table => table.Value),
            StringComparer.Ordinal);
        var rows = await Rows(program);
        Assert.Equal(now.Where(table => !absent.Contains(table.Key)), rows.Where(table => now.ContainsKey(table.Key)));
        // What came since holds nothing yet.
        Assert.All(rows.Where(table => !now.ContainsKey(table.Key)), table => Assert.Equal(0, table.Value));
        var after = await Journal(program);
        Assert.Equal(after.Select(entry => entry.Name).Distinct().Count(), after.Count);
        // What was taken over has the time of what it came out of.
        Assert.Equal(
            ((string[])[.. dropped.Split(", ", StringSplitOptions.RemoveEmptyEntries), "Alliance.Core.Schema.008_search_from_anywhere.sql",
                "Alliance.Core.Schema.009_pinyin.sql",
                .. program switch
                {
                    "intake" => Since,
                    "workflows" => ["Alliance.Workflows.Schema.012_initials.sql"],
                    _ => [],
                }]).Order(StringComparer.Ordinal),
            after.Where(entry => journal.All(old => old.Applied != entry.Applied)).Select(entry => entry.Name)
                .Order(StringComparer.Ordinal));

        await Migrate(program);
        Assert.Equal(after, await Journal(program));

        await Migrate(program, $"{program}_new");
        Assert.Equal(await Schema($"{program}_new"), await Schema(program));
        Assert.Equal(absent.Length == 0, (await Rows($"{program}_new")).ContainsKey("letter"));
    }

    [Fact]
    public async Task A_letter_in_a_program_without_letters_stays_until_it_has_letters_again()
    {
        await Load("gateway");
        await Execute("gateway", """
            insert into letter(id, case_id, audience, title, body, arguments, link, sent_at)
            values (gen_random_uuid(), gen_random_uuid(), 'account:qiye1', '', '', '[]', '', now())
            """);
        await Migrate("gateway");
        Assert.Contains("Alliance.Letters", Assert.Single(_log.Said), StringComparison.Ordinal);
        await Migrate("gateway", parts: [Core, Web, Documents, Letters]);

        var rows = await Rows("gateway");
        Assert.Equal(1, rows["letter"]);
        // Those of documents went when nobody named them, and are made anew.
        Assert.Equal(0, rows["document"]);
        Assert.Equal(0, rows["upload"]);
    }

    [Theory, InlineData("intake"), InlineData("workflows")]
    public async Task Tables_are_read_without_a_search_path_as_backups_do(string program)
    {
        await Migrate(program);
        foreach (var table in (await Rows(program)).Keys)
            await Execute(program, $"set search_path to ''; select * from only public.{table}");
    }

    Task Migrate(string program, string? database = null, Assembly[]? parts = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Db"] = _databases[database ?? program].Runtime,
            ["ConnectionStrings:Owner"] = _databases[database ?? program].Owner
        };
        return new Migrations(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), (parts ?? Programs[program].Parts)
            .Select(part => new Part(part)), _log).Run(Programs[program].Service, Ct);
    }

    async Task Load(string program)
    {
        using var dump = new StreamReader(typeof(DatabasesOfOneFloor).Assembly.GetManifestResourceStream($"upgrade/{program}.sql")!);
        await Execute(program, await dump.ReadToEndAsync(Ct));
    }

    async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(_databases[database].Owner);
        await connection.ExecuteAsync(sql);
    }

    async Task<IReadOnlyList<T>> Query<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(_databases[database].Owner);
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    // Every table but the journal of migrations, with the number of its rows.
    // A table got the name of one of its rows.
    static string Renamed(string table) => Renamings.Value.GetValueOrDefault(table, table);

    static readonly Lazy<Dictionary<string, string>> Renamings = new(() =>
    {
        using var script = new StreamReader(typeof(ListApplications).Assembly.GetManifestResourceStream(Singular)!);
        return Renaming().Matches(script.ReadToEnd()).ToDictionary(match => match.Groups["from"].Value, match => match.Groups["to"].Value);
    });

    const string Singular = "Alliance.Intake.Schema.014_singular.sql";

    [GeneratedRegex(@"alter table (?<from>\w+) rename to (?<to>\w+);")]
    private static partial Regex Renaming();

    async Task<SortedDictionary<string, long>> Rows(string database) => new((await Query<(string Table, long Rows)>(database, """
        select c.relname::text,
          (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || c.oid::regclass, false, true, '')))[1]::text::bigint
        from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'schemaversions'
        """)).ToDictionary(row => row.Table, row => row.Rows), StringComparer.Ordinal);

    Task<IReadOnlyList<(string Name, DateTime Applied)>> Journal(string database)
        => Query<(string, DateTime)>(database, "select scriptname::text, applied from schemaversions order by scriptname");

    // Without the order of columns, which an added one keeps for ever, and without the names that pg_dump gives to unnamed columns of a
    // view.
    Task<IReadOnlyList<string>> Schema(string database) => Query<string>(database, """
        select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) from information_schema.columns
        where table_schema = 'public'
        union all select indexdef from pg_indexes where schemaname = 'public'
        union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace
        union all select regexp_replace(pg_get_functiondef(oid), '\s+', ' ', 'g') from pg_proc where pronamespace = 'public'::regnamespace
        union all select pg_get_triggerdef(t.oid) from pg_trigger t where not tgisinternal
        union all select viewname || replace(definition, ' AS int4', '') from pg_views where schemaname = 'public'
        union all select c.oid::regclass || ': ' || obj_description(c.oid, 'pg_class') from pg_class c
        where c.relnamespace = 'public'::regnamespace and obj_description(c.oid, 'pg_class') is not null
        order by 1
        """);

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            NpgsqlConnection.ClearAllPools();
            if (_postgres.IsShared) await Databases.Drop(_postgres, _databases);
            await _postgres.DisposeAsync();
        }
        _port.Dispose();
        await _data.DisposeAsync();
    }

    sealed class Warnings : ILogger<Migrations>
    {
        public List<string> Said { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;
        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Said.Add(formatter(state, exception));
        }
    }
}
