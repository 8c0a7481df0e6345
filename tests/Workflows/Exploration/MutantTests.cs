using System.Diagnostics;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Xunit;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>Every row of the pages is there for a reason that the exploration knows: taken away, or put wrong in one place, something of
/// what the statute promises no longer holds. What changes nothing but a remark of the journal is left out.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void A_wrong_row_of_recognition_is_noticed() => AreNoticed(new RecognitionProcess(),
        page => new Explorer<RecognitionCase, Offices>(new AroundRecognition(page, objections: 1, notices: 2, repeats: false), 3),
        page => new Explorer<RecognitionCase, Offices>(new AroundRecognition(page, objections: 2, notices: 2, repeats: true), 2),
        page => new Explorer<RecognitionCase, Offices>(
            new AroundRecognition(page, objections: 0, notices: 1, repeats: true, returns: true), 2),
        page => new Explorer<RecognitionCase, Offices>(
            new AroundRecognition(page, objections: 1, notices: 1, repeats: true, annulments: true), 2));

    [Fact(Explicit = true)]
    public void A_wrong_row_of_operation_is_noticed() => AreNoticed(new OperationProcess(),
        page => new Explorer<OperationCase, Keepers>(new AroundOperation(page, until: 2021, objections: 0, reports: true), 2),
        page => new Explorer<OperationCase, Keepers>(new AroundOperation(page, until: 2022, objections: 2, reports: false), 2),
        page => new Explorer<OperationCase, Keepers>(
            new AroundOperation(page, until: 2022, objections: 1, reports: false, repeats: true), 2),
        page => new Explorer<OperationCase, Keepers>(
            new AroundOperation(page, until: 2022, objections: 0, reports: true, repeats: true, annulments: true), 2),
        page => new Explorer<OperationCase, Keepers>(
            new AroundOperation(page, until: 2022, objections: 0, reports: false, changes: true), 2));

    [Fact(Explicit = true)]
    public void A_wrong_row_of_revocation_is_noticed() => AreNoticed(new RevocationProcess(),
        page => new Explorer<RevocationCase, Bureau>(new AroundRevocation(page, repeats: false, annulments: true), 4),
        page => new Explorer<RevocationCase, Bureau>(new AroundRevocation(page, repeats: true, annulments: true), 3),
        page => new Explorer<RevocationCase, Bureau>(
            new AroundRevocation(page, repeats: false, annulments: true, changes: true), 2));

    // What may go without being noticed here, and why it stands on the page.
    static readonly string[] Spared =
    [
        // The policy version that people decided on counts from the next stage; InterventionScenarios holds it.
        "FormalReview FormalReviewPassed OfWhatWasHeard: without Keeps ", "ExpertReview ExpertReviewConcluded : without Keeps ",
        "Certification AllianceRecognised : without Keeps ", "Withdrawn AllianceRecognised : without Keeps ",
        "UnderAssessment AssessmentConcluded Passed: without Keeps ",
        // Nothing was closed yet; the row is the same as that of a case that was.
        "Correction ApplicationResubmitted : without Keeps ",
        // A later answer settles what this one did; with a third objection it would be missed.
        "ObjectionHandling ObjectionsSettled AnotherIsOpen: without Keeps ",
        "Cancelling CancellationObjectionsSettled AnotherIsOpen: without Keeps ",
        // After the period the answer said twice confirms twice, and Certification ends a recognition once.
        "Cancelling CancellationObjectionsSettled DismissedAfterThePeriod: without Keeps ",
        // The deadline of a former notice is known by its notice when it comes.
        "Cancelling CancellationObjectionsSettled Upheld: without Cancels CancellationNoticeEnds",
        // No deadline runs here; the row is the same as those of states in which one does.
        "Certification ObjectionsSettled Upheld: without Cancels ", "Certification AllianceRecognised : without Cancels ",
        "FormalReview ApplicationWithdrawn : without Cancels ", "ExpertReview ApplicationWithdrawn : without Cancels ",
        "Determination ApplicationWithdrawn : without Cancels ", "Certification ApplicationWithdrawn : without Cancels ",
    ];

    void AreNoticed<TCase, TServices>(Procedure<TCase> page, params Func<Procedure<TCase>, Explorer<TCase, TServices>>[] looks)
        where TCase : ProcedureCase, new() where TServices : notnull
    {
        var (began, all) = (Stopwatch.GetTimestamp(), Mutants(page).ToList());
        var alive = all.Where(mutant => !looks.Any(look => look(page.With(mutant.Rows)).Explore(enough: 1).Wrong.Count > 0))
            .Select(mutant => mutant.What).ToList();
        output.WriteLine($"{all.Count - alive.Count} of {all.Count} noticed, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s; not:\n" +
            string.Join('\n', alive));
        Assert.Equal(Spared.Where(spared => all.Exists(mutant => mutant.What == spared)).Order(), alive.Order());
    }

    static IEnumerable<(string What, List<(string From, Row<TCase> Row)> Rows)> Mutants<TCase>(Procedure<TCase> page)
        where TCase : ProcedureCase, new()
    {
        var rows = page.Rows.ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            var (from, row) = rows[i];
            var name = $"{from} {row.Message} {row.Condition}";
            // A row that notes "too late" says what happens without it.
            if (row.Effects is not [{ Kind: EffectKind.Notes }] || row.To is not null)
                yield return ($"{name}: gone", [.. rows.Where((_, n) => n != i)]);
            if (row.Condition is not null) yield return ($"{name}: always", With(i, row with { Holds = _ => true }));
            if (row.To is not null)
            {
                yield return ($"{name}: stays", With(i, row with { To = null }));
                var other = page.States[(page.States.ToList().IndexOf(row.To) + 1) % page.States.Count];
                yield return ($"{name}: to {other}", With(i, row with { To = other }));
            }
            foreach (var effect in row.Effects.Where(effect => effect.Kind != EffectKind.Notes))
                yield return ($"{name}: without {effect.Kind} {effect.Name}",
                    With(i, row with { Effects = [.. row.Effects.Where(one => one != effect)] }));
        }

        List<(string, Row<TCase>)> With(int at, Row<TCase> row) => [.. rows.Select((one, n) => n == at ? (one.From, row) : one)];
    }
}
