using System.Globalization;
using System.Xml.Linq;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Alliance.Web;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;
using Alliance.Workflows.Wording;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>The diagrams are the machines' own: what a machine declares is drawn, and nothing else.</summary>
public sealed class DiagramTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_diagram_of_recognition_draws_every_transition_the_machine_declares_and_no_other()
        => DrawsWhatIsDeclared(new RecognitionProcess());

    [Fact]
    public void The_diagram_of_operation_draws_every_transition_the_machine_declares_and_no_other()
        => DrawsWhatIsDeclared(new OperationProcess());

    [Fact]
    public void The_diagram_of_upgrades_draws_every_transition_the_machine_declares_and_no_other()
        => DrawsWhatIsDeclared(new UpgradeProcess());

    [Fact]
    public void The_diagram_of_revocations_draws_every_transition_the_machine_declares_and_no_other()
        => DrawsWhatIsDeclared(new RevocationProcess());

    [Fact]
    public void Every_word_on_the_arrows_and_every_condition_is_known()
    {
        foreach (var diagram in Processes.All)
        {
            Assert.Empty(diagram.Steps.Select(step => step.Message).Except(Sentences.KnownOnDiagrams));
            Assert.Empty(diagram.Steps.Select(step => step.Condition).OfType<string>().Except(Sentences.KnownOnDiagrams));
        }
    }

    [Fact]
    public void A_row_of_the_diagram_says_its_condition_its_article_its_commands_and_its_deadlines()
    {
        var diagram = Diagram.Of(new RecognitionProcess());
        var ends = diagram.Steps.Single(s => s is { From: "PublicNotice", Message: "NoticePeriodEnds", To: "Certification" });
        Assert.Equal(("OfThisNotice", Articles.Notice, "IssueRecognition"), (ends.Condition, ends.Article, Assert.Single(ends.Says)));
        Assert.Equal(["CorrectionDue"], diagram.Steps.Single(s => s is { Message: "CorrectionRequested", To: "Correction" }).Sets);
        Assert.Equal(["StartOperatingCycle", "OpenGuidanceGrant"],
            diagram.Steps.Single(s => s is { From: "Certification", Message: "AllianceRecognised" }).Says.OrderDescending());
        Assert.Contains(diagram.Steps, s => s is { From: "Correction", Message: "FormalReviewPassed", Waits: true });
        Assert.Equal(Notes.PeriodOverWhileHeld,
            diagram.Steps.Single(s => s is { From: "ObjectionHandling", Message: "NoticePeriodEnds", Condition: "OfThisNotice" }).Note);
    }

    public static TheoryData<string, string, bool> Drawn
        => [.. from diagram in Processes.All from language in ServiceHost.Languages from busy in new[] { false, true }
            select (diagram.Kind, language, busy)];

    [Theory, MemberData(nameof(Drawn))]
    public void No_two_things_stand_in_each_others_way_and_no_word_is_wider_than_its_place(string kind, string language, bool busy)
    {
        CultureInfo.CurrentUICulture = new(language);
        var (diagram, words) = (Processes.Find(kind)!, new Words());
        var svg = new DiagramSvg(words);
        var figures = new Figures
        {
            Lengths = svg.Lengths(diagram, PolicyBook.InForce(DateOnly.MaxValue)),
            OfStates = busy ? diagram.States.ToDictionary(state => state.Name,
                _ => (words["{0} 件", "12,345"], (string?)$"{words["{0} 天", 796]} / {words["{0} 天", 1806]}"))
                    : new Dictionary<string, (string, string?)>(),
            Traffic = busy ? diagram.Arrows.ToDictionary(arrow => arrow.Key, _ => 12_345L) : new Dictionary<(string, string), long>(),
        };
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, $"{kind}-{language}{(busy ? "-busy" : "")}.svg"), svg.Draw(diagram, figures));
        var (layout, names, said) = svg.Lay(diagram, figures);
        var labels = DiagramLabels.Place(layout, said);
        var boxes = layout.Boxes.Select(box => (Name: box.State.Name, Room: new Area(box.X, box.Y, box.Width, box.Height))).ToList();
        var blocks = labels.SelectMany((all, i) =>
            all.Select(block => (Name: string.Concat(block.Lines[0].Select(span => span.Text)), At: i, block.Room))).ToList();
        var ways = layout.Arrows.SelectMany((arrow, i) => arrow.Points.Zip(arrow.Points.Skip(1), (from, to) => (At: i,
            Room: new Area(Math.Min(from.X, to.X), Math.Min(from.Y, to.Y), Math.Max(1, Math.Abs(from.X - to.X)),
                Math.Max(1, Math.Abs(from.Y - to.Y)))))).ToList();
        List<string> wrong = [];
        foreach (var (i, box) in boxes.Index())
        {
            wrong.AddRange(boxes.Skip(i + 1).Where(other => box.Room.Meets(other.Room))
                .Select(other => $"{box.Name} stands on {other.Name}"));
            wrong.AddRange(ways.Where(way => box.Room.Grown(-1).Meets(way.Room))
                .Select(way => $"the arrow {layout.Arrows[way.At].From}>{layout.Arrows[way.At].To} runs through {box.Name}"));
            wrong.AddRange(blocks.Where(block => block.Room.Meets(box.Room)).Select(block => $"“{block.Name}” stands on {box.Name}"));
            wrong.AddRange(names[box.Name].Where(line => line.Width > box.Room.Width - 12)
                .Select(line => $"“{line.Text}” is wider than its state"));
        }
        foreach (var (i, block) in blocks.Index())
        {
            wrong.AddRange(blocks.Skip(i + 1).Where(other => block.Room.Meets(other.Room))
                .Select(other => $"“{block.Name}” stands on “{other.Name}”"));
            wrong.AddRange(ways.Where(way => block.Room.Meets(way.Room))
                .Select(way => $"the arrow {layout.Arrows[way.At].From}>{layout.Arrows[way.At].To} runs through “{block.Name}”"));
            if (block.Room.X < 0 || block.Room.Y < 0 || block.Room.Right > layout.Width || block.Room.Bottom > layout.Height)
                wrong.Add($"“{block.Name}” is cut off");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(diagram.Arrows.Count(), labels.Count(all => all.Count > 0));
    }

    [Fact]
    public void The_diagrams_in_the_documents_are_those_of_the_page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Alliance.sln"))) folder = folder.Parent;
        foreach (var (name, svg) in DiagramFiles.All)
            Assert.True(File.ReadAllText(Path.Combine(folder.FullName, "docs", "images", name)) == svg,
                $"docs/images/{name} is stale: dotnet run --project workflows -- diagrams docs/images");
    }

    static void DrawsWhatIsDeclared<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new()
    {
        var diagram = Diagram.Of(page);
        Assert.Equal(page.Rows.Select(one => $"{one.From} {one.Row.Message} {one.Row.Condition}").Order(),
            diagram.Steps.Select(step => $"{step.From} {step.Message} {step.Condition}").Order());
        var moves = page.Rows.Where(one => one.Row.To is { } to && to != one.From).Select(one => $"{one.From}>{one.Row.To}")
            .Distinct().Order().ToList();
        Assert.Equal(moves, diagram.Arrows.Select(arrow => $"{arrow.Key.From}>{arrow.Key.To}").Order());

        // What is drawn, read off the drawing.
        var svg = XElement.Parse(new DiagramSvg(new Words()).Draw(diagram, Figures.None));
        Assert.Equal(moves, svg.Descendants(Svg + "path").Where(path => path.Attribute("data-from") is not null)
            .Select(path => $"{(string)path.Attribute("data-from")!}>{(string)path.Attribute("data-to")!}").Order());
        Assert.Equal(page.States.Order(),
            svg.Descendants(Svg + "g").Attributes("data-state").Select(state => state.Value).Order());
        Assert.All(diagram.Arrows.SelectMany(arrow => arrow),
            step => Assert.Contains(svg.Descendants(Svg + "text"),
                text => text.Value.Contains(Sentences.Short(step.Message, step.Condition), StringComparison.Ordinal)));
    }
}
