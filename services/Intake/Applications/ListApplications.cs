using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Security;
using Alliance.Statute.Eligibility;

namespace Alliance.Intake.Applications;

/// <summary>Applications, latest first: an applicant's own unit's, everybody's submitted ones for the bureau. Searched by name, credit code or receipt number.</summary>
public sealed class ListApplications(Database database)
{
    const int PageSize = 20;

    /// <summary>What to list.</summary>
    /// <param name="Stage">Only this stage; a word that is none lists nothing.</param>
    /// <param name="Q">Part of a name, a credit code or a receipt number.</param>
    /// <param name="After">Cursor of the page before.</param>
    /// <param name="Oldest">True: who has waited longest comes first.</param>
    public sealed record Request(string? Stage = null, string? Q = null, string? After = null, bool Oldest = false);

    /// <summary>One application of the list.</summary>
    public sealed record Item
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public string KeyIndustry { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public int Year { get; init; }
        public Stage Stage { get; init; }
        /// <summary>State of the recognition case; null before submission.</summary>
        public string? CaseState { get; init; }
        /// <summary>When it was begun, then when it was submitted.</summary>
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        /// <summary>Until when the correction is due, while one runs.</summary>
        public DateTimeOffset? CorrectionDueAt { get; init; }
        /// <summary>The correction's last day by counting alone.</summary>
        public DateOnly? CorrectionNominalDueOn { get; init; }

        /// <summary>The state people see: the case's once there is one.</summary>
        public string State => Whereabouts.Of(Stage, CaseState);
    }

    /// <summary>A page of the list.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next);

    public Task<Page> Handle(Request request, Actor actor, CancellationToken ct) => Handle(request, actor, PageSize, ct);

    internal async Task<Page> Handle(Request request, Actor actor, int size, CancellationToken ct)
    {
        List<string> where = [];
        if (actor.IsAny([.. Roles.Staff, .. Roles.Readers])) where.Add("a.stage <> 'Draft'");
        else if (actor.Unit is not null) where.Add("a.lead_credit_code = @Unit");
        else return new([], null);

        var q = Normal(request.Q ?? "");
        var stage = Enum.TryParse<Stage>(request.Stage, ignoreCase: true, out var known) ? known.ToString() : request.Stage;
        if (!string.IsNullOrEmpty(request.Stage)) where.Add("a.stage = @stage");
        if (q.Length > 1) where.Add("bigrams(a.search) @> bigrams(@q)");
        if (q.Length > 0) where.Add("position(@q in a.search) > 0");
        var after = Cursor.Read(request.After);
        if (after is not null) where.Add(request.Oldest ? "(a.arrived_at, a.id) > (@At, @Id)" : "(a.arrived_at, a.id) < (@At, @Id)");
        var order = request.Oldest ? "a.arrived_at, a.id" : "a.arrived_at desc, a.id desc";

        var items = await database.Query<Item>($"""
            select a.id as application_id, a.alliance_name, a.lead_unit, a.lead_credit_code, a.key_industry, a.receipt_number, c.year, a.stage, a.case_state,
                   a.arrived_at, a.submitted_at, k.due_at as correction_due_at, k.nominal_due_on as correction_nominal_due_on
            from applications a
            join calls c on c.id = a.call_id
            left join corrections k on k.application_id = a.id and a.stage = 'Correction'
            where {string.Join(" and ", where)}
            order by {order} limit @limit
            """, new { Unit = actor.Unit?.CreditCode, stage, q, after?.At, Id = after?.Id, limit = size + 1 }, ct);
        return items.Count > size
            ? new([.. items.Take(size)], new Cursor(items[size - 1].ArrivedAt, items[size - 1].ApplicationId).ToString())
            : new(items, null);
    }

    /// <summary>What a search looks through.</summary>
    internal static string Searchable(ApplicationForm form, string allianceName, string? receiptNumber, Unit lead)
        => Searchable([allianceName, receiptNumber, lead.Name, lead.CreditCode, .. form.Members.SelectMany(m => new[] { m.Name, m.CreditCode })]);

    internal static string Searchable(IEnumerable<string?> texts) => string.Join('\n', texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => Normal(t!)).Distinct());

    // 全角与半角、大小写 make no difference to a person who searches.
    static string Normal(string text) => text.Trim().Normalize(System.Text.NormalizationForm.FormKC).ToLowerInvariant();
}
