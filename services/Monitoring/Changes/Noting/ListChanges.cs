using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Monitoring.Alliances;

namespace Alliance.Monitoring.Changes.Noting;

/// <summary>变更备案, the newest first (Art. 15): all that were submitted for the bureau, its own and those it is asked about for a
/// unit.</summary>
[ForReadingInOperation(Roles.Applicant, Roles.Member)]
public sealed class ListChanges(Database database)
{
    public static readonly SqlList<Item> Table = new("changes", "变更备案")
    {
        Sql = """
            select f.id, f.alliance_id, a.name, a.lead_unit_name, f.kind, f.state, f.before, f.after, f.effective_on, f.begun_at,
              f.submitted_at, f.filed_at, f.returned_until, f.number, f.decided_at, f.decided_by_name,
              (select count(*)::int from change_consent c where c.filing_id = f.id and c.answer is null) as unanswered
            from change_filing f join alliance a on a.id = f.alliance_id
            """,
        Key = "f.id",
        Order = "-begun",
        Size = 50,
        Filters = ["q", "state", "kind", "alliance"],
        Columns =
        [
            new("alliance", "联盟", (i, _) => i.Name, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnitName, "a.lead_unit_name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("kind", "变更事项", (i, words) => words[i.Kind.Word()], SqlList.InOrder<FilingKind>("f.kind"), ListValue.Place)
                { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<FilingState>("f.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("before", "变更前", (i, _) => i.Before) { Width = 60, IsShown = false },
            new("after", "变更后", (i, _) => i.After) { Width = 60, IsShown = false },
            new("effective", "生效日期", (i, _) => i.EffectiveOn, "f.effective_on", ListValue.Day),
            new("begun", "开始填报", (i, _) => i.BegunAt, "f.begun_at", ListValue.Instant) { IsShown = false, IsAlwaysThere = true },
            new("submitted", "提交时间", (i, _) => i.SubmittedAt, "f.submitted_at", ListValue.Instant),
            new("until", "补充期限", (i, _) => i.ReturnedUntil, "f.returned_until", ListValue.Day) { IsShown = false },
            new("number", "备案编号", (i, _) => i.Number, "f.number"),
            new("decided", "办理时间", (i, _) => i.DecidedAt, "f.decided_at", ListValue.Instant) { IsShown = false },
            new("by", "办理人", (i, _) => i.DecidedByName, "f.decided_by_name", ListValue.Name) { IsShown = false },
        ],
    };

    /// <summary>A filing as the list shows it.</summary>
    public sealed record Item
    {
        public Guid Id { get; init; }
        public Guid AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnitName { get; init; } = "";
        public FilingKind Kind { get; init; }
        public FilingState State { get; init; }
        public string? Before { get; init; }
        public string? After { get; init; }
        public DateOnly? EffectiveOn { get; init; }
        public DateTimeOffset BegunAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public DateTimeOffset? FiledAt { get; init; }
        public DateOnly? ReturnedUntil { get; init; }
        public string? Number { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public string? DecidedByName { get; init; }
        /// <summary>Units that have not answered yet.</summary>
        public int Unanswered { get; init; }
    }

    /// <param name="State">Only those that stand so.</param>
    /// <param name="Kind">Only changes of this kind.</param>
    /// <param name="Q">Part of the alliance's or the lead unit's name, or of the number.</param>
    /// <param name="Alliance">Only those of this alliance.</param>
    public sealed record Request(FilingState? State = null, FilingKind? Kind = null, string? Q = null, Guid? Alliance = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<FilingState>("state"), said.Of<FilingKind>("kind"), said["q"],
            Guid.TryParse(said["alliance"], out var alliance) ? alliance : null);
    }

    public Task<ListPage<Item>> Handle(Request request, ListQuery query, Actor actor, CancellationToken ct) => Table.Read(database, query,
    [
        OperatingAlliance.SeesAll(actor) ? "f.submitted_at is not null" : """
            (a.lead_unit_credit_code = @unit or (f.submitted_at is not null
              and (a.members @> jsonb_build_array(jsonb_build_object('creditCode', @unit))
                or exists (select 1 from change_consent c where c.filing_id = f.id and c.credit_code = @unit))))
            """,
        request.State is null ? null : "f.state = @State",
        request.Kind is null ? null : "f.kind = @Kind",
        request.Alliance is null ? null : "f.alliance_id = @Alliance",
        SqlPattern.Contains(request.Q) is null ? null
            : "(typed_text(a.name) like @q or typed_text(a.lead_unit_name) like @q or typed_text(coalesce(f.number, '')) like @q)",
    ], new
    {
        unit = actor.Unit?.CreditCode ?? "",
        State = request.State?.ToString(),
        Kind = request.Kind?.ToString(),
        request.Alliance,
        q = SqlPattern.Contains(request.Q),
    }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, actor, ct));
}
