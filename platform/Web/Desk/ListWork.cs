using System.Globalization;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Web.Api;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web.Desk;

/// <summary>A kind of work that a service has people do.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="What">What has to be done.</param>
/// <param name="Button">The same in the words of a button.</param>
/// <param name="Article">The article that asks for it.</param>
/// <param name="Sql">
/// What waits, a row each: id, case_id, case_name, account and unit (whose turn it is; both null: anybody's of the office), whose (that in
/// words), since, due_at, due_on, link, detail (which of several, such as a year). It may name the reader as @Account, and
/// the moment as @Now.
/// </param>
/// <param name="Roles">Who may do it.</param>
public sealed record WorkKind(string Key, string What, string Button, string? Article, string Sql, params string[] Roles)
{
    /// <summary>In <see cref="Sql"/>: anybody's of the office.</summary>
    public const string Anybodys = "null::text as account, null::text as unit, null::text as whose";

    /// <summary>In <see cref="Sql"/>: nobody set a day.</summary>
    public const string Undated = "null::timestamptz as due_at, null::date as due_on";

    /// <summary>In <see cref="Sql"/>: there is one of it.</summary>
    public const string OnlyOne = "null::text as detail";

    /// <summary>Offices that may see that others have to do it.</summary>
    public string[] SeenBy { get; init; } = [];

    /// <summary>Where whoever only looks reads of it, with the case's key for {0}; null: where it is done.</summary>
    public string? SeenAt { get; init; }

    /// <summary>True for what only those see whose turn it is.</summary>
    public bool IsPrivate { get; init; }

    bool IsOfAnOffice
        => !Roles.Any(role => role is Core.Security.Roles.Applicant or Core.Security.Roles.Member or Core.Security.Roles.Recommender
            or Core.Security.Roles.Expert);

    /// <summary>Which rows this person is shown; null: none.</summary>
    internal string? Condition(WorkScope scope, Actor actor)
    {
        var mine = actor.IsAny(Roles);
        if (scope is WorkScope.All && !IsPrivate && actor.IsAny([.. SeenBy, .. Core.Security.Roles.Readers])) return "true";
        if (!mine) return null;
        return scope is not WorkScope.Mine && IsOfAnOffice ? "true"
            : "(k.account is null or k.account = @Account) and (k.unit is null or k.unit = @Unit)";
    }
}

/// <summary>
/// What waits for somebody in this service: read from the rows that make it wait, so that what is done is gone at once. Due first, then
/// what waits longest.
/// </summary>
public sealed class ListWork(Database database, Words words, TimeProvider clock, IEnumerable<WorkKind> kinds)
{
    /// <summary>Items of a page.</summary>
    public const int PageSize = 50;

    // Nobody reads further; the figure says "1000" then.
    const int CountedTo = 1000;

    sealed record Row
    {
        public Guid Id { get; init; }
        public string Kind { get; init; } = "";
        public Guid CaseId { get; init; }
        public string CaseName { get; init; } = "";
        public string? Whose { get; init; }
        public DateTimeOffset Since { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateOnly? DueOn { get; init; }
        public string Link { get; init; } = "";
        public string? Detail { get; init; }
        public DateTimeOffset SortedAt { get; init; }
    }

    sealed record CountRow
    {
        public string Kind { get; init; } = "";
        public int Count { get; init; }
        public int Overdue { get; init; }
    }

