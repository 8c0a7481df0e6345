using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Lists;

namespace Alliance.Certification.Publications;

/// <summary>Plans and policy documents for everybody, the newest first (Art. 7).</summary>
[ForEveryone]
public sealed class ListPlans(Database database)
{
    public static readonly SqlList<Plan> Table = new("plans", "年度计划与政策文件")
    {
        Sql = Plan.Select,
        Key = "p.id",
        Named = "p.id",
        Order = "-published",
        Size = 50,
        Filters = ["q", "kind", "year"],
        Columns =
        [
            new("title", "标题", (i, _) => i.Title, "p.title", ListValue.Name) { Width = 60, IsAlwaysThere = true },
            new("kind", "类别", (i, words) => words[i.Kind.Word()], SqlList.InOrder<PlanKind>("p.kind"), ListValue.Place),
            new("year", "年度", (i, _) => i.Year, "p.year", ListValue.Whole) { IsAlwaysThere = true },
            new("document", "文号", (i, _) => i.DocumentNumber, "p.document_number"),
            new("published", "发布日期", (i, _) => i.PublishedOn, "p.published_at", ListValue.Instant) { IsAlwaysThere = true },
            new("files", "附件", (i, _) => i.Attachments, "(select count(*) from document d where d.case_id = p.id)", ListValue.Whole),
            new("withdrawn", "撤回", (i, _) => i.WithdrawnAt, "p.withdrawn_at", ListValue.Instant) { IsShown = false },
        ],
    };

    /// <param name="Q">Words in the title or the number.</param>
    /// <param name="Kind">Only plans, or only policy documents.</param>
    /// <param name="Year">Only those of this year.</param>
    public sealed record Request([property: MaxLength(200)] string? Q = null, PlanKind? Kind = null, int? Year = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<PlanKind>("kind"), said.Whole("year"));
    }

    /// <summary>One of them with its files.</summary>
    /// <param name="Plan">What was published.</param>
    /// <param name="Files">Its files; none where it was withdrawn.</param>
    public sealed record View(Plan Plan, IReadOnlyList<FileOf> Files);

    /// <summary>A file of a publication.</summary>
    public sealed record FileOf
    {
        public Guid DocumentId { get; init; }
        public string Title { get; init; } = "";
        public string FileName { get; init; } = "";
        public string ContentType { get; init; } = "";
        public long Size { get; init; }
        public DocumentState State { get; init; }
    }

    public Task<ListPage<Plan>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Kind is null ? null : "p.kind = @kind",
        request.Year is null ? null : "p.year = @Year",
        SqlPattern.Contains(request.Q) is null ? null : "(typed_text(p.title) like @q or typed_text(p.document_number) like @q)",
    ], new { q = SqlPattern.Contains(request.Q), kind = request.Kind?.ToString(), request.Year }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Plan> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    /// <summary>One of them.</summary>
    public async Task<Outcome<View>> Read(Guid planId, CancellationToken ct)
    {
        if (await database.Find<Plan>($"{Plan.Select} where p.id = @planId", new { planId }, ct) is not { } plan)
            return Refusal.NotFound($"没有这份计划或文件");
        return new View(plan, plan.WithdrawnAt is not null ? [] : await database.Query<FileOf>("""
            select id as document_id, title, file_name, content_type, size, state from document where case_id = @planId
            order by stored_at, id
            """, new { planId }, ct));
    }
}
