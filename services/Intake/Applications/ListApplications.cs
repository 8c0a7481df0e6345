using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Lists;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>Applications, latest first: an applicant's own unit's, for the bureau those submitted that have reached the offices of whoever
/// asks. Searched by name, credit code or receipt number.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ListApplications(Database database, StatutoryClock clock)
{
    const string Sql = """
        select a.id as application_id, a.alliance_name, a.lead_unit, a.lead_credit_code, a.key_industry, a.receipt_number, a.year,
          a.stage, a.case_state, a.arrived_at, a.submitted_at, a.submissions, a.review_due_at, a.review_nominal_due_on,
          a.assigned_to, a.assigned_to_name, k.due_at as correction_due_at, k.nominal_due_on as correction_nominal_due_on
        from application a
        left join correction k on k.application_id = a.id and a.stage = 'Correction'
        """;

    static readonly SearchedList Searched = new("application", "a", "arrived_at", "a.search", "a.arrived_at", Near: 1_000);

    static readonly string[] Filters = ["q", "stage", "assigned", "year", "industry", "due", "state", "district"];

    /// <summary>All of them.</summary>
    public static readonly SqlList<Item> Table = new("applications", "申报书")
    {
        Sql = Sql,
        Key = "a.id",
        Searched = Searched,
        Order = "-submitted",
        Filters = Filters,
        Columns =
        [
            new("receipt", "受理编号", (i, _) => i.ReceiptNumber, "a.receipt_number") { IsShown = false },
            new("name", "联盟名称", (i, _) => i.AllianceName, "a.alliance_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.lead_unit", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("code", "统一社会信用代码", (i, _) => i.LeadCreditCode, "a.lead_credit_code") { IsShown = false },
            new("industry", "所属“188”重点产业", (i, _) => i.KeyIndustry, "a.key_industry", ListValue.Name),
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<Stage>("a.stage"), ListValue.Place),
            new("submitted", "提交时间", (i, _) => i.SubmittedAt, "a.arrived_at", ListValue.Instant) { IsAlwaysThere = true },
            new("due", "补正截止", (i, _) => Ui.BeijingTime.EndText(i.CorrectionDueAt, i.CorrectionNominalDueOn), "k.due_at",
                ListValue.Instant),
        ],
    };

    /// <summary>Those that wait for formal review; who has waited longest comes first.</summary>
    public static readonly SqlList<Item> Waiting = new("queue", "审查队列")
    {
        Sql = Sql,
        Key = "a.id",
        Searched = Searched,
        Order = "submitted",
        Filters = Filters,
        Columns =
        [
            new("receipt", "受理编号", (i, _) => i.ReceiptNumber, "a.receipt_number") { IsShown = false },
            new("name", "联盟名称", (i, _) => i.AllianceName, "a.alliance_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.lead_unit", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("industry", "所属“188”重点产业", (i, _) => i.KeyIndustry, "a.key_industry", ListValue.Name) { IsShown = false },
            new("submitted", "提交时间", (i, _) => i.SubmittedAt, "a.arrived_at", ListValue.Instant) { IsAlwaysThere = true },
            new("due", "办理期限", (i, _) => Ui.BeijingTime.EndText(i.ReviewDueAt, i.ReviewNominalDueOn), "a.review_due_at", ListValue.Instant),
            new("officer", "受理人员", (i, _) => i.AssignedToName, "a.assigned_to_name", ListValue.Name),
        ],
    };

    /// <summary>What to list.</summary>
    /// <param name="Stage">Only this stage; a word that is none lists nothing.</param>
    /// <param name="Q">Part of a name, a credit code or a receipt number.</param>
    /// <param name="Oldest">True: who has waited longest comes first, where no other order is asked for.</param>
    /// <param name="Assigned">Only those given to this officer; "me" is whoever asks, "nobody" those given to none.</param>
    /// <param name="Year">Only calls of this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="State">Only this state, as people see it; a word that is none lists nothing.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    /// <param name="Due">"over": past the day by which the office wants to decide; "week": within seven days of it.</param>
    public sealed record Request(
        string? Stage = null, string? Q = null, bool Oldest = false, string? Assigned = null, int? Year = null,
        string? Industry = null, string? Due = null, string? State = null, string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["stage"], said["q"], false, said["assigned"], said.Whole("year"),
            said["industry"], said["due"], said["state"], said["district"]);
    }

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
        public ApplicationState? CaseState { get; init; }
        /// <summary>When it was begun, then when it was submitted.</summary>
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        /// <summary>The officer it was given to.</summary>
        public string? AssignedTo { get; init; }
        public string? AssignedToName { get; init; }
        /// <summary>Until when the office wants to have decided.</summary>
        public DateTimeOffset? ReviewDueAt { get; init; }
        public DateOnly? ReviewNominalDueOn { get; init; }
        /// <summary>How often it was submitted; 2 after a correction.</summary>
        public int Submissions { get; init; }
        /// <summary>Until when the correction is due, while one runs.</summary>
        public DateTimeOffset? CorrectionDueAt { get; init; }
        /// <summary>The correction's last day by counting alone.</summary>
        public DateOnly? CorrectionNominalDueOn { get; init; }

        /// <summary>The state people see: the case's once there is one.</summary>
        public ApplicationState State => CurrentState.Of(Stage, CaseState);
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => Read(Table, request, request.Oldest && query.Sort is null ? query with { Sort = "submitted" } : query, actor, ct);

    /// <summary>Those that wait for formal review.</summary>
    [ForReading(Roles.IntakeOfficer)]
    public Task<ListPage<Item>> Queue(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => Read(Waiting, request with { Stage = nameof(Applications.Stage.FormalReview) }, query, actor, ct);

    /// <summary>The list as a file.</summary>
    [ForReadingByStaff]
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));

    /// <summary>The queue as a file.</summary>
    [ForReading(Roles.IntakeOfficer)]
    public ListFile<Item> ExportQueue(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Waiting, query, page => Queue(request, page, actor, ct));

    async Task<ListPage<Item>> Read(SqlList<Item> table, Request request, ListQuery query, Actor actor, CancellationToken ct)
    {
        List<string> where = [];
        var from = Offices.From(actor);
        var bureau = from is not null;
        if (bureau) where.Add(Reading.Listed);
        else if (actor.Unit is not null) where.Add("a.lead_credit_code = @Unit and not (@Account = any(a.former_accounts))");
        else return table.Nothing(query);

        var stage = Enum.TryParse<Stage>(request.Stage, ignoreCase: true, out var known) ? known.ToString() : request.Stage;
        if (!string.IsNullOrEmpty(request.Stage)) where.Add("a.stage = @stage");
        if (bureau && request.Assigned is { Length: > 0 })
            where.Add(request.Assigned == "nobody" ? "a.assigned_to is null" : "a.assigned_to = @assigned");
        if (request.Year is not null) where.Add("a.year = @Year");
        if (!string.IsNullOrEmpty(request.Industry)) where.Add("a.key_industry = @Industry");
        if (!string.IsNullOrEmpty(request.District)) where.Add("a.district = @District");
        if (!string.IsNullOrEmpty(request.State)) where.Add($"{CurrentState.Sql} = @State");
        if (bureau && request.Due is "over" or "week") where.Add("a.stage = 'FormalReview' and a.review_due_at <= @due");

        var page = await table.Read(database, query, where, new
        {
            Unit = actor.Unit?.CreditCode,
            actor.Account,
            stage,
            assigned = request.Assigned == "me" ? actor.Account : request.Assigned,
            request.Year,
            request.Industry,
            request.District,
            request.State,
            from = (int?)from,
            due = request.Due == "week" ? Ui.Remaining.Within(7, clock.Now) : clock.Now,
        }, ct, request.Q);
        // Who of the bureau works on it is the bureau's own business.
        return bureau ? page : page with
        {
            Items = [.. page.Items.Select(i =>
                i with { AssignedTo = null, AssignedToName = null, ReviewDueAt = null, ReviewNominalDueOn = null })],
        };
    }

    /// <summary>What a search looks through: names as they are and by the first letters of their pronunciation.</summary>
    internal static string Searchable(ApplicationForm form, string allianceName, string? receiptNumber, Unit lead)
        => Searchable([allianceName, receiptNumber, lead.Name, lead.CreditCode,
            .. form.Members.SelectMany(m => new[] { m.Name, m.CreditCode })]);

    internal static string Searchable(IEnumerable<string?> texts)
        => string.Join('\n', texts.Where(t => !string.IsNullOrWhiteSpace(t))
            .SelectMany(t => PinyinInitials.Of(t!).Prepend(TypedText.Search(t))).Distinct());
}
