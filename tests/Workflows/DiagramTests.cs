using System.Xml.Linq;
using Alliance.Platform.Hosting;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Diagrams;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>The diagrams are the machines' own: what a machine declares is drawn, and nothing else.</summary>
public sealed class DiagramTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_diagram_of_recognition_draws_every_transition_the_machine_declares_and_no_other() => DrawsWhatIsDeclared(new RecognitionProcess());

    [Fact]
    public void The_diagram_of_operation_draws_every_transition_the_machine_declares_and_no_other() => DrawsWhatIsDeclared(new OperationProcess());

    [Fact]
    public void Every_word_on_the_arrows_and_every_condition_is_known()
    {
        foreach (var diagram in new[] { Diagram.Of(new RecognitionProcess()), Diagram.Of(new OperationProcess()) })
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
        Assert.Equal(("OfThisNotice", "Art. 11", "IssueRecognition"), (ends.Condition, ends.Article, Assert.Single(ends.Says)));
        Assert.Equal(["CorrectionDue"], diagram.Steps.Single(s => s.Message == "CorrectionRequested").Sets);
        Assert.Equal(["StartOperatingCycle", "OpenGuidanceGrant"], diagram.Steps.Single(s => s is { From: "Certification", Message: "AllianceRecognised" }).Says.OrderDescending());
        Assert.Contains(diagram.Steps, s => s is { From: "Correction", Message: "FormalReviewPassed", Waits: true });
        Assert.Equal(Notes.PeriodOverWhileHeld, diagram.Steps.Single(s => s is { From: "ObjectionHandling", Message: "NoticePeriodEnds", Condition: "OfThisNotice" }).Note);
    }

    [Fact]
    public void No_two_states_stand_in_each_others_way_and_no_arrow_runs_through_a_state()
    {
        foreach (var diagram in new[] { Diagram.Of(new RecognitionProcess()), Diagram.Of(new OperationProcess()) })
        {
            var layout = new DiagramLayout(diagram);
            foreach (var box in layout.Boxes)
            {
                Assert.DoesNotContain(layout.Boxes, other => other != box && other.X < box.Right && box.X < other.Right && other.Y < box.Bottom && box.Y < other.Bottom);
                foreach (var arrow in layout.Arrows)
                    Assert.DoesNotContain(arrow.Points.Zip(arrow.Points.Skip(1)), piece =>
                        Math.Max(piece.First.X, piece.Second.X) > box.X && Math.Min(piece.First.X, piece.Second.X) < box.Right
                        && Math.Max(piece.First.Y, piece.Second.Y) > box.Y && Math.Min(piece.First.Y, piece.Second.Y) < box.Bottom);
            }
        }
    }

    [Fact]
    public void The_diagrams_in_the_documents_are_the_machines_own()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Alliance.sln"))) folder = folder.Parent;
        foreach (var (name, svg) in DiagramFiles.All)
            Assert.True(File.ReadAllText(Path.Combine(folder.FullName, "docs", "images", name)) == svg,
                $"docs/images/{name} is stale: dotnet run --project workflows -- diagrams docs/images");
    }

    static void DrawsWhatIsDeclared<TCase>(Procedure<TCase> machine) where TCase : ProcedureCase, new()
    {
        var declared = new PageOfLaw.Transitions();
        machine.Accept(declared);
        var diagram = Diagram.Of(machine);
        var from = (string state) => state == machine.Initial.Name ? "" : state;

        // Every message a state answers, and where answering leads: read by another visitor than the diagram's own.
        Assert.Equal(
            declared.All.Where(row => row.State != machine.Final.Name).SelectMany(row => row.To.DefaultIfEmpty(from(row.State)).Select(to => $"{from(row.State)} {row.Message}")).Distinct().Order(),
            diagram.Steps.Select(step => $"{step.From} {step.Message}").Distinct().Order());
        var moves = declared.All.SelectMany(row => row.To.Where(to => to != row.State).Select(to => $"{from(row.State)}>{to}")).Distinct().Order().ToList();
        Assert.Equal(moves, diagram.Arrows.Select(arrow => $"{arrow.Key.From}>{arrow.Key.To}").Order());

        // What is drawn, read off the drawing.
        var svg = XElement.Parse(new DiagramSvg(new Words()).Draw(diagram, Figures.None));
        Assert.Equal(moves, svg.Descendants(Svg + "path").Where(path => path.Attribute("data-from") is not null).Select(path => $"{(string)path.Attribute("data-from")!}>{(string)path.Attribute("data-to")!}").Order());
        Assert.Equal(
            machine.States.Select(state => state.Name).Where(name => name != machine.Initial.Name && name != machine.Final.Name).Order(),
            svg.Descendants(Svg + "g").Attributes("data-state").Select(state => state.Value).Order());
        Assert.All(diagram.Arrows.SelectMany(arrow => arrow), step => Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value.Contains(Sentences.Short(step.Message, step.Condition), StringComparison.Ordinal)));
    }
}
