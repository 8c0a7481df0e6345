using System.Diagnostics;
using Alliance.Local;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;

namespace Alliance.Fuzz;

/// <summary>A running system with cases at every stage of the procedure, and the people who come to it: the public and somebody of every
/// role.</summary>
sealed class World : IAsyncDisposable
{
    /// <summary>A case at each stage, one of them told to its end: a grant paid out.</summary>
    public static readonly string[] Few = ["01-titanium", "04-phosphate", "07-tourism", "12-infrared"];

    /// <summary>More of them, and a year of operation with a report missed, filed late and warned for.</summary>
    public static readonly string[] Usual = [.. Few, "03-coffee", "08-electronics", "14-mushrooms"];

    // Told up to a stage, where the case then stands; the others to their end.
    static readonly (string Package, string Before, RecognitionState Stands)[] Begun =
    [
        ("03-coffee", "refuse-formal-review", RecognitionState.FormalReview),
        ("04-phosphate", "refuse-formal-review", RecognitionState.FormalReview),
        ("07-tourism", "review", RecognitionState.ExpertReview), ("08-electronics", "decline", RecognitionState.Determination),
        ("12-infrared", "propose", RecognitionState.Determination),
    ];


    readonly RunningAlliance _alliance;
    readonly People _people;

    World(RunningAlliance alliance, People people, IReadOnlyList<Person> everybody)
        => (_alliance, _people, Everybody) = (alliance, people, everybody);

    /// <summary>The public, and one account of each role; of lead units two, since what belongs to one is no business of the
    /// other.</summary>
    public IReadOnlyList<Person> Everybody { get; }

    /// <summary>The person with this account.</summary>
    public Person this[string account] => _people[account];

    /// <summary>The system.</summary>
    public RunningAlliance Alliance => _alliance;

    /// <summary>Starts the system and brings its cases about.</summary>
    /// <param name="wanted">The sample packages it has; null for all.</param>
    /// <param name="say">Hears what happens.</param>
    public static async Task<World> Build(IReadOnlyCollection<string>? wanted, Action<string> say, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var alliance = await RunningAlliance.Start(
            new AllianceOptions(DataDirectory.Temporary()) { SimulatedClock = true, ClockBeginning = DemoCommand.Beginning }, ct: ct);
        var people = new People(alliance.PublicAddress, DemoAccounts.Password);
        try
        {
            say($"started after {watch.Elapsed.TotalSeconds:0} s");
            var (packages, faults) = PackageReader.Read(SourceTree.Samples);
            if (faults.Count > 0) throw new InvalidOperationException($"The sample packages have faults: {faults[0]}");
            var begun = Begun.ToDictionary(b => b.Package);
            var told = packages.Where(p => wanted?.Contains(p.Id) != false).Select(p => begun.TryGetValue(p.Id, out var part)
                ? p with
                {
                    Script = [.. p.Script.TakeWhile(step => step.Do != part.Before)],
                    Expected = new() { Recognition = part.Stands }
                }
                : p).ToList();
            var ends = await DemoCommand.Tell(told, people, watch, ct);
            foreach (var end in ends.Where(end => !end.Ok))
                throw new InvalidOperationException($"{end.Package} did not end as it must: {end.Why}");

            await BringToLife(people, told, ct);
            string[] accounts = ["shouli", "pingshen", "zhuanjia1", "rending", "juzhang", "jingfei", "shenpi", "jiance", "kaohe",
                "admin", "shenji", "taiye", "kafei"];
            var everybody = accounts.Select(account => people[account]).Prepend(people.Public).ToList();
            foreach (var person in everybody) await person.SignIn(ct);
            say($"{told.Count} cases stand after {watch.Elapsed.TotalSeconds:0} s");
            return new World(alliance, people, everybody);
        }
        catch
        {
            people.Dispose();
            await alliance.DisposeAsync();
            throw;
        }
    }

    // What would not have stood still while the years of the others went by.
    static async Task BringToLife(People people, IReadOnlyList<Package> told, CancellationToken ct)
    {
        var cases = (await people["shenji"].Get("/intake/api/applications?limit=100", ct)).Must().GetProperty("items").EnumerateArray()
            .GroupBy(item => item.GetProperty("leadUnit").GetString()!)
            .ToDictionary(g => g.Key, g => g.First().GetProperty("applicationId").GetGuid());
        Guid CaseOf(string package) => cases[told.Single(p => p.Id == package).Applicant.Unit.Name];

        var now = (await people["admin"].Get("/workflows/api/clock", ct)).Must().GetProperty("now").GetDateTimeOffset();
        var call = (await people["shouli"]
            .Post("/intake/api/calls",
                new { year = now.Year, title = "年度申报通知", body = "请在受理期间内提交。", opensAt = now.AddHours(-1), closesAt = now.AddDays(60) }, ct))
            .Must().GetProperty("callId").GetGuid();
        (await people["taiye"].Post("/intake/api/applications", new { callId = call }, ct)).Must();
        (await people["shouli"].Post($"/intake/api/applications/{CaseOf("04-phosphate")}/request-correction",
            new { items = new[] { new { article = "Art. 9", sentence = "请补交成员单位签章。" } } }, ct)).Must();
        (await people["pingshen"]
            .Post($"/review/api/reviews/{CaseOf("07-tourism")}/panel",
                new { experts = new[] { "zhuanjia1", "zhuanjia3", "zhuanjia5" }, leader = "zhuanjia1" }, ct)).Must();
        (await people["juzhang"]
            .Post($"/certification/api/determinations/{CaseOf("12-infrared")}/propose", new { minutes = "局长办公会研究，同意拟认定。" }, ct)).Must();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _people.Dispose();
        await _alliance.DisposeAsync();
    }
}