    /// <summary>What waits.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="kind">Of this kind only.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="ct">Ends the question.</param>
    [ForSignedIn]
    public async Task<WorkList> Handle(WorkScope scope, string? kind, string? after, Actor actor, CancellationToken ct)
    {
        var shown = Shown(scope, actor);
        var read = shown.Where(k => string.IsNullOrEmpty(kind) || k.Kind.Key == kind).ToList();
        if (shown.Count == 0) return new([], null, []);
        var from = Cursor.Read(after);
        var parameters = Parameters(actor, from);
        var rows = read.Count == 0 ? [] : await database.Query<Row>($"""
            select * from ({string.Join(" union all ", read.Select(k => $"""
              (select * from (
                select md5('{k.Kind.Key}' || k.id)::uuid as id, '{k.Kind.Key}' as kind, k.case_id, k.case_name, k.whose, k.since, k.due_at,
                  k.due_on, k.link, k.detail, coalesce(k.due_at, (k.due_on + 1)::timestamp at time zone 'Asia/Shanghai',
                    k.since + interval '876000 hours') as sorted_at
                from ({k.Kind.Sql}) k where {k.Rows}) k
              {(from is null ? "" : "where (k.sorted_at, k.id) > (@At, @Id)")} order by k.sorted_at, k.id limit @Limit)
              """))}) w
            order by sorted_at, id limit @Limit
            """, parameters, ct);
        var counts = await Count(shown, parameters, ct);
        var byKey = shown.ToDictionary(k => k.Kind.Key, k => k.Kind);
        var page = Page.Of(rows, PageSize, row => new Cursor(row.SortedAt, row.Id).ToString());
        return new([.. page.Items.Select(row => Item(row, byKey[row.Kind], actor))], page.Next,
            [.. counts.Where(c => c.Count > 0).Select(c => new WorkCount(c.Kind, words[byKey[c.Kind].What], c.Count, c.Overdue))]);
    }

    /// <summary>How much waits for this person.</summary>
    [ForSignedIn]
    public async Task<WorkTotal> Total(Actor actor, CancellationToken ct)
    {
        var shown = Shown(WorkScope.Mine, actor);
        if (shown.Count == 0) return new(0, 0);
        var counts = await Count(shown, Parameters(actor, null), ct);
        return new(counts.Sum(c => c.Count), counts.Sum(c => c.Overdue));
    }

    // What the queries of the kinds name, and what is asked about them.
    object Parameters(Actor actor, Cursor? from) => new
    {
        actor.Account,
        Unit = actor.Unit?.CreditCode,
        from?.At,
        Id = from?.Id,
        Limit = PageSize + 1,
        CountedTo,
        Now = clock.GetUtcNow(),
    };

    List<(WorkKind Kind, string Rows)> Shown(WorkScope scope, Actor actor) => [.. kinds
        .Select(kind => (Kind: kind, Rows: kind.Condition(scope, actor))).Where(k => k.Rows is not null).Select(k => (k.Kind, k.Rows!))];

    Task<IReadOnlyList<CountRow>> Count(IEnumerable<(WorkKind Kind, string Rows)> shown, object parameters, CancellationToken ct)
        => database.Query<CountRow>(string.Join(" union all ", shown.Select(k => $"""
            select '{k.Kind.Key}' as kind, count(*)::int as count, (count(*) filter (where due_at <= @Now))::int as overdue
            from (select k.due_at from ({k.Kind.Sql}) k where {k.Rows} limit @CountedTo) k
            """)), parameters, ct);

    WorkItem Item(Row row, WorkKind kind, Actor actor)
    {
        var acts = actor.IsAny(kind.Roles);
        return new(row.Kind, row.Id, row.CaseId, row.CaseName, words[kind.What], row.Detail, words[acts ? kind.Button : "查看"], row.Whose,
            kind.Article, row.Since, row.DueAt, row.DueOn,
            acts || kind.SeenAt is not { } seen ? row.Link : string.Format(CultureInfo.InvariantCulture, seen, row.CaseId), row.SortedAt);
    }
}

/// <summary>Gives a service its work.</summary>
public static class WorkSetup
{
    /// <summary>The kinds of work of this service.</summary>
    public static IServiceCollection AddWork(this IServiceCollection services, IEnumerable<WorkKind> kinds)
    {
        foreach (var kind in kinds) services.AddSingleton(kind);
        return services.AddScoped<ListWork>();
    }

    /// <summary>Where the gateway asks for it.</summary>
    public static void MapWork(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tasks", (WorkScope? scope, string? kind, string? after, ListWork slice, Actor actor, CancellationToken ct) =>
            slice.Handle(scope ?? WorkScope.Mine, kind, after, actor, ct)).ForSignedIn()
            .Called("ListWork", "What waits for the caller in this service, what is due first before the rest.");
        api.MapGet("/tasks/total", (ListWork slice, Actor actor, CancellationToken ct) => slice.Total(actor, ct)).ForSignedIn()
            .Called("CountWork", "How much waits for the caller in this service.");
    }
}
