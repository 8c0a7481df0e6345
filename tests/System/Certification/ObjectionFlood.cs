using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>
/// Two thousand objections sent at one notice by a script: what of it arrives, what others notice, and how long an officer is busy with it.
/// Runs by hand, with nothing else on the machine: <c>-explicit only -class "*ObjectionFlood"</c>.
/// </summary>
public sealed class ObjectionFlood(RunningSystem system)
{
    const int Many = 2000, Senders = 4;

    static readonly string[] Claims =
    [
        "牵头单位申报材料中所列的三项发明专利均不属于成员单位，而属于外地企业，请予核实。",
        "成员单位昆明某研究院已经注销，不再具备法人资格，其盖章的联盟协议无效。",
        "联盟协议中没有约定知识产权归属和利益分配机制，不符合办法第八条第二项。",
    ];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_notice_that_is_flooded_is_still_handled_in_minutes_and_others_hardly_notice()
    {
        var say = TestContext.Current.TestOutputHelper!;
        var (applicationId, notice) = await system.OnNotice();
        var noticeId = notice.GetProperty("noticeId").GetGuid();
        await Others(40);
        var before = await Others(200);

        // As it ships: a script from one address.
        var watch = Stopwatch.StartNew();
        var one = await Flood(noticeId, _ => "203.0.113.9");
        say.WriteLine($"from one address: {one.Taken} taken, {one.Refused} refused in {watch.Elapsed.TotalSeconds:0.0} s; " +
            $"others {Text(before)} before, {Text(one.Others)} meanwhile");

        // From as many addresses as it takes: two hundred, each below the limit.
        watch.Restart();
        var all = await Flood(noticeId, n => $"198.51.100.{n % 200}");
        var sent = watch.Elapsed;
        var after = await Others(200);
        say.WriteLine($"from 200 addresses: {all.Taken} taken, {all.Refused} refused in {sent.TotalSeconds:0.0} s; others " +
            $"{Text(all.Others)} meanwhile, {Text(after)} afterwards ({Slower(before, after):+0;-0} %)");

        var officer = await system.SignedIn("rending");
        watch.Restart();
        await officer.Http.GetStringAsync(new Uri($"/certification/objections?notice={noticeId}", UriKind.Relative), Ct);
        say.WriteLine($"the list of this notice opens in {watch.ElapsedMilliseconds} ms");
        var answers = 0;
        watch.Restart();
        while ((await officer.Get($"/certification/api/objections?notice={noticeId}&state=Open&size=20", Ct)).Must().GetProperty("items")
            .EnumerateArray().ToList() is [var first, ..])
        {
            (await officer.Post($"/certification/api/notices/{noticeId}/objections/settle", new
            {
                upheld = false,
                answer = "经核查，反映的情况不属实。",
                group = first.GetProperty("groupId").GetGuid(),
            }, Ct)).Must();
            answers++;
        }
        say.WriteLine($"{one.Taken + all.Taken} objections settled with {answers} answers in {watch.Elapsed.TotalSeconds:0.0} s");
        await system.Eventually(() => system.CaseState(applicationId), state => state == "PublicNotice");

        Assert.Equal(20, one.Taken);
        Assert.True(answers <= 10, $"{answers} answers");
        Assert.True(Slower(before, after) <= 20, $"{Text(before)}, then {Text(after)}");
    }

    static double Slower(IReadOnlyList<double> before, IReadOnlyList<double> after) => 100 * ((Median(after) / Median(before)) - 1);

    static double Median(IReadOnlyList<double> times) => times.Order().ElementAt(times.Count / 2);

    static string Text(IReadOnlyList<double> times) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(times):0.0} ms (95 %: {times.Order().ElementAt(times.Count * 95 / 100):0.0} ms, {times.Count} times)");

    // What others do: a unit reads its letters, an officer the determinations, the public the register and the calls.
    async Task<IReadOnlyList<double>> Others(int times, CancellationToken until = default)
    {
        var (unit, officer, anybody) = (await system.SignedIn("qiye5"), await system.SignedIn("juzhang"), await system.Anybody());
        (Local.Person Who, string What)[] acts = [(unit, "/intake/api/letters"), (officer, "/certification/api/determinations"),
            (anybody, "/certification/api/registry"), (anybody, "/intake/api/calls")];
        var took = new List<double>();
        for (var n = 0; n < times && !until.IsCancellationRequested; n++)
        {
            var (who, what) = acts[n % acts.Length];
            var began = Stopwatch.GetTimestamp();
            (await who.Get(what, Ct)).Must();
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return took;
    }

    async Task<(int Taken, int Refused, IReadOnlyList<double> Others)> Flood(Guid noticeId, Func<int, string> from)
    {
        using var http = new HttpClient { BaseAddress = (await system.Alliance).PublicAddress };
        using var over = new CancellationTokenSource();
        var others = Others(int.MaxValue, over.Token);
        var (taken, refused) = (0, 0);
        var script = new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = Ct };
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), script, async (n, ct) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/certification/api/notices/{noticeId}/objections")
                {
                    Content = JsonContent.Create(new
                    {
                        objectorName = $"张{n}",
                        objectorKind = "person",
                        contact = $"138{n:00000000}",
                        facts = $"{Claims[n % Claims.Length]}（{n}）",
                    }),
                    Headers = { { "X-Forwarded-For", from(n) } },
                };
                using var answer = await http.SendAsync(request, ct);
                if (answer.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref taken);
                else Interlocked.Increment(ref refused);
            });
        await over.CancelAsync();
        return (taken, refused, await others);
    }
}
