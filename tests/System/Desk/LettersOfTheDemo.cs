using System.Diagnostics;
using System.Text.RegularExpressions;
using Alliance.Local;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What all cases of the demonstration together wrote to whom, against docs/letters.md; on a system of its own, for the nightly
/// run.</summary>
public sealed partial class LettersOfTheDemo
{
    sealed record Letter(Guid CaseId, string Audience, string Title, string Link, DateTime SentAt);

    [Fact(Explicit = true)]
    public async Task Every_step_wrote_its_letter_once_and_none_that_is_not_listed()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var alliance = await RunningAlliance.Start(
            new AllianceOptions(DataDirectory.Temporary()) { SimulatedClock = true, ClockBeginning = DemoCommand.Beginning }, ct: ct);
        using var people = new People(alliance.PublicAddress, DemoAccounts.Password);
        var (packages, faults) = PackageReader.Read(SourceTree.Samples);
        Assert.Empty(faults);
        var ends = await DemoCommand.Tell(packages, people, Stopwatch.StartNew(), ct);
        Assert.All(ends, end => Assert.True(end.Ok, $"{end.Package}: {end.Why}"));

        await using var connection = new NpgsqlConnection(alliance.DatabasesOfServices["intake"].Owner);
        var letters = (await connection.QueryAsync<Letter>(
            "select case_id as CaseId, audience as Audience, title as Title, link as Link, sent_at as SentAt from letter")).ToList();
        var listed = Listed().Matches(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "letters.md"), ct))
            .Select(row => row.Groups["title"].Value).ToHashSet();
        Assert.NotEmpty(listed);

        var arrived = letters.Select(letter => letter.Title).ToHashSet();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{letters.Count} letters of {arrived.Count} kinds about {letters.Select(l => l.CaseId).Distinct().Count()} cases; " +
            $"not written in any of them: {string.Join('、', listed.Except(arrived).Order())}");
        Assert.Empty(arrived.Except(listed));
        // A step that a case takes twice writes twice; one step writes nobody twice.
        var doubled = letters.GroupBy(l => (l.CaseId, l.Audience, l.Title, l.SentAt)).Where(same => same.Count() > 1)
            .Select(same => $"{same.Count()} × {same.Key.Title} to {same.Key.Audience} about {same.Key.CaseId}").ToList();
        Assert.True(doubled.Count == 0, string.Join('\n', doubled));
        var repeated = letters.GroupBy(l => (l.CaseId, l.Audience, l.Title)).Where(same => same.Count() > 1)
            .GroupBy(same => same.Key.Title).Select(kind => $"{kind.Key}: {kind.Max(same => same.Count())}");
        TestContext.Current.TestOutputHelper?.WriteLine($"Written more than once about one case: {string.Join('；', repeated)}");
    }

    [GeneratedRegex("""^\| `\w+` \| [^|]+ \| (?<title>[^|]+) \|$""", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
