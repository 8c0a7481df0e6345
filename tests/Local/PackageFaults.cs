using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.Local.Tests;

/// <summary>A package with one thing wrong gets a sentence that says what, in which file, and where in it.</summary>
public sealed class PackageFaults : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packages-").FullName;

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { "application/members/1/creditCode", "\"9153012873721427SX\"", "$.application.members[1].creditCode", "不是代码字符" },
        { "application/members/1/creditCode", "\"9153\"", "$.application.members[1].creditCode", "应为 18 位" },
        { "application/coreName", "\"市钛材料\"", "$.application.coreName", "Art. 11" },
        { "application/colour", "\"blue\"", "$.application.colour", "“colour” is not known here" },
        { "application/kind", "\"club\"", "$.application.kind", "no AllianceKind" },
        { "application/projects/0/investmentFen", "\"46000000\"", "$.application.projects[0].investmentFen", "no whole number" },
        { "application/members/0/isLead", "false", "$.application.members", "exactly one member is the lead unit" },
        { "applicant/unit/name", "\"别的公司\"", "$.applicant.unit", "the lead unit is 昆明滇钛新材料股份有限公司" },
        { "applicant/account", "\"shouli\"", "$.applicant.account", "account of the office" },
        { "package", "\"02-titanium\"", "$.package", "not the name of its folder" },
        { "attachments/0/file", "\"attachments/none.pdf\"", "$.attachments[0].file", "there is no attachments/none.pdf" },
        { "attachments/0/file", "\"../../../README.md\"", "$.attachments[0].file", "outside the package" },
        { "attachments/0/file", "\"package.json\"", "$.attachments[0].file", "neither a PDF nor" },
        { "attachments/1/kind", "\"evidence\"", "$.attachments", "no attachment of the kind agreement" },
        { "script/0/do", "\"sumbit\"", "$.script[0].do", "nobody can “sumbit”" },
        { "script/0/by", "\"jingfei\"", "$.script[0].by", "takes the role applicant" },
        { "script/0/by", "\"nobody\"", "$.script[0].by", "there is no account nobody" },
        { "script/0/until", "\"CycleEnds\"", "$.script[0]", "one of do, wait, until and days" },
        { "script/4/with/scores", "\"high\"", "$.script[4].with.scores", "no list" },
        { "script/4/with/recommended", "true", "$.script[4].with.recommended", "not known here" },
        { "script/7/until", "\"Tomorrow\"", "$.script[7].until", "no deadline" },
        { "script/8/is", "\"Married\"", "$.script[8].is", "nothing that recognition can be" },
        { "script/8/wait", "\"hold\"", "$.script[8].is", "nothing that hold can be" },
        { "expected/recognition", "\"Refused\"", "$.expected.operation", "only a recognised alliance operates" },
        { "expected/states", "[\"FormalReview\"]", "$.expected.states", "the last state is Recognised" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_with_its_path(string where, string value, string path, string sentence)
    {
        var package = Copy("01-titanium");
        Change(package, where, value);

        var fault = Assert.Single(PackageReader.Read(_folder).Faults, f => f.Path == path);

        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(package, "package.json"), fault.File);
    }

    [Fact]
    public void Text_that_is_no_JSON_is_named_too()
    {
        File.WriteAllText(Path.Combine(Copy("01-titanium"), "package.json"), "{ \"package\": ");

        Assert.Single(PackageReader.Read(_folder).Faults);
    }

    [Fact]
    public void Two_packages_cannot_ask_for_the_same_name()
    {
        Copy("01-titanium");
        Change(Copy("05-notoginseng"), "application/coreName", "\"钛材料\"");

        Assert.Contains(PackageReader.Read(_folder).Faults, f => f.Path == "$.application.coreName"
            && f.Sentence.Contains("already the name in 01-titanium", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_can_also_be_one_package()
    {
        var (packages, faults) = PackageReader.Read(Copy("01-titanium"));

        Assert.Empty(faults);
        Assert.Equal("01-titanium", Assert.Single(packages).Id);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault_and_no_crash()
        => Assert.Single(PackageReader.Read(Path.Combine(_folder, "nowhere")).Faults);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Copy(string package)
    {
        var target = Path.Combine(_folder, package);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Samples, package), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Path.Combine(SourceTree.Samples, package), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return target;
    }

    private static void Change(string package, string where, string value)
    {
        var file = Path.Combine(package, "package.json");
        var root = JsonNode.Parse(File.ReadAllText(file))!;
        var steps = where.Split('/');
        var at = steps[..^1].Aggregate(root, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        at[steps[^1]] = JsonNode.Parse(value);
        File.WriteAllText(file, root.ToJsonString(JsonSerializerOptions.Web));
    }
}
