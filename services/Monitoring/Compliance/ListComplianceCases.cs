using Alliance.Core.Data;
using Alliance.Core.Security;

namespace Alliance.Monitoring.Compliance;

/// <summary>The compliance cases, newest first.</summary>
[ForReadingInOperation]
public sealed class ListComplianceCases(Database database)
{
    const int PageSize = 50;

    /// <param name="Open">True: only open ones; false: only closed ones; null: all.</param>
    /// <param name="Q">Part of the alliance's name.</param>
    /// <param name="After">The cursor of the page before.</param>
    public sealed record Request(bool? Open = null, string? Q = null, Guid? After = null);

    public async Task<Page<ComplianceCase>> Handle(Request request, CancellationToken ct)
    {
        var items = await database.Query<ComplianceCase>($"""
            {ComplianceCase.Select}
            where (@Open::boolean is null or (c.state = 'Open') = @Open)
              and (@q::text is null or typed_text(a.name) like @q)
              and (@After::uuid is null or c.id < @After)
            order by c.id desc limit {PageSize + 1}
            """, new { request.Open, q = SqlPattern.Contains(request.Q), request.After }, ct);
        return Page.Of(items, PageSize, item => item.Id.ToString());
    }
}
