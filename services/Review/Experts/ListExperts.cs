using Alliance.Core.Data;

namespace Alliance.Review.Experts;

/// <summary>The expert pool, by name of institution.</summary>
public sealed class ListExperts(Database database)
{
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

    const int PageSize = 50;

    public async Task<Page<Row>> Handle(string? q, string? after, CancellationToken ct)
    {
        var rows = await database.Query<Row>("""
            select e.account, e.name, e.institution, e.institution_credit_code, e.field,
              (select count(*)::int from panel_member m join review r using (application_id)
               where m.account = e.account and m.replaced_at is null and r.state in ('Scoring', 'AwaitingOpinion')) as open_reviews
            from expert e
            where (@after::text is null or e.account > @after)
              and (@q::text is null or typed_text(e.name) like @q or typed_text(e.institution) like @q or typed_text(e.field) like @q
                or typed_text(e.account) like @q)
            order by e.account limit @limit
            """, new { after, q = SqlPattern.Contains(q), limit = PageSize + 1 }, ct);
        return Page.Of(rows, PageSize, row => row.Account);
    }

    /// <summary>Everybody in the pool, for choosing a panel.</summary>
    public Task<IReadOnlyList<Expert>> All(CancellationToken ct)
        => database.Query<Expert>(
            "select account, name, institution, institution_credit_code, field from expert order by institution, name limit 500", ct: ct);
}
