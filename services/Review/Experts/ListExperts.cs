using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Lists;

namespace Alliance.Review.Experts;

/// <summary>The expert pool, by name of institution.</summary>
public sealed class ListExperts(Database database)
{
    const string OpenReviews = """
        (select count(*)::int from panel_member m join review r using (application_id)
          where m.account = e.account and m.replaced_at is null and r.state in ('Scoring', 'AwaitingOpinion'))
        """;

    public static readonly SqlList<Row> Table = new("experts", "专家库")
    {
        Sql = $"""
            select e.account, e.name, e.institution, e.institution_credit_code, e.field, {OpenReviews} as open_reviews
            from expert e
            """,
        Key = "e.account",
        KeyIs = ListValue.Text,
        Order = "account",
        Size = 50,
        Filters = ["q"],
        Columns =
        [
            new("account", "账号", (i, _) => i.Account, "e.account") { IsAlwaysThere = true },
            new("name", "姓名", (i, _) => i.Name, "e.name", ListValue.Name) { IsAlwaysThere = true },
            new("institution", "工作单位", (i, _) => i.Institution, "e.institution", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("code", "单位统一社会信用代码", (i, _) => i.InstitutionCreditCode, "e.institution_credit_code") { IsAlwaysThere = true },
            new("field", "专业领域", (i, _) => i.Field, "e.field", ListValue.Name) { IsAlwaysThere = true },
            new("reviews", "在评项目", (i, _) => i.OpenReviews.ToString(CultureInfo.InvariantCulture), OpenReviews, ListValue.Whole)
                { IsAlwaysThere = true },
        ],
    };

    /// <summary>An expert with the reviews that are not finished yet.</summary>
    public sealed record Row
    {
        public string Account { get; init; } = "";
        public string Name { get; init; } = "";
        public string Institution { get; init; } = "";
        public string InstitutionCreditCode { get; init; } = "";
        public string Field { get; init; } = "";
        public int OpenReviews { get; init; }
    }

    public Task<ListPage<Row>> Handle(string? q, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        SqlPattern.Contains(q) is null ? null : "e.search like @q",
    ], new { q = SqlPattern.Contains(q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(string? q, ListQuery query, CancellationToken ct) => new(Table, query, page => Handle(q, page, ct));

    /// <summary>Everybody in the pool, for choosing a panel.</summary>
    public Task<IReadOnlyList<Expert>> All(CancellationToken ct)
        => database.Query<Expert>(
            "select account, name, institution, institution_credit_code, field from expert order by institution, name limit 500", ct: ct);
}
