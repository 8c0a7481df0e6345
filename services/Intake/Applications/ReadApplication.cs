using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications;

/// <summary>
/// One application as this person may see it: the lead unit its working form, the offices it has reached and the experts of its
/// panel the content as last submitted, and so whoever recommends in its area; experts and recommenders without anybody's contact data
/// (<see cref="Reading"/>).
/// </summary>
[ForReadingByStaff(Roles.Applicant, Roles.Expert, Roles.Recommender)]
public sealed class ReadApplication(Database database, StatutoryClock clock, Words words)
{
    /// <summary>The application.</summary>
    public sealed record Answer
    {
        public Guid ApplicationId { get; init; }
        public Guid CallId { get; init; }
        public string CallTitle { get; init; } = "";
        public DateTimeOffset OpensAt { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        /// <summary>经办账号, for the unit and the bureau; null where nobody in particular answers for it.</summary>
        public string? HeldBy { get; init; }
        public string? HeldByName { get; init; }
        public string? ReceiptNumber { get; init; }
        public Stage Stage { get; init; }
        /// <summary>State of the recognition case; null before submission.</summary>
        public ApplicationState? CaseState { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public string PolicyVersion { get; init; } = "";
        public int Version { get; init; }
        /// <summary>When it was begun, then when it was submitted.</summary>
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset SavedAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        /// <summary>SHA-256 of what was last submitted.</summary>
        public string? Sha256 { get; init; }
        /// <summary>When that was.</summary>
        public DateTimeOffset? FrozenAt { get; init; }
        public ApplicationForm Form { get; init; } = new();
        public IReadOnlyList<Condition> Conditions { get; init; } = [];
        public CorrectionNotice? Correction { get; init; }
        public IReadOnlyList<Reason> RefusalReasons { get; init; } = [];
        public string? WithdrawnWhy { get; init; }
        /// <summary>The living alliance that bears the name of this application already, null where none does; two cannot bear one name
        /// (Art. 11).</summary>
        public string? NameTakenBy { get; init; }
        public IReadOnlyList<Attachment> Attachments { get; init; } = [];
        /// <summary>True for people of the lead unit.</summary>
        public bool IsOwn { get; init; }
        /// <summary>The officer it was given to; for the bureau.</summary>
        public string? AssignedTo { get; init; }
        public string? AssignedToName { get; init; }
        /// <summary>Until when the office wants to have decided; for the bureau.</summary>
        public DateTimeOffset? ReviewDueAt { get; init; }
        public DateOnly? ReviewNominalDueOn { get; init; }
        /// <summary>How often it was submitted; 2 after a correction.</summary>
        public int Submissions { get; init; }
        /// <summary>Officers who keep away from it; for the bureau.</summary>
        public IReadOnlyList<Recusal> Recusals { get; init; } = [];

        /// <summary>Credit codes of the member units whose confirmation covers the form.</summary>
        public IReadOnlySet<string> Confirmed { get; init; } = new HashSet<string>();

        /// <summary>The state people see.</summary>
        public ApplicationState State => CurrentState.Of(Stage, CaseState);
        /// <summary>What keeps the form from being submitted.</summary>
        internal IReadOnlyList<Fault> Faults()
            => Submission.Faults(Form, PolicyBook.Find(PolicyVersion), lead: null, Attachments, Confirmed);
        /// <summary>True when the form is not, or not yet again, what was submitted.</summary>
        internal bool IsDraft => Stage == Stage.Draft || (IsOwn && Stage == Stage.Correction);
        /// <summary>True while the lead unit may change the form.</summary>
        public bool IsEditable => IsOwn && Stage is (Stage.Draft or Stage.Correction);
    }

    /// <summary>An officer keeps away 回避.</summary>
    public sealed record Recusal
    {
        public string Account { get; init; } = "";
        public string Name { get; init; } = "";
        public string Why { get; init; } = "";
        public DateTimeOffset RecusedAt { get; init; }
    }

    /// <summary>A condition of Art. 8: what the form shows, and what an officer judged.</summary>
    public sealed record Condition(
        string Code, Verdict Verdict, string Article, string Sentence, string Evidence, bool? OfficerMet, string? OfficerSentence);

    /// <summary>补正: what is missing, until when, and how the last day was reckoned.</summary>
    public sealed record CorrectionNotice(
        IReadOnlyList<Reason> Items, DateTimeOffset? DueAt, DateOnly NominalDueOn, bool Provisional, IReadOnlyList<Reason> Explanation,
        DateTimeOffset RequestedAt, DateTimeOffset? ResubmittedAt);

    sealed record Row
    {
        public Guid Id { get; init; }
        public Guid CallId { get; init; }
        public string CallTitle { get; init; } = "";
        public DateTimeOffset OpensAt { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public string? HeldBy { get; init; }
        public string? HeldByName { get; init; }
        public string? ReceiptNumber { get; init; }
        public Stage Stage { get; init; }
        public ApplicationState? CaseState { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
        public string PolicyVersion { get; init; } = "";
        public int Version { get; init; }
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset SavedAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public int Submissions { get; init; }
        public string? AssignedTo { get; init; }
        public string? AssignedToName { get; init; }
        public DateTimeOffset? ReviewDueAt { get; init; }
        public DateOnly? ReviewNominalDueOn { get; init; }
        public string Form { get; init; } = "";
        public string? RefusalReasons { get; init; }
        public string? DecisionReasons { get; init; }
        public string? WithdrawnWhy { get; init; }
        public byte[]? Sha256 { get; init; }
        public DateTimeOffset? FrozenAt { get; init; }
        public string? Content { get; init; }
    }

    sealed record Judgement
    {
        public string Code { get; init; } = "";
        public bool Met { get; init; }
        public string Sentence { get; init; } = "";
    }

    public async Task<Outcome<Answer>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var row = await database.Find<Row>("""
            select a.id, a.call_id, c.title as call_title, c.opens_at, c.closes_at, a.alliance_name, a.lead_unit, a.lead_credit_code,
              a.held_by, a.held_by_name, a.receipt_number, a.stage,
                   a.case_state, a.next_deadline, a.next_deadline_at, a.policy_version, a.version, a.arrived_at, a.saved_at, a.submitted_at,
                     a.submissions, a.assigned_to, a.assigned_to_name, a.review_due_at, a.review_nominal_due_on, a.form::text,
                   a.refusal_reasons::text, a.decision_reasons::text, a.withdrawn_why, s.sha256, s.submitted_at as frozen_at, s.content
            from application a
            join call c on c.id = a.call_id
            left join submission s on s.application_id = a.id and s.number = a.submissions
            where a.id = @applicationId
            """, new { applicationId }, ct);
        var access = await Reading.Of(database, applicationId, actor, ct);
        if (row is null || Reading.WhyNot(access) is not null) return Reading.WhyNot(access) ?? Application.Unknown;

        var (own, bureau) = (access is Access.Own, access is Access.Bureau);
        var submitted = row.Content is null ? null : Json.Read<Submission>(row.Content);
        // What the lead unit is changing in a correction is nobody else's business until it is handed in.
        var form = own || submitted is null ? Json.Read<ApplicationForm>(row.Form) : submitted.Form;
        var attachments = own || submitted is null ? await Attachment.Of(database, applicationId, ct) : submitted.Attachments;
        var correction = await database.Find<Correction>("""
            select items::text, requested_at, due_at, nominal_due_on, extended_to, first_due_at, extended_by, resubmitted_at
            from correction where application_id = @applicationId
            """, new { applicationId }, ct);
        var judgements = await database.Query<Judgement>("""
            select code, met, sentence from judgement where application_id = @applicationId and submission = @Submissions
            """, new { applicationId, row.Submissions }, ct);
        var confirmed = (await database.Query<MemberConfirmation>(
            $"select {MemberConfirmation.Columns} from confirmation where application_id = @applicationId and state = 'Confirmed'",
            new { applicationId }, ct))
            .Where(c => c.StateIn(form) == ConfirmationState.Confirmed).Select(c => c.CreditCode).ToHashSet();
        IReadOnlyList<Recusal> recusals = !bureau ? [] : await database.Query<Recusal>("""
            select account, name, why, recused_at from officer_recusal where application_id = @applicationId order by recused_at
            """, new { applicationId }, ct);
        // The officer's judgements reach the lead unit, and who recommends it, with the decision, not while they are being written.
        var judged = access is Access.Own or Access.Area && row.Stage is Stage.FormalReview ? [] : judgements.ToDictionary(j => j.Code);

        return new Answer
        {
            ApplicationId = row.Id,
            CallId = row.CallId,
            CallTitle = row.CallTitle,
            OpensAt = row.OpensAt,
            ClosesAt = row.ClosesAt,
            AllianceName = row.AllianceName,
            LeadUnit = row.LeadUnit,
            LeadCreditCode = row.LeadCreditCode,
            HeldBy = own || bureau ? row.HeldBy : null,
            HeldByName = own || bureau ? row.HeldByName : null,
            ArrivedAt = row.ArrivedAt,
            ReceiptNumber = row.ReceiptNumber,
            Stage = row.Stage,
            CaseState = row.CaseState,
            NextDeadline = row.NextDeadline,
            NextDeadlineAt = row.NextDeadlineAt,
            PolicyVersion = row.PolicyVersion,
            Version = row.Version,
            SavedAt = row.SavedAt,
            SubmittedAt = row.SubmittedAt,
            Sha256 = row.Sha256 is null ? null : Convert.ToHexStringLower(row.Sha256),
            FrozenAt = row.FrozenAt,
            Form = own || bureau ? form : ContactData.Masked(form),
            Conditions = [.. Conditions.Judge(form, PolicyBook.Find(row.PolicyVersion), DatedBy(row, own)).Select(f => new Condition(
                f.Code, f.Verdict, f.Article, words.Say(f.Sentence), f.Evidence, judged.GetValueOrDefault(f.Code)?.Met,
                judged.GetValueOrDefault(f.Code)?.Sentence))],
            Correction = correction is null ? null : Told(correction, PolicyBook.Find(row.PolicyVersion)),
            RefusalReasons = (row.RefusalReasons ?? row.DecisionReasons) is { } reasons ? Json.Read<List<Reason>>(reasons) : [],
            WithdrawnWhy = row.WithdrawnWhy,
            // Until it is decided on; an alliance that came of this application bears its own name.
            NameTakenBy = row.CaseState is not (null or ApplicationState.FormalReview or ApplicationState.Correction
                or ApplicationState.ExpertReview or ApplicationState.Determination)
                || row.Stage is Stage.Refused or Stage.Withdrawn ? null
                : await TakenBy(applicationId, form, PolicyBook.Find(row.PolicyVersion), ct),
            Attachments = attachments,
            IsOwn = own,
            AssignedTo = bureau ? row.AssignedTo : null,
            AssignedToName = bureau ? row.AssignedToName : null,
            ReviewDueAt = bureau ? row.ReviewDueAt : null,
            ReviewNominalDueOn = bureau ? row.ReviewNominalDueOn : null,
            Submissions = row.Submissions,
            Recusals = recusals,
            Confirmed = confirmed,
        };
    }

    async Task<string?> TakenBy(Guid applicationId, ApplicationForm form, Policy policy, CancellationToken ct)
        => string.IsNullOrWhiteSpace(form.CoreName) ? null
        : await KeepAllianceNames.Bearing(database, Statute.Names.AllianceName.For(policy, form.CoreName), applicationId, ct);

    // What was submitted is judged by the day of its submission, what is still being written by today.
    DateOnly DatedBy(Row row, bool own)
        => row.FrozenAt is { } at && !(own && row.Stage == Stage.Correction) ? BeijingTime.DayOf(at) : clock.Today;

    CorrectionNotice Told(Correction correction, Policy policy)
    {
        var dueAt = correction.ClosesAt(clock, policy);
        return new(
            Json.Read<List<Reason>>(correction.Items), dueAt, correction.NominalDueOn, dueAt is null,
            [.. correction.Period(clock, policy).Steps.Select(step => new Reason(step.Article, words.Say(step.Sentence))),
                .. Extended(correction)], correction.RequestedAt, correction.ResubmittedAt);
    }

    IEnumerable<Reason> Extended(Correction correction) => correction is not { FirstDueAt: { } first, DueAt: { } due } ? []
        : [new(Articles.HolidayRules,
            words["原定 {0} 截止；放假安排（{1}）公布后，依法延至 {2}", BeijingText.End(first), correction.ExtendedBy, BeijingText.End(due)])];

    /// <summary>Why this person may not read the application; null when they may.</summary>
    internal async Task<Refusal?> WhyNot(Guid applicationId, Actor actor, CancellationToken ct)
        => Reading.WhyNot(await Reading.Of(database, applicationId, actor, ct));
}
