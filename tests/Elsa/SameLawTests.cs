using System.Diagnostics;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Workflows.Elsa;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Tests.Exploration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>
/// Whatever can happen to a case, Elsa takes the step that the page takes, from whatever place the case comes: its own, none, because the
/// other engine carried it on, or the place of a version of the page that did not hear the message yet. So it makes no difference between
/// which steps a case is moved.
/// </summary>
public sealed class SameLawTests(Floor floor, ITestOutputHelper output)
{
    [Fact]
    public Task In_every_moment_of_an_application_both_engines_take_the_same_step()
        => Same(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 2, repeats: false), onTheWay: 3);

    [Fact]
    public Task Both_engines_take_the_same_step_where_a_review_is_returned_or_a_decision_annulled()
        => Same(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 1, repeats: true, returns: true, annulments: true),
            onTheWay: 2);

    [Fact]
    public Task In_every_moment_of_an_alliance_both_engines_take_the_same_step()
        => Same(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false), onTheWay: 2);

    [Fact]
    public Task Whenever_reports_come_in_or_do_not_both_engines_take_the_same_step()
        => Same(new AroundOperation(new OperationProcess(), until: 2021, objections: 0, reports: true), onTheWay: 3);

    [Fact]
    public Task In_every_moment_of_a_revocation_both_engines_take_the_same_step()
        => Same(new AroundRevocation(new RevocationProcess(), repeats: false, annulments: true), onTheWay: 3);

    async Task Same<TCase, TServices>(Surroundings<TCase, TServices> around, int onTheWay)
        where TCase : ProcedureCase, new() where TServices : notnull
    {
        await floor.Begin(The.Noon(2023, 9, 26));
        await using var scope = floor.Services.CreateAsyncScope();
        var workflow = scope.ServiceProvider.GetRequiredService<CaseWorkflow<TCase>>();
        var (began, page) = (Stopwatch.GetTimestamp(), around.Page);
        var former = page.Heard.Keys.ToDictionary(
            message => message, message => page.With(page.Rows.Where(one => one.Row.Message != message)));
        var places = new Dictionary<(string Page, string State), KeptPlace>();

        var found = new Explorer<TCase, TServices>(around, onTheWay, beside: Beside).Explore();

        output.WriteLine($"{found.Worlds:N0} moments, {found.Steps:N0} messages heard, "
            + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s");
        Assert.True(found.Wrong.Count == 0, string.Join('\n', found.Wrong));

        IEnumerable<string> Beside(Step<TCase> step, Step<TCase> taken)
        {
            var before = JsonSerializer.Serialize(step.Case, Json.Options);
            // The machine hands over only what some row of the state answers.
            if (!page.Rows.Any(one => one.Row.Message == step.Contract && one.From == step.Case.State)) yield break;
            KeptPlace?[] from = step.Case.State.Length == 0 ? [null] : [null, PlaceIn(page), PlaceIn(former[step.Contract])];
            foreach (var place in from)
            {
                var again = Again(before, step, place);
                workflow.Hear(page, again, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
                if (Outcome(again) is var here && Outcome(taken) is var there && here != there)
                    yield return $"under Elsa, from {place?.Page ?? "no place"}, {here} instead of {there}";
            }

            KeptPlace PlaceIn(Procedure<TCase> of)
            {
                if (!places.TryGetValue((of.Fingerprint, step.Case.State), out var kept))
                    places[(of.Fingerprint, step.Case.State)] = kept =
                        workflow.Stand(of, step.Case, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
                return kept;
            }
        }
    }

    static Step<TCase> Again<TCase>(string before, Step<TCase> step, KeptPlace? place) where TCase : ProcedureCase
    {
        var @case = JsonSerializer.Deserialize<TCase>(before, Json.Options)!;
        @case.Place = place;
        return (Step<TCase>)Activator.CreateInstance(step.GetType(), @case, step.Heard, step.Now, step.Calendar)!;
    }

    static string Outcome<TCase>(Step<TCase> step) where TCase : ProcedureCase
    {
        var place = step.Case.Place;
        step.Case.Place = null;
        var outcome = $"{JsonSerializer.Serialize(step.Case, Json.Options)} {string.Join(' ', step.Consequences.Select(Show))}";
        step.Case.Place = place;
        return outcome;
    }

    static string Show(Consequence consequence) => consequence switch
    {
        Consequence.Said said => $"says {Written(said.Command)}",
        Consequence.HeardAgain again => $"hears again {Written(again.Message)}",
        Consequence.Set set => $"{set.Deadline.Name} {set.Deadline.Rule.ToJson()} {set.Deadline.Announced}",
        _ => consequence.ToString(),
    };

    static string Written(object message)
        => $"{message.GetType().Name} {JsonSerializer.Serialize(message, message.GetType(), Json.Options)}";
}
