using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Ui;
using Alliance.Web.Desk;
using Microsoft.Extensions.Caching.Memory;

namespace Alliance.Gateway.Desk;

/// <summary>
/// What waits for a person in all services, in one order: each service gives the beginning of its own list from the same place on, and
/// what comes first of all of them is the page.
/// </summary>
sealed class MyWork(ServiceQuestions services, IMemoryCache counted)
{
    /// <summary>A page of it.</summary>
    /// <param name="Items">What is due first stands first.</param>
    /// <param name="Next">Where the next page begins; null on the last.</param>
    /// <param name="Counts">How much there is of each kind; the kind as the address names it.</param>
    /// <param name="Away">Services that did not answer.</param>
    public sealed record Answer(
        IReadOnlyList<WorkItem> Items, string? Next, IReadOnlyList<WorkCount> Counts, IReadOnlyList<string> Away);

    /// <param name="http">The person's request.</param>
    /// <param name="scope">Whose work.</param>
    /// <param name="kind">Of this kind only; service and kind with a dot between.</param>
    /// <param name="after">Where the page before ended.</param>
    public async Task<Answer> Read(HttpContext http, WorkScope scope, string? kind, string? after)
    {
        var wanted = kind?.Split('.', 2) is [var service, var inner] ? (Service: service, Kind: inner) : default;
        var query = $"?scope={scope}&after={Uri.EscapeDataString(after ?? "")}";
        var answers = await services.AskAll<WorkList>(http,
            $"/api/tasks{query}{(wanted.Kind is null ? "" : $"&kind={Uri.EscapeDataString(wanted.Kind)}")}", http.RequestAborted);
        var here = answers.Where(a => a.Value is not null).ToList();
        var items = here.Where(a => wanted.Service is null || a.Service == wanted.Service)
            .SelectMany(a => a.Value!.Items.Select(item => item with { Kind = $"{a.Service}.{item.Kind}" }))
            .OrderBy(item => item.SortedAt).ThenBy(item => item.Id.ToString("N"), StringComparer.Ordinal).ToList();
        var shown = items.Take(ListWork.PageSize).ToList();
        var more = items.Count > ListWork.PageSize
            || here.Any(a => a.Value!.Next is not null && (wanted.Service ?? a.Service) == a.Service);
        return new(shown, more && shown is [.., var last] ? new Cursor(last.SortedAt, last.Id).ToString() : null,
            [.. here.SelectMany(a => a.Value!.Counts.Select(count => count with { Kind = $"{a.Service}.{count.Kind}" }))],
            [.. answers.Where(a => a.IsAway).Select(a => a.Service)]);
    }

    /// <summary>What stands beside the links of every page.</summary>
    /// <param name="Work">How much waits.</param>
    /// <param name="Overdue">What of it is late.</param>
    /// <param name="Letters">Letters that were not read.</param>
    public sealed record Counts(int Work, int Overdue, int Letters);

    sealed record Unread(int Letters);

    // Every page asks, and who opens three pages in a row does not need three counts; whatever the person does themselves is counted anew.
    static readonly TimeSpan Counted = TimeSpan.FromSeconds(5);

    /// <summary>How much waits for the person who asks; of services that do not answer, nothing.</summary>
    public async Task<Counts> Count(HttpContext http) => (await counted.GetOrCreateAsync(Key(http), entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Counted;
        return Ask(http);
    }))!;

    /// <summary>The person did something: what is counted next is what waits then.</summary>
    public static void CountAnew(HttpContext http) => http.RequestServices.GetRequiredService<IMemoryCache>().Remove(Key(http));

    static (Type, string) Key(HttpContext http) => (typeof(Counts), Visitor.Account(http.User));

    async Task<Counts> Ask(HttpContext http)
    {
        var letters = services.Ask<Unread>(http, "intake", "/api/letters/unread", http.RequestAborted);
        var totals = await services.AskAll<WorkTotal>(http, "/api/tasks/total", http.RequestAborted);
        return new(totals.Sum(t => t.Value?.Count ?? 0), totals.Sum(t => t.Value?.Overdue ?? 0), (await letters)?.Letters ?? 0);
    }
}
