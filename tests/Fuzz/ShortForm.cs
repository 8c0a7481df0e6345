using Xunit;

namespace Alliance.Fuzz;

/// <summary>The short form, for every build: a fixed seed and fewer requests.</summary>
public sealed class ShortForm
{
    [Fact]
    public async Task Whatever_is_sent_no_answer_is_a_fault_no_innocent_is_harmed_and_what_was_accepted_can_be_read()
    {
        var ct = TestContext.Current.CancellationToken;
        var output = TestContext.Current.TestOutputHelper!;
        await using var world = await World.Build(World.Few, output.WriteLine, ct);

        var result = await new Run(world, seed: 20160412, Extent.Short, output.WriteLine).Carry(ct);

        output.WriteLine(result.ToString());
        Assert.Empty(result.Findings);
        // A run that met closed doors only would find nothing and prove nothing.
        Assert.True(result.Accepted * 4 > result.Requests, result.ToString());
        Assert.True(result.Innocent > 50, result.ToString());
    }
}
