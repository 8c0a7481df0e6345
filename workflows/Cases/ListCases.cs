using System.Globalization;
using Alliance.Platform.Data;

namespace Alliance.Workflows.Cases;

/// <summary>Cases of both kinds, those that moved last first; searched by what people call them.</summary>
public sealed class ListCases(Database database)
{
    const int PageSize = 30;

    public sealed record Row
    {
        public Guid CaseId { get; init; }
        public string Kind { get; init; } = "";
        public string Name { get; init; } = "";
        public string State { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public string? NextDeadline { get; init; }
        public DateTimeOffset? NextDeadlineAt { get; init; }
    }

    public sealed record Page(IReadOnlyList<Row> Items, string? Next);

    public async Task<Page> Handle(string? kind, string? state, string? q, string? after, CancellationToken ct)
    {
        var cursor = Cursor.Read(after);
        var rows = await database.Query<Row>("""
            select c.id as case_id, c.kind, c.name, c.state, c.policy_version, c.opened_at, c.updated_at, d.name as next_deadline, d.due_at as next_deadline_at
            from process_case c
            left join lateral (
              select name, due_at from deadline d where d.case_id = c.id and d.kind = c.kind and fired_at is null and cancelled_at is null
              order by due_at nulls last, nominal_due_on limit 1) d on true
            where (@kind::text is null or c.kind = @kind) and (@state::text is null or c.state = @state)
              and (@pattern::text is null or c.name like @pattern or c.data->'application'->'leadUnit'->>'name' like @pattern or c.data->'application'->>'receiptNumber' like @pattern)
              and (@at::timestamptz is null or (c.updated_at, c.id) < (@at, @id))
            order by c.updated_at desc, c.id desc limit @limit
            """, new
        {
            kind = Given(kind),
            state = Given(state),
            pattern = Pattern(q),
            at = cursor?.At,
            id = cursor?.Id ?? Guid.Empty,
            limit = PageSize + 1,
        }, ct);
        return rows.Count > PageSize ? new([.. rows.Take(PageSize)], new Cursor(rows[PageSize - 1].UpdatedAt, rows[PageSize - 1].CaseId).Write()) : new(rows, null);
    }

    static string? Given(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter;

    static string? Pattern(string? words) => string.IsNullOrWhiteSpace(words) ? null
        : $"%{words.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    // The instant goes with the key: a case that moves while somebody turns the pages does not take the place with it.
    sealed record Cursor(DateTimeOffset At, Guid Id)
    {
        public string Write() => $"{At.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{Id:N}";

        public static Cursor? Read(string? text) => text?.Split('-') is [var ticks, var id]
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at is > 0 and < 3155378975999999999 && Guid.TryParse(id, out var key)
            ? new(new DateTimeOffset(at, TimeSpan.Zero), key) : null;
    }
}
