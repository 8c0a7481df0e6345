using Xunit;

namespace Alliance.Faults;

/// <summary>The short form, for every build: a small script of a fixed seed.</summary>
public sealed class UnderFire
{
    [Fact]
    public async Task Nothing_is_lost_nothing_happens_twice_nothing_stands_still_and_the_audits_would_notice()
    {
        var ct = TestContext.Current.CancellationToken;
        var output = TestContext.Current.TestOutputHelper!;
        var script = Script.Of(seed: 20160412, Extent.Short);
        foreach (var line in script.Lines) output.WriteLine(line.ToString());
        await using var run = new Run(script, output.WriteLine);

        var result = await run.Carry(ct);
        Assert.Empty(result.Findings);

        // And the other way round: without the inbox the same deliveries do double, and the audits see it.
        Assert.Contains(await run.WithoutInbox(ct), finding => finding.Kind == "Doubled");
    }
}
