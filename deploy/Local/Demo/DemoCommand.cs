using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Spectre.Console;

namespace Alliance.Local.Demo;

/// <summary>The main job, unattended: files every package, tells every script through the real interfaces, and says what became of
/// each.</summary>
internal static class DemoCommand
{
    /// <summary>A Monday two weeks after the statute came into force, with the National Day holidays ahead.</summary>
    internal static readonly DateTimeOffset Beginning = new(2016, 9, 5, 9, 0, 0, BeijingTime.Offset);

    private static readonly JsonSerializerOptions Readable =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The experts of the demo accounts, none of a unit that applies.</summary>
    private static readonly IReadOnlyList<object> Experts =
    [
        Expert(1, "赵明远", "春城科技评估中心", "1253010240110021", "材料科学"),
        Expert(2, "钱思齐", "春城科技评估中心", "1253010240110021", "产业经济"),
        Expert(3, "孙立群", "彩云大学", "1253011440220032", "生物工程"),
        Expert(4, "周建国", "彩云大学", "1253011440220032", "机械工程"),
        Expert(5, "吴晓岚", "滇东农业研究院", "1253030040330043", "园艺与农产品加工"),
        Expert(6, "郑海涛", "春城会计师事务所", "9153010340440054", "财务与审计"),
    ];

    /// <summary>Who recommends: the science bureau of a district, and an association of an industry.</summary>
    private static readonly IReadOnlyList<object> Recommenders =
    [
        new
        {
            DemoAccounts.DistrictBureau.Name,
            DemoAccounts.DistrictBureau.CreditCode,
            kind = "District",
            districts = new[] { "530102" },
        },
        new
        {
            DemoAccounts.Association.Name,
            DemoAccounts.Association.CreditCode,
            kind = "Association",
            industries = new[] { "装备制造" },
        },
    ];

    private sealed record Arguments(string Packages, string? Json, bool Stay, string Engine);

    public static async Task<int> Run(string[] args, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var arguments = Read(args);
        var (packages, faults) = PackageReader.Read(arguments.Packages);
        if (faults.Count > 0) throw new CannotStartException(string.Join('\n', faults.Select(f => f.ToString())
            .Append($"Nothing was filed: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")} in the packages.")));

        await using var alliance =
            await StartUpDisplay.Start(new AllianceOptions(DataDirectory.Demo)
            {
                SimulatedClock = true,
                ClockBeginning = Beginning,
                Packages = [arguments.Packages],
                Engine = arguments.Engine,
            }, ct);
        using var people = new People(alliance.PublicAddress, DemoAccounts.Password);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var telling = Tell(packages, people, watch, stop.Token);
        if (await Task.WhenAny(telling, alliance.Broken) == alliance.Broken)
        {
            await stop.CancelAsync();
            throw new CannotStartException(await alliance.Broken);
        }
        var ends = await Told(telling);
        Show(ends, watch.Elapsed);
        var ok = ends.All(e => e.Ok);
        if (arguments.Json is { } file)
            await File.WriteAllTextAsync(file,
                JsonSerializer.Serialize(new { ok, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1), cases = ends }, Readable) + "\n",
                ct);

        if (arguments.Stay)
        {
            AnsiConsole.WriteLine(
                $"Still running at {alliance.PublicAddress.GetLeftPart(UriPartial.Authority)}; the password of every account is " +
                $"{DemoAccounts.Password}. Ctrl-C stops it.");
            if (await Task.WhenAny(alliance.Broken, Task.Delay(Timeout.Infinite, ct)) == alliance.Broken)
                throw new CannotStartException(await alliance.Broken);
        }
        return ok ? 0 : 1;
    }

    /// <summary>What keeps the whole telling from going on is a sentence, not a stack trace.</summary>
    private static async Task<IReadOnlyList<StoryEnd>> Told(Task<IReadOnlyList<StoryEnd>> telling)
    {
        try
        {
            return await telling;
        }
        catch (Exception reason) when (reason is StoryException or RefusedException or SignInException or HttpRequestException)
        {
            throw new CannotStartException($"The demonstration ended early: {reason.Message}", reason);
        }
    }

    /// <summary>Files and tells all packages at once, on one clock.</summary>
    public static async Task<IReadOnlyList<StoryEnd>> Tell(
        IReadOnlyList<Package> packages, People people, Stopwatch watch, CancellationToken ct)
    {
        var admin = people["admin"];
        var now = (await admin.Get("/workflows/api/clock", ct)).Must().GetProperty("now").GetDateTimeOffset();
        CalendarMustReach(now, packages);
        var call = await PublishCall(people["shouli"], now, ct);
        foreach (var body in Recommenders) (await people["shouli"].Post("/intake/api/recommending-bodies", body, ct)).Must();
        foreach (var expert in Experts) (await people["pingshen"].Post("/review/api/experts", expert, ct)).Must();

        var (office, boardroom) = (Office.Of(people), new Boardroom(people, now));
        var time = new StoryTime(now, async (to, token) =>
        {
            // What was decided on a day is issued on it, as far as nobody waits for it.
            await office.IssueWhatWaits(token);
            await Afterwards.ReportWhatIsDue(people, BeijingTime.DayOf(
                (await admin.Get("/workflows/api/clock", token)).Must().GetProperty("now").GetDateTimeOffset()), token);
            // The clock runs by itself too and may be there already.
            if ((await admin.Get("/workflows/api/clock", token)).Must().GetProperty("now").GetDateTimeOffset() is var there
                && there >= to) return there;
            var reached = (await admin.Post("/workflows/api/clock", new { to }, token)).Must().GetProperty("now").GetDateTimeOffset();
            return reached >= to ? reached : throw new StoryException($"the clock was to go to {to:O} and stands at {reached:O}");
        });
        var stage = new Stage(packages, watch);
        var ends = new StoryEnd[packages.Count];
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var working = WorkInTheOffice(office, boardroom, closing.Token);
        await stage.Show(() => time.Tell([.. packages.Select((package, i) => (Func<Task>)(async () =>
        {
            var scene = new Scene(package, i, people, time, call, boardroom);
            ends[i] = await new Story(package, scene, time, stage).Tell(ct);
        }))], ct));
        await closing.CancelAsync();
        await working;
        return ends;
    }

