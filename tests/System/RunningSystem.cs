using Alliance.Local;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.SystemTests;
using Dapper;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(RunningSystem))]
// Tests of one system share its clock and run one after the other; the groups with a system of their own run side by side.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace Alliance.SystemTests;

/// <summary>The tests that look at every page, form and document, with a system of their own beside that of the journeys.</summary>
[CollectionDefinition(nameof(LooksAtEverything))]
public sealed class LooksAtEverything : ICollectionFixture<RunningSystem>;

/// <summary>The tests of the gateway and of what comes in: sign-in, forms from elsewhere, drafts that are kept, files.</summary>
[CollectionDefinition(nameof(KnocksAtTheDoor))]
public sealed class KnocksAtTheDoor : ICollectionFixture<RunningSystem>;

/// <summary>The tests of what is decided, objected to, paid and followed for years: their clock runs far.</summary>
[CollectionDefinition(nameof(RunsForYears))]
public sealed class RunsForYears : ICollectionFixture<RunningSystem>;

/// <summary>
/// The whole system, started once for all tests of a group by the first one that asks for it: own PostgreSQL, own RabbitMQ, every service,
/// a simulated clock that begins on a Monday morning. A test takes it in its constructor: <c>public sealed class CallTests(RunningSystem
/// system)</c>.
/// </summary>
public sealed class RunningSystem : IAsyncDisposable
{
    /// <summary>The first moment of the simulated time: 4 March 2024, 9:00 in Kunming. The State Council's calendar is known until the end
    /// of 2026.</summary>
    public static readonly DateTimeOffset Beginning = new(2024, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>A version before the one in force, under which a second administrator confirms an intervention and a district or an
    /// association recommends; cases are opened under it on purpose only.</summary>
    public const string Older = "kunming-2013.9";

    private static string OlderPolicy => (Statute.Policies.PolicyBook.Find("kunming-2016.1").Document with
    {
        Version = Older,
        Id = "kunming-2013",
        EffectiveFrom = new(2013, 9, 1),
        InterventionsFourEyes = true,
        RecommendationRequired = true,
        MinMembers = 3,
    }).ToJson();

    private readonly Lazy<Task<RunningAlliance>> _alliance = new(Start);
    private People? _people;

    public RunningSystem()
    {
        Clock = new(this);
        Browser = new(this);
    }

    /// <summary>The clock that all services share.</summary>
    public SystemClock Clock { get; }

    /// <summary>The machine's Chromium, for journeys through pages.</summary>
    public Browser Browser { get; }

    /// <summary>The system behind the tests, for those that look into a database or kill a service.</summary>
    public Task<RunningAlliance> Alliance => _alliance.Value;

    /// <summary>The person with this account, signed in through the real pages.</summary>
    public async Task<Person> SignedIn(string account)
    {
        var person = (await Everybody())[account];
        await person.SignIn(TestContext.Current.CancellationToken);
        return person;
    }

    /// <summary>Somebody from the public.</summary>
    public async Task<Person> Anybody() => (await Everybody()).Public;

    /// <summary>
    /// Waits until what is read satisfies the condition, and answers it. Messages between services take their time; a test says what it
    /// waits for, never how long.
    /// </summary>
    public async Task<T> Eventually<T>(
        Func<Task<T>> read,
        Func<T, bool> condition,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var running = await Alliance;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (condition(value)) return value;
            if (running.Broken.IsCompleted) Assert.Fail(await running.Broken);
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(1))
                Assert.Fail($"Not within a minute: {what}. Last seen: {value}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    public Task Eventually(
        Func<Task<bool>> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null)
            => Eventually(condition, met => met, what);

    /// <summary>Ends what sessions the account has, as the hours do it: the browser still holds their cookies.</summary>
    public async Task EndSessions(string account)
    {
        await using var identity = new NpgsqlConnection((await Alliance).DatabasesOfServices["identity"].Owner);
        var subject = await identity.ExecuteScalarAsync<string>("select id from account where user_name = @account", new { account });
        await using var gateway = new NpgsqlConnection((await Alliance).DatabasesOfServices["gateway"].Owner);
        Assert.True(await gateway.ExecuteAsync("update session set expires_at = now() - interval '1 minute' where subject = @subject",
            new { subject }) > 0);
        // The person whom all tests share had a session of this account too, perhaps; a test that ends its own people's sessions leaves no
        // trace in the others.
        if (_people is not null) await _people[account].SignInAgain(TestContext.Current.CancellationToken);
    }

    private async Task<People> Everybody() => _people ??= new People((await Alliance).PublicAddress, DemoAccounts.Password);

    private static Task<RunningAlliance> Start() => RunningAlliance.Start(new AllianceOptions(DataDirectory.Temporary())
    {
        SimulatedClock = true,
        ClockBeginning = Beginning,
        ExtraAccounts = [.. TestApplicants.Accounts, TestApplicants.Colleague, TestApplicants.Forgetful, TestApplicants.Careful,
            new("admin2", "何静（系统管理员）", ["administrator"])],
        Policies = [OlderPolicy],
    }, new Diagnostics(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _people?.Dispose();
        if (_alliance.IsValueCreated && _alliance.Value.IsCompletedSuccessfully) await (await _alliance.Value).DisposeAsync();
    }

    private sealed class Diagnostics : IProgress<StartUpStep>
    {
        public void Report(StartUpStep value) => TestContext.Current.SendDiagnosticMessage("{0}: {1}", value.Part, value.State);
    }
}
