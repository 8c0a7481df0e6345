using System.Text;
using Dapper;

namespace Alliance.Platform.Data;

/// <summary>
/// A list ordered by an instant and searched for characters anywhere in a text, a page at a time. What is searched for is looked for among the next rows first, where a frequent word
/// fills the page; then through an index over the text's pieces, the latest years first, so that no word costs the rows of all years.
/// </summary>
/// <param name="Table">The rows; known as <paramref name="Alias"/>.</param>
/// <param name="Alias">Their name in the conditions.</param>
/// <param name="At">The column by which they are ordered; then by <c>id</c>.</param>
/// <param name="Text">The searched column, of <see cref="Normal"/> text.</param>
/// <param name="TextAt">The instant with which the text is in an index over <c>search_pieces(text, at, 1, 2, 6)</c>; of the same year as <paramref name="At"/>.</param>
/// <param name="Among">Where the text stands, when it is not in the rows themselves: a condition around the one on the text.</param>
public sealed record SearchedList(string Table, string Alias, string At, string Text, string TextAt, Func<string, string>? Among = null)
{
    /// <summary>Rows that are looked through without the index: about as many as cost what a look into it does.</summary>
    const int Near = 1_000;

    /// <summary>A text as it is compared: 全角与半角、大小写 make no difference to a person who searches.</summary>
    public static string Normal(string text) => text.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Reads a page.</summary>
    /// <param name="database">Where the list is.</param>
    /// <param name="select">The query around the rows of the page, which it names as <see cref="Alias"/>, without an order.</param>
    /// <param name="where">What rows of the list.</param>
    /// <param name="parameters">What both name; <c>@page…</c> is the list's own.</param>
    /// <param name="words">What is searched for; nothing, the whole list.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="oldest">True: the list begins with the earliest.</param>
    /// <param name="limit">Rows of the page.</param>
    public async Task<IReadOnlyList<T>> Read<T>(
        Database database, Func<string, string> select, string where, object parameters, string? words, Cursor? after, bool oldest, int limit, CancellationToken ct)
    {
        words = Normal(words ?? "");
        var order = oldest ? $"{Alias}.{At}, {Alias}.id" : $"{Alias}.{At} desc, {Alias}.id desc";
        if (after is not null) where += $" and ({Alias}.{At}, {Alias}.id) {(oldest ? ">" : "<")} (@pageAt, @pageId)";
        var next = $"select * from {Table} {Alias} where {where} order by {order} limit ";
        var holds = $"position(@pageWords in {Text}) > 0";

        DynamicParameters Values(int limit)
        {
            var values = new DynamicParameters(parameters);
            values.AddDynamicParams(new { pageWords = words, pageAt = after?.At, pageId = after?.Id, pageLimit = limit });
            return values;
        }

        Task<IReadOnlyList<T>> Ask(string rows, int limit) => database.Query<T>($"{select($"({rows}) {Alias}")} order by {order}", Values(limit), ct);

        if (words.Length == 0) return await Ask($"{next} @pageLimit", limit);
        if (await Ask($"select * from ({next} {Near}) {Alias} where {Holding(holds)} limit @pageLimit", limit) is var near && near.Count == limit) return near;

        List<T> page = [];
        if (await database.Find<Ends>($"select min({At}) as earliest, max({At}) as latest from {Table} {Alias} where {where}", Values(limit), ct) is not { Earliest: { } earliest, Latest: { } latest }) return page;
        var years = Enumerable.Range(earliest.UtcDateTime.Year, latest.UtcDateTime.Year - earliest.UtcDateTime.Year + 1);
        var left = (oldest ? years : years.Reverse()).ToList();
        // Two years, then eight, then the rest: few looks where a word is rare, few rows where it is not.
        for (var many = 2; left.Count > 0 && page.Count < limit; many *= 4)
        {
            var held = string.Join(" or ", left.Take(many).Select(year => $"search_pieces({Text}, {TextAt}, 1, 2, 6) @> searched_pieces(@pageWords, '{year:0000}-01-01Z')"));
            left.RemoveRange(0, Math.Min(many, left.Count));
            // offset 0: whoever holds the words is found before anything is put in order; otherwise the planner may walk through all years' rows in their order to reach one year's.
            page.AddRange(await Ask($"""
                select * from (select * from {Table} {Alias} where {where} and {Holding($"({held}) and {holds}")} offset 0) {Alias} order by {order} limit @pageLimit
                """, limit - page.Count));
        }
        return page;
    }

    string Holding(string condition) => Among?.Invoke(condition) ?? condition;

    sealed record Ends
    {
        public DateTimeOffset? Earliest { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
