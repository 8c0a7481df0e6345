using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Requests;

/// <summary>Requests for information, what is due first; one of them with who asks, for the officers who answer.</summary>
[ForReading(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ListRequests(Database database)
{
    /// <summary>A request for its list: nothing of who asks.</summary>
    public sealed record Row
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public RequesterKind RequesterKind { get; init; }
        public string Wanted { get; init; } = "";
        public RequestState State { get; init; }
        public DateTimeOffset LodgedAt { get; init; }
        public DateOnly? DueOn { get; init; }
        public DateOnly? AnsweredOn { get; init; }
    }

    /// <param name="Name">Real name; null once it was erased, and for those who do not answer.</param>
    /// <param name="Identity">Proof of identity, likewise.</param>
    /// <param name="Contact">How they are reached, likewise.</param>
    public sealed record View(DisclosureRequest Request, string? Name, string? Identity, string? Contact);

    sealed record Who
    {
        public string Name { get; init; } = "";
        public string Identity { get; init; } = "";
        public string Contact { get; init; } = "";
    }

    public static readonly SqlList<Row> Table = new("requests", "依申请公开")
    {
        Sql = """
            select r.id, r.number, r.requester_kind, r.wanted, r.state, r.lodged_at, r.due_on, r.answered_on from disclosure_request r
            """,
        Key = "r.id",
        Order = "-lodged",
        Size = 50,
        Filters = ["q", "state"],
        Columns =
        [
            new("number", "收件编号", (i, _) => i.Number, "r.number") { IsAlwaysThere = true },
            new("wanted", "申请内容", (i, _) => i.Wanted) { Width = 60 },
            new("kind", "申请人类别", (i, words) => words[i.RequesterKind.Word()], "r.requester_kind") { IsShown = false },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<RequestState>("r.state"), ListValue.Place),
            new("lodged", "收到时间", (i, _) => i.LodgedAt, "r.lodged_at", ListValue.Instant) { IsAlwaysThere = true },
            new("due", "答复期限", (i, _) => i.DueOn, "r.due_on", ListValue.Day),
            new("answered", "答复日期", (i, _) => i.AnsweredOn, "r.answered_on", ListValue.Day),
        ],
    };

    /// <param name="Q">Part of what is wanted, or of the number.</param>
    /// <param name="State">Only this state.</param>
    public sealed record Request([property: MaxLength(200)] string? Q = null, RequestState? State = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<RequestState>("state"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.State is null ? null : "r.state = @state",
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(r.wanted) like @q or typed_text(r.number) like @q)",
    ], new { state = request.State?.ToString(), q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    /// <summary>One of them; who asks for the officers only.</summary>
    public async Task<Outcome<View>> Read(Guid id, Actor actor, CancellationToken ct)
    {
        var request = await database.Find<DisclosureRequest>(
            $"select {DisclosureRequest.Columns} from disclosure_request r where r.id = @id", new { id }, ct);
        if (request is null) return Refusal.NotFound($"没有这项公开申请");
        var who = !actor.Is(Roles.CertificationOfficer) ? null
            : await database.Find<Who>("select name, identity, contact from requester where request_id = @id", new { id }, ct);
        return new View(request, who?.Name, who?.Identity, who?.Contact);
    }
}
