using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Policies;

namespace Alliance.Intake.WhatIf;

/// <summary>
/// What another policy would have done with past applications: those whose formal review is over are judged again, each against the version
/// it was decided under. Nothing is decided and nothing is kept; cases keep their version (Art. 19).
/// </summary>
public sealed class TryPolicy(Database database, Words words)
{
    // Judging takes microseconds; reading a form takes the time. A page ends with whichever comes first.
    const int MostExamined = 500;
    const int MostChanged = 20;

    const string Decided = "a.stage in ('Passed', 'Refused') and (@year::int is null or a.year = @year)";
    const string Behind = "and (a.submitted_at, a.id) > (@At, @Id)";

    /// <summary>Why a step comes out differently.</summary>
    public sealed record Why(string Code, Verdict Verdict, string Article, string Sentence);

    /// <summary>A step that comes out differently.</summary>
    public sealed record Step(ReplayStage Stage, Verdict Before, Verdict After, IReadOnlyList<Why> Reasons);

    /// <summary>An application with such a step.</summary>
    /// <param name="ApplicationId">Its key.</param>
    /// <param name="AllianceName">Its name.</param>
    /// <param name="ReceiptNumber">受理编号.</param>
    /// <param name="State">Where it is, by the version it was decided under.</param>
    /// <param name="PolicyVersion">That version.</param>
    /// <param name="Steps">Those steps.</param>
    public sealed record Changed(
        Guid ApplicationId, string AllianceName, string ReceiptNumber, ApplicationState State, string PolicyVersion,
        IReadOnlyList<Step> Steps);

    /// <summary>What could be looked at.</summary>
    /// <param name="FormalReview">Applications judged again by Art. 8.</param>
    /// <param name="ExpertReview">Those whose experts' scores are known here.</param>
    /// <param name="Matching">Those whose proved matching is known here.</param>
    /// <param name="Assessment">Those whose assessment is known here.</param>
    public sealed record Known(int FormalReview, int ExpertReview, int Matching, int Assessment);

    /// <param name="Version">The policy that was tried.</param>
    /// <param name="Examined">Of this page, by step.</param>
    /// <param name="Items">Those that come out differently, the earliest submitted first.</param>
    /// <param name="Left">How many come after this page.</param>
    /// <param name="Next">Where the next page begins; null on the last.</param>
    public sealed record Answer(string Version, Known Examined, IReadOnlyList<Changed> Items, long Left, string? Next);

    /// <summary>Tries a version this installation knows.</summary>
    public async Task<Outcome<Answer>> Handle(string? version, int? year, string? after, CancellationToken ct)
        => PolicyBook.Known(version) is { } policy ? await Try(policy, year, after, ct) : Refusal.NotFound($"没有政策版本 {version}");

    /// <summary>Tries a draft, as JSON.</summary>
    public async Task<Outcome<Answer>> HandleDraft(string draft, int? year, string? after, CancellationToken ct)
    {
        var reading = PolicyReader.Read(draft);
        return reading.Value is { } policy ? await Try(policy, year, after, ct) : Refusal.Invalid(reading.Faults);
    }

    async Task<Answer> Try(Policy policy, int? year, string? after, CancellationToken ct)
    {
        var from = Cursor.Read(after);
        var past = await database.Query<Past>($"""
            select a.id, a.alliance_name, a.receipt_number, a.stage, a.case_state, a.policy_version, a.submitted_at, s.content,
                   (select json_object_agg(j.code, j.met)::text from judgement j
                     where j.application_id = a.id and j.submission = a.submissions) as judged,
                   (select bool_or(s.recommended) from recommendation s where s.application_id = a.id and s.withdrawn_at is null)
                     as recommended,
                   r.experts, r.average_score, o.matching_fen, o.assessment_score
            from application a join submission s on s.application_id = a.id and s.number = a.submissions
            left join review_outcome r on r.application_id = a.id left join alliance_outcome o on o.application_id = a.id
            where {Decided} {(from is null ? "" : Behind)} order by a.submitted_at, a.id limit @limit
            """, new { year, from?.At, Id = from?.Id, limit = MostExamined + 1 }, ct);

        List<Changed> changed = [];
        List<PastApplication> examined = [];
        Past? last = null;
        foreach (var one in past.Take(MostExamined))
        {
            var application = one.Known();
            if (Replay.Under([application], PolicyBook.Find(one.PolicyVersion), policy) is [{ } replayed]) changed.Add(Said(one, replayed));
            examined.Add(application);
            last = one;
            if (changed.Count == MostChanged) break;
        }
        var next = last is not null && examined.Count < past.Count ? new Cursor(last.SubmittedAt, last.Id) : null;
        var left = next is null ? 0 : await database.Scalar<long>(
            $"select count(*) from application a where {Decided} {Behind}", new { year, next.At, next.Id }, ct);
        return new(policy.Version,
            new(examined.Count, examined.Count(e => e.AverageScore is not null), examined.Count(e => e.MatchingFen is not null),
                examined.Count(e => e.AssessmentScore is not null)),
            changed, left, next?.ToString());
    }

    Changed Said(Past one, ReplayedApplication replayed)
        => new(one.Id, one.AllianceName, one.ReceiptNumber, CurrentState.Of(one.Stage, one.CaseState), one.PolicyVersion,
        [.. replayed.Outcomes.Select(o =>
            new Step(o.Stage, o.Before, o.After,
                [.. o.Reasons.Select(f => new Why(f.Code, f.Verdict, f.Article, words.Say(f.Sentence)))]))]);

    sealed record Past
    {
        public Guid Id { get; init; }
        public string AllianceName { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public Stage Stage { get; init; }
        public ApplicationState? CaseState { get; init; }
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset SubmittedAt { get; init; }
        public string Content { get; init; } = "";
        public string? Judged { get; init; }
        public bool? Recommended { get; init; }
        public int? Experts { get; init; }
        public decimal? AverageScore { get; init; }
        public long? MatchingFen { get; init; }
        public decimal? AssessmentScore { get; init; }

        public PastApplication Known() => new()
        {
            Name = AllianceName,
            Form = Json.Read<Submission>(Content).Form,
            OfficerMet = Found(),
            Experts = Experts,
            AverageScore = AverageScore,
            MatchingFen = MatchingFen,
            AssessmentScore = AssessmentScore,
        };

        // What a body said answers whether it was recommended, where nobody was asked to judge that then.
        Dictionary<string, bool> Found()
        {
            var met = Judged is null ? [] : Json.Read<Dictionary<string, bool>>(Judged);
            if (Recommended is { } recommended) met.TryAdd(OtherCities.Recommendation, recommended);
            return met;
        }
    }
}
