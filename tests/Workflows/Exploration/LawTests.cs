using System.Diagnostics;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Xunit;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>Whatever can happen to a case, in whatever order its messages come: what the statute promises holds.</summary>
public sealed class LawTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_happens_to_an_application_what_the_statute_promises_holds()
        => Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 2, repeats: false), onTheWay: 4);

    [Fact]
    public void Wherever_the_bureau_returns_a_review_what_the_statute_promises_holds()
        => Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 1, repeats: true, returns: true), onTheWay: 2);

    [Fact]
    public void Whichever_decision_on_an_application_is_annulled_what_the_statute_promises_holds()
        => Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 1, repeats: false, annulments: true), onTheWay: 3);

    [Fact(Explicit = true)]
    public void Whichever_decision_is_annulled_and_whatever_is_said_twice_what_the_statute_promises_holds()
        => Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 1, repeats: true, returns: true, annulments: true),
            onTheWay: 3);

    [Fact]
    public void When_a_cancellation_is_annulled_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 0, reports: false, repeats: true, annulments: true),
            onTheWay: 2);

    [Fact]
    public void Whatever_changes_in_an_alliance_and_whenever_its_members_end_it_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 0, reports: false, changes: true), onTheWay: 2);

    // More than every change can wait for is looked at by .ci/nightly: objections answered one by one, messages said twice.
    [Fact(Explicit = true)]
    public void Whatever_happens_to_an_application_however_often_what_the_statute_promises_holds()
        => Holds(new AroundRecognition(new RecognitionProcess(), objections: 2, notices: 2, repeats: true, returns: true), onTheWay: 3);

    [Fact]
    public void Whatever_happens_to_an_alliance_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false), onTheWay: 2);

    [Fact]
    public void Whenever_reports_come_in_or_do_not_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2021, objections: 0, reports: true), onTheWay: 3);

    [Fact(Explicit = true)]
    public void Whatever_happens_to_an_alliance_however_often_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 2, reports: false), onTheWay: 2);

    [Fact(Explicit = true)]
    public void Whatever_happens_to_an_alliance_with_its_reports_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: true), onTheWay: 2);

    [Fact]
    public void Whatever_happens_to_a_revocation_what_the_statute_promises_holds()
        => Holds(new AroundRevocation(new RevocationProcess(), repeats: false, annulments: true), onTheWay: 3);

    [Fact]
    public void Whatever_is_said_twice_of_a_revocation_what_the_statute_promises_holds()
        => Holds(new AroundRevocation(new RevocationProcess(), repeats: true, annulments: true), onTheWay: 2);

    [Fact]
    public void Whoever_takes_the_lead_while_a_revocation_runs_what_the_statute_promises_holds()
        => Holds(new AroundRevocation(new RevocationProcess(), repeats: false, annulments: false, changes: true), onTheWay: 2);

    [Fact(Explicit = true)]
    public void Whatever_happens_to_a_revocation_and_is_said_twice_what_the_statute_promises_holds()
        => Holds(new AroundRevocation(new RevocationProcess(), repeats: true, annulments: true), onTheWay: 4);

    [Fact(Explicit = true)]
    public void Whoever_takes_the_lead_while_a_revocation_runs_and_is_annulled_what_the_statute_promises_holds()
        => Holds(new AroundRevocation(new RevocationProcess(), repeats: false, annulments: true, changes: true), onTheWay: 3);

    [Fact]
    public void Whatever_happens_to_an_alliance_while_a_revocation_runs_what_the_statute_promises_holds()
        => Holds(new AroundBoth(new RevocationProcess(), until: 2022, objections: 0, annulments: false), onTheWay: 2);

    [Fact(Explicit = true)]
    public void Whatever_happens_to_an_alliance_and_is_annulled_while_a_revocation_runs_what_the_statute_promises_holds()
        => Holds(new AroundBoth(new RevocationProcess(), until: 2022, objections: 0, annulments: true), onTheWay: 2);

    // Pausing, saying again and a later policy shorten no right.
    [Fact]
    public void Wherever_people_intervene_in_a_revocation_what_the_statute_promises_holds()
    {
        using var policy = new LaterPolicy();
        Holds(new AroundRevocation(new RevocationProcess(), repeats: false, annulments: false), onTheWay: 2, interventions: 2);
    }

    // People pause the case, have a command said again, give more time, decide on a later policy.
    [Fact]
    public void Wherever_people_intervene_in_an_application_what_the_statute_promises_holds()
    {
        using var policy = new LaterPolicy();
        Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 1, repeats: false), onTheWay: 2, interventions: 1);
    }

    [Fact]
    public void Wherever_people_intervene_in_an_operation_what_the_statute_promises_holds()
    {
        using var policy = new LaterPolicy();
        Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false), onTheWay: 1, interventions: 1);
    }

    [Fact(Explicit = true)]
    public void However_often_people_intervene_in_an_application_what_the_statute_promises_holds()
    {
        using var policy = new LaterPolicy();
        Holds(new AroundRecognition(new RecognitionProcess(), objections: 1, notices: 2, repeats: false), onTheWay: 3, interventions: 2);
    }

    [Fact(Explicit = true)]
    public void However_often_people_intervene_in_an_operation_what_the_statute_promises_holds()
    {
        using var policy = new LaterPolicy();
        Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false), onTheWay: 2, interventions: 1);
    }

    [Fact(Explicit = true)]
    public void Whatever_happens_to_an_alliance_and_is_said_twice_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false, repeats: true), onTheWay: 2);

    [Fact(Explicit = true)]
    public void With_four_messages_of_an_alliance_on_their_way_what_the_statute_promises_holds()
        => Holds(new AroundOperation(new OperationProcess(), until: 2022, objections: 1, reports: false), onTheWay: 4);

    void Holds<TCase, TServices>(Surroundings<TCase, TServices> around, int onTheWay, int interventions = 0)
        where TCase : ProcedureCase, new() where TServices : notnull
    {
        var began = Stopwatch.GetTimestamp();
        var found = new Explorer<TCase, TServices>(around, onTheWay, interventions).Explore();
        var never = around.Page.Rows.Where(one => !found.Rows.ContainsKey(one))
            .Select(one => $"{one.From} {one.Row.Message} {one.Row.Condition}").ToList();
        output.WriteLine($"{found.Worlds:N0} moments, {found.Steps:N0} messages heard, " +
            $"{Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s; {never.Count} rows never taken: {string.Join("; ", never)}");
        Assert.True(found.Wrong.Count == 0, string.Join('\n', found.Wrong));
    }
}
