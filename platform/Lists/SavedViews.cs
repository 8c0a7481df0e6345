using System.ComponentModel.DataAnnotations;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Alliance.Lists;

/// <summary>Queries of lists that people keep under a name, for themselves or for their office. A view is the query, never its answer:
/// whoever opens it sees what they may see.</summary>
[ForSignedIn]
public sealed class SavedViews(Database database, IEnumerable<SqlList> lists, TimeProvider clock)
{
    /// <summary>Most views of a list that a person keeps; each is counted when the list is opened.</summary>
    public const int Most = 12;

    /// <summary>Longest name.</summary>
    public const int LongestName = 30;

    const int LongestQuery = 1000;

    /// <param name="List">The list.</param>
    /// <param name="Name">What its owner calls it.</param>
    /// <param name="Query">The query, as it stands in an address.</param>
    /// <param name="Shared">True: for those too who hold one of the owner's offices.</param>
    public sealed record Request(
        [MaxLength(40)] string? List, [MaxLength(100)] string? Name, [MaxLength(4000)] string? Query, bool Shared = false);

    /// <param name="Name">Its new name.</param>
    public sealed record Renaming([MaxLength(100)] string? Name);

    /// <param name="ViewId">Its key.</param>
    /// <param name="Name">What its owner calls it.</param>
    /// <param name="Query">The query, as it stands in an address.</param>
    /// <param name="Mine">True for who asks.</param>
    /// <param name="OwnerName">Whose it is.</param>
    /// <param name="Shared">True: the owner's offices see it too.</param>
    public sealed record View(Guid ViewId, string Name, string Query, bool Mine, string OwnerName, bool Shared);

    /// <summary>A person's own views of a list, then those that their offices share.</summary>
    public async Task<IReadOnlyList<View>> Handle(string list, Actor actor, CancellationToken ct)
        => [.. (await database.Query<Row>("""
            select id, name, query, account = @Account as mine, owner_name, offices <> '{}' as shared from list_view
            where list = @list and (account = @Account or offices && @offices)
            order by account <> @Account, name, id limit @limit
            """, new { list, actor.Account, offices = OfficesOf(actor), limit = 2 * Most }, ct))
            .Select(row => new View(row.Id, row.Name, row.Query, row.Mine, row.OwnerName, row.Shared))];

    /// <summary>Keeps a query; under a name that is already there, the new query takes the place of the old one.</summary>
    public async Task<Outcome<View>> Save(Request request, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var (name, list) = (request.Name?.Trim() ?? "", lists.FirstOrDefault(one => one.Name == request.List));
        var query = list is null ? "" : QueryOf(list, request.Query);
        // Two tabs of one person save one after the other.
        await work.Execute("select pg_advisory_xact_lock(hashtextextended(@Account, 4))", actor);
        var mine = await work.Query<string>("select name from list_view where list = @List and account = @Account",
            new { request.List, actor.Account });
        if (WhyNot(list, name, query, mine, request.Shared && OfficesOf(actor).Length == 0) is { } refusal) return refusal;
        var id = await work.Find<Guid>("""
            insert into list_view(id, list, account, owner_name, name, query, offices, saved_at)
            values (@id, @list, @Account, @owner, @name, @query, @offices, @now)
            on conflict (list, account, name)
              do update set query = excluded.query, offices = excluded.offices, saved_at = excluded.saved_at returning id
            """, new
        {
            id = Guid.CreateVersion7(),
            list = list!.Name,
            actor.Account,
            owner = actor.Name,
            name,
            query,
            offices = request.Shared ? OfficesOf(actor) : [],
            now = clock.GetUtcNow(),
        });
        await work.Record(id, "SaveView", new { list = list.Name, name, query, request.Shared });
        await work.Commit();
        return new View(id, name, query, Mine: true, actor.Name, request.Shared);
    }

    /// <summary>Its owner calls it something else.</summary>
    public async Task<Outcome> Rename(Guid id, Renaming request, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var name = request.Name?.Trim() ?? "";
        var list = await work.Find<string>("select list from list_view where id = @id and account = @Account for update",
            new { id, actor.Account });
        if (list is null) return Missing;
        var others = await work.Query<string>("select name from list_view where list = @list and account = @Account and id <> @id",
            new { list, actor.Account, id });
        if (WhyNotName(name) is { } refusal) return refusal;
        if (others.Contains(name)) return Refusal.Conflict($"您已有名为“{name}”的视图");
        await work.Execute("update list_view set name = @name where id = @id", new { id, name });
        await work.Record(id, "RenameView", new { name });
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Its owner no longer wants it.</summary>
    public async Task<Outcome> Delete(Guid id, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        if (await work.Execute("delete from list_view where id = @id and account = @Account", new { id, actor.Account }) == 0)
            return Missing;
        await work.Record(id, "DeleteView");
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>What a list knows of a query, in one order.</summary>
    public static string QueryOf(SqlList list, string? query) => new QueryBuilder(list.Known(QueryHelpers.ParseQuery(query)
        .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value)))).ToQueryString().ToString().TrimStart('?');

    internal static Refusal? WhyNot(SqlList? list, string name, string query, IReadOnlyCollection<string> mine, bool hasNoOffice)
        => WhyNotName(name) ?? (list is null ? Refusal.NotFound($"没有这个列表")
            : query.Length == 0 ? Refusal.Invalid($"请先设定查询条件，再保存为视图")
            : query.Length > LongestQuery ? Refusal.Invalid($"查询条件过长，不能保存为视图")
            : hasNoOffice ? Refusal.Invalid($"只有科技局的岗位可以共用视图", field: "shared")
            : mine.Count >= Most && !mine.Contains(name) ? Refusal.Conflict($"每人最多保存 {Most} 个视图，请先删除不用的")
            : null);

    static Refusal? WhyNotName(string name) => name.Length switch
    {
        0 => Refusal.Invalid($"请填写视图名称", field: "name"),
        > LongestName => Refusal.Invalid($"视图名称不超过 {LongestName} 字", field: "name"),
        _ => null,
    };

    static Refusal Missing => Refusal.NotFound($"没有这个视图");

    internal static string[] OfficesOf(Actor actor) => [.. actor.Roles.Where(Roles.Staff.Contains).Order(StringComparer.Ordinal)];

    sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Query { get; init; } = "";
        public bool Mine { get; init; }
        public string OwnerName { get; init; } = "";
        public bool Shared { get; init; }
    }
}
