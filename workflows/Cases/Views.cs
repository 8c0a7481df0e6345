using System.ComponentModel.DataAnnotations;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Workflows.Cases;

/// <summary>Searches of cases that people keep under a name. A view is the search, never its answer: whoever opens it counts anew, with the
/// rights of their own.</summary>
public sealed class Views(Database database, ListCases cases, TimeProvider clock)
{
    /// <summary>Most views a person keeps; each is counted when the list is opened.</summary>
    public const int Most = 12;

    /// <summary>Longest name.</summary>
    public const int LongestName = 30;

    /// <param name="Name">What its owner calls it.</param>
    /// <param name="Query">The search, as it stands in an address.</param>
    public sealed record Request(string? Name, string? Query);

    /// <param name="Query">The search, as it stands in an address.</param>
    /// <param name="Mine">True for who asks.</param>
    /// <param name="OwnerName">Whose it is.</param>
    /// <param name="Cases">How many cases there are now; <see cref="ListCases.Most"/> + 1 stands for more.</param>
    public sealed record View(Guid ViewId, string Name, string Query, bool Mine, string OwnerName, int Cases);

    /// <summary>A person's own.</summary>
    [ForReadingByStaff]
    public async Task<IReadOnlyList<View>> Mine(Actor actor, CancellationToken ct)
    {
        var views = new List<View>();
        foreach (var row in await database.Query<Row>(
            "select id, account, owner_name, name, query from saved_view where account = @Account order by name", actor, ct))
            views.Add(await Shown(row, actor, ct));
        return views;
    }

    /// <summary>One that somebody passed on.</summary>
    [ForReadingByStaff]
    public async Task<Outcome<View>> Find(Guid id, Actor actor, CancellationToken ct)
        => await database.Find<Row>("select id, account, owner_name, name, query from saved_view where id = @id", new { id }, ct)
            is { } row ? await Shown(row, actor, ct) : Refusal.NotFound($"没有这个视图");

    /// <summary>Keeps a search; under a name that is already there, the new search takes the place of the old one.</summary>
    [ForStaff(Roles.Administrator)]
    public async Task<Outcome<View>> Save(Request request, Actor actor, CancellationToken ct)
    {
        var (name, query) = (request.Name?.Trim() ?? "", ListCases.Filter.Of(request.Query).Query);
        await using var work = await database.Begin(this, actor, ct);
        // Two tabs of one person save one after the other.
        await work.Execute("select pg_advisory_xact_lock(hashtextextended(@Account, 3))", actor);
        var mine = await work.Query<string>("select name from saved_view where account = @Account", actor);
        if (WhyNot(name, query, mine) is { } refusal) return refusal;
        var id = await work.Find<Guid>("""
            insert into saved_view(id, account, owner_name, name, query, saved_at) values (@id, @Account, @owner, @name, @query, @now)
            on conflict (account, name) do update set query = excluded.query, saved_at = excluded.saved_at returning id
            """, new { id = Guid.CreateVersion7(), actor.Account, owner = actor.Name, name, query, now = clock.GetUtcNow() });
        await work.Record(id, "SaveView", new { name, query });
        await work.Commit();
        return await Find(id, actor, ct);
    }

    /// <summary>Its owner no longer wants it.</summary>
    [ForStaff(Roles.Administrator)]
    public async Task<Outcome> Delete(Guid id, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        if (await work.Execute("delete from saved_view where id = @id and account = @Account", new { id, actor.Account }) == 0)
            return Refusal.NotFound($"没有这个视图");
        await work.Record(id, "DeleteView");
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(string name, string query, IReadOnlyCollection<string> mine) => (name, query) switch
    {
        ("", _) => Refusal.Invalid($"请填写视图名称", field: "name"),
        ({ Length: > LongestName }, _) => Refusal.Invalid($"视图名称不超过 {LongestName} 字", field: "name"),
        (_, "") => Refusal.Invalid($"请先设定查询条件，再保存为视图"),
        (_, { Length: > 1000 }) => Refusal.Invalid($"查询条件过长，不能保存为视图"),
        _ when mine.Count >= Most && !mine.Contains(name) => Refusal.Conflict($"每人最多保存 {Most} 个视图，请先删除不用的"),
        _ => null,
    };

    async Task<View> Shown(Row row, Actor actor, CancellationToken ct)
        => new(row.Id, row.Name, row.Query, row.Account == actor.Account, row.OwnerName,
            await cases.Count(ListCases.Filter.Of(row.Query), ct));

    sealed record Row
    {
        public Guid Id { get; init; }
        public string Account { get; init; } = "";
        public string OwnerName { get; init; } = "";
        [MaxLength(100)] public string Name { get; init; } = "";
        [MaxLength(2000)] public string Query { get; init; } = "";
    }
}