    /// <summary>Lets the bureau decide and the office issue what waits, once it has been the same for a moment: then several cases are
    /// decided in one meeting and stand in one document.</summary>
    private static async Task WorkInTheOffice(Office office, Boardroom boardroom, CancellationToken ct)
    {
        var (seen, waited) = (new HashSet<Guid>(), 0);
        try
        {
            while (true)
            {
                if (boardroom.Waiting > 0 && boardroom.Waiting == waited) await boardroom.Hold(ct);
                waited = boardroom.Waiting;
                var waiting = (await office.Waiting(ct)).Select(matter => matter.GetProperty("matterId").GetGuid()).ToHashSet();
                if (waiting.Count > 0 && waiting.SetEquals(seen)) await office.IssueWhatWaits(ct);
                seen = waiting;
                await Task.Delay(TimeSpan.FromMilliseconds(700), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // All stories are told.
        }
    }

    private static async Task<Guid> PublishCall(Person officer, DateTimeOffset now, CancellationToken ct)
    {
        var closes = BeijingTime.At(BeijingTime.DayOf(now).AddDays(30), new TimeOnly(17, 30));
        var year = BeijingTime.DayOf(now).Year;
        return (await officer.Post("/intake/api/calls", new
        {
            year,
            title = $"关于申报{year}年度昆明市产业技术创新战略联盟的通知",
            body = "根据《昆明市产业技术创新战略联盟认定管理办法》第九条，请牵头单位按要求填报申报书并上传附件，在截止时间前提交。",
            opensAt = now,
            closesAt = closes,
        }, ct)).Must().GetProperty("callId").GetGuid();
    }

    /// <summary>Deadlines beyond the last known calendar are provisional and never fire: a story that needs one would wait in
    /// vain.</summary>
    private static void CalendarMustReach(DateTimeOffset now, IReadOnlyList<Package> packages)
    {
        var cycles = packages.Max(p => p.Script.Count(s => s is { Until: "CycleEnds", DaysBefore: null }));
        var reports = packages.Any(p => p.Script.Any(s => s.Until == "AnnualReportDue"));
        var months = 4 + (cycles > 0 ? 24 * cycles + 2 : reports ? 14 : 0);
        var last = WorkCalendar.StateCouncil.Notices[^1].Year;
        if (BeijingTime.DayOf(now).AddMonths(months).Year > last)
        {
            throw new CannotStartException(
                $"The demonstration's clock stands at {BeijingTime.DayOf(now):yyyy-MM-dd}, these packages take about {months} months, " +
                $"and the State Council's calendar is known until {last}. "
                + "Remove the data with `dotnet run --project deploy/Launcher -- reset` and start again.");
        }
    }

    private static object Expert(int number, string name, string institution, string first16, string field) =>
        new { account = $"zhuanjia{number}", name, institution, institutionCreditCode = CreditCode.Complete(first16), field };

    private static Arguments Read(string[] args)
    {
        var (packages, json, stay, engine) = (SourceTree.Samples, (string?)null, false, Engines.Default);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--packages" when i + 1 < args.Length: packages = args[++i]; break;
                case "--json" when i + 1 < args.Length: json = args[++i]; break;
                case "--stay": stay = true; break;
                case "--engine" when i + 1 < args.Length: engine = args[++i]; break;
                default:
                    throw new CannotStartException(
                    $"demo does not understand “{args[i]}”; it takes --packages DIR, --json FILE, --engine NAME and --stay.");
            }
        }
        return new(packages, json, stay, engine);
    }

    private static void Show(IReadOnlyList<StoryEnd> ends, TimeSpan taken)
    {
        // A file or a pipe has no width; without one the columns would be broken at eighty characters.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 200;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "Package", "Alliance", "Became", "Why");
        foreach (var end in ends)
        {
            table.AddRow(end.Ok ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(end.Package), Markup.Escape(end.Alliance),
                Markup.Escape(end.Actual),
                Markup.Escape((end.Article is { } article ? $"{article} · " : "") + end.Why));
        }
        AnsiConsole.Write(table);
        var failed = ends.Count(e => !e.Ok);
        AnsiConsole.WriteLine(failed == 0
            ? string.Create(CultureInfo.InvariantCulture, $"All {ends.Count} packages ended as they must, after {taken.TotalSeconds:0} s.")
            : string.Create(CultureInfo.InvariantCulture,
                $"{failed} of {ends.Count} packages did not end as they must, after {taken.TotalSeconds:0} s."));
    }
}
