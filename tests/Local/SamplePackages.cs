using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.Local.Tests;

public sealed class SamplePackages
{
    [Fact]
    public void The_packages_that_come_with_the_source_have_no_fault()
    {
        var (packages, faults) = PackageReader.Read(SourceTree.Samples);

        Assert.Empty(faults);
        Assert.True(packages.Count >= 15);
    }

    [Fact]
    public void Every_outcome_that_the_procedure_knows_is_among_them()
    {
        var (packages, _) = PackageReader.Read(SourceTree.Samples);

        Assert.Superset(new HashSet<RecognitionState> { RecognitionState.Recognised, RecognitionState.Refused, RecognitionState.Declined,
            RecognitionState.Withdrawn },
            packages.Select(p => p.Expected.Recognition).ToHashSet());
        Assert.Contains(packages, p => p.Expected.Operation == OperationState.Cancelled);
        Assert.Contains(packages, p => p.Script.Any(s => s is { Wait: Watched.Cycle, Is: "3" }));
        Assert.Contains(packages, p => p.Script.Any(s => s is { Wait: Watched.ComplianceCase }));
        foreach (var beside in (string[])["return-to-review", "annul-decision", "confirm-upgrade", "import-legacy"])
            Assert.Contains(packages, p => p.Script.Any(s => s.Do == beside));
        // Revoked after a hearing and after a written statement alone, and dropped after the defence (Art. 17); and a failed assessment
        // that was objected to.
        Assert.Equal(["Dropped False", "Revoked False", "Revoked True"], packages.Where(p => p.Expected.Revocation is not null)
            .Select(p => $"{p.Expected.Revocation} {p.Script.Any(s => s.Do == "record-hearing")}").Order());
        Assert.Contains(packages, p => p.Expected is { Operation: OperationState.Operating, States: { } states }
            && states.Contains(nameof(OperationState.Cancelling)));
    }

    [Fact]
    public void The_schema_knows_the_verbs_and_their_particulars_as_the_driver_does()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceTree.Samples, "package.schema.json")))!;
        var doing = schema["$defs"]!["step"]!["oneOf"]![0]!;
        var particulars = doing["allOf"]!.AsArray()
            .ToDictionary(rule => rule!["if"]!["properties"]!["do"]!["const"]!.GetValue<string>(),
                rule => rule!["then"]!["properties"]!["with"]!);

        Assert.Equal(Verbs.All.Select(v => v.Name).Order(), doing["properties"]!["do"]!["enum"]!.AsArray()
            .Select(v => v!.GetValue<string>()).Order());
        foreach (var verb in Verbs.All.Where(v => v.Particulars != typeof(JsonElement)))
        {
            var known = PackageReader.Strict.GetTypeInfo(verb.Particulars).Properties.Select(p => p.Name).Order();
            Assert.Equal(known, particulars[verb.Name]["properties"]!.AsObject().Select(p => p.Key).Order());
        }
    }
}
