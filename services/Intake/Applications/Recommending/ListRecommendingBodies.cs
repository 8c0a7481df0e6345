using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Statute.Regions;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>推荐单位名录: who recommends, and in which area (Art. 18).</summary>
[ForReading(Roles.IntakeOfficer)]
public sealed class ListRecommendingBodies(Database database)
{
    /// <summary>Its list.</summary>
    public static readonly SqlList<Item> Table = new("recommending-bodies", "推荐单位")
    {
        Sql = """
            select b.id as body_id, b.credit_code, b.name, b.kind, b.districts, b.industries, b.members, b.entered_at, b.ended_at
            from recommending_body b
            """,
        Key = "b.id",
        Order = "name",
        Size = 50,
        Filters = ["kind"],
        Columns =
        [
            new("name", "推荐单位", (i, _) => i.Name, "b.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("code", "统一社会信用代码", (i, _) => i.CreditCode, "b.credit_code") { IsAlwaysThere = true },
            new("kind", "类别", (i, words) => words[i.Kind.Word()], SqlList.InOrder<RecommendingKind>("b.kind"), ListValue.Place)
                { IsAlwaysThere = true },
            new("area", "推荐范围", (i, words) => i.Area(words)) { Width = 60 },
            new("ended", "停用时间", (i, _) => i.EndedAt, "b.ended_at", ListValue.Instant),
        ],
    };

    /// <summary>An entry of the register.</summary>
    public sealed record Item
    {
        public Guid BodyId { get; init; }
        public string CreditCode { get; init; } = "";
        public string Name { get; init; } = "";
        public RecommendingKind Kind { get; init; }
        /// <summary>行政区划代码 of its area.</summary>
        public string[] Districts { get; init; } = [];
        /// <summary>重点产业 of its area.</summary>
        public string[] Industries { get; init; } = [];
        /// <summary>Credit codes of units that are its members.</summary>
        public string[] Members { get; init; } = [];
        public DateTimeOffset EnteredAt { get; init; }
        /// <summary>When it ceased to recommend; null while it does.</summary>
        public DateTimeOffset? EndedAt { get; init; }

        /// <summary>Its area in words.</summary>
        public string Area(Core.Text.Words words) => string.Join("；", new[]
        {
            string.Join("、", Districts.Select(RegionCodes.Short)),
            string.Join("、", Industries),
            Members.Length > 0 ? words["会员单位 {0} 家", Members.Length] : "",
        }.Where(part => part.Length > 0));
    }

    public Task<ListPage<Item>> Handle(RecommendingKind? kind, ListQuery query, CancellationToken ct)
        => Table.Read(database, query, [kind is null ? null : "b.kind = @kind"], new { kind = kind?.ToString() }, ct);

    /// <summary>One entry; null where there is none.</summary>
    public async Task<Item?> Find(Guid bodyId, CancellationToken ct)
        => (await database.Query<Item>($"{Table.Sql} where b.id = @bodyId", new { bodyId }, ct)).SingleOrDefault();

    /// <summary>The list as a file.</summary>
    public ListFile<Item> Export(RecommendingKind? kind, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(kind, page, ct));
}
