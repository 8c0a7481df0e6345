using System.Text;
using Dapper;

namespace Alliance.Platform.Data;

/// <summary>
/// A list ordered by an instant and searched for characters anywhere in a text, a page at a time. What is searched for is looked for among the next rows first, where a frequent word
/// fills the page; then through an index over the text's pieces, quarter by quarter of the list, so that no word costs the rows of all years.
/// </summary>
/// <param name="Table">The rows; known as <paramref name="Alias"/>.</param>
/// <param name="Alias">Their name in the conditions.</param>
/// <param name="At">The column by which they are ordered; then by <c>id</c>.</param>
/// <param name="Text">The searched column, of <see cref="Normal"/> text.</param>
/// <param name="TextAt">The instant with which the text is in an index over <c>search_pieces(text, at, 1, 2, 6)</c>; of the same quarter as <paramref name="At"/>.</param>
/// <param name="Near">How many rows are looked through without the index: about as many as cost what a look into it does.</param>
/// <param name="Beside">Where the text stands when it is not in the rows themselves.</param>
public sealed record SearchedList(string Table, string Alias, string At, string Text, string TextAt, int Near, SearchedList.Texts? Beside = null)
{
    /// <summary>A table of texts, one of each row.</summary>
    /// <param name="Table">The table; known as <paramref name="Alias"/>.</param>
    /// <param name="Alias">Its name in the conditions.</param>
    /// <param name="On">Whose text it is; both have an index for that.</param>
    public sealed record Texts(string Table, string Alias, string On);

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

        DynamicParameters Values(int limit, IEnumerable<(string Name, string[] Pieces)>? asked = null)
        {
            var values = new DynamicParameters(parameters);
            values.AddDynamicParams(new { pageWords = words, pageAt = after?.At, pageId = after?.Id, pageLimit = limit });
            foreach (var (name, pieces) in asked ?? []) values.Add(name, pieces);
            return values;
        }

        Task<IReadOnlyList<T>> Ask(string rows, int limit, IEnumerable<(string Name, string[] Pieces)>? asked = null)
            => database.Query<T>($"{select($"({rows}) {Alias}")} order by {order}", Values(limit, asked), ct);

        if (words.Length == 0) return await Ask($"{next} @pageLimit", limit);
        var looked = Beside is null
            ? $"select * from ({next} {Near}) {Alias} where {holds}"
            : $"select {Alias}.* from ({next} {Near}) {Alias} cross join lateral (select 1 from {Beside.Table} {Beside.Alias} where {Beside.On} and {holds} offset 0) found";
        if (await Ask($"{looked} order by {order} limit @pageLimit", limit) is var near && near.Count == limit) return near;

        List<T> page = [];
        if (await database.Find<Ends>($"select min({At}) as earliest, max({At}) as latest from {Table} {Alias} where {where}", Values(limit), ct) is not { Earliest: { } earliest, Latest: { } latest }) return page;
        var (first, last) = (Quarter(earliest), Quarter(latest));
        var left = Enumerable.Range(0, last - first + 1).Select(n => oldest ? first + n : last - n).ToList();
        // One quarter, then eight, then sixty-four: few looks where a word is rare, few rows where it is not.
        for (var many = 1; left.Count > 0 && page.Count < limit; many *= 8)
        {
            var asked = left.Take(many).Select((quarter, n) => (Name: $"pagePieces{n}", Pieces: Pieces(words, quarter))).ToList();
            left.RemoveRange(0, Math.Min(many, left.Count));
            var held = string.Join(" or ", asked.Select(one => $"search_pieces({Text}, {TextAt}, 1, 2, 6) @> @{one.Name}"));
            // offset 0: whoever holds the words is found first, then the row, then the order. The planner knows too little of words and might walk through all rows in their order instead.
            var rows = Beside is null
                ? $"select * from {Table} {Alias} where {where} and ({held}) and {holds} offset 0"
                : $"""
                    select {Alias}.* from (select * from {Beside.Table} {Beside.Alias} where ({held}) and {holds} offset 0) {Beside.Alias}
                    cross join lateral (select * from {Table} {Alias} where {Beside.On} and {where} offset 0) {Alias}
                    """;
            page.AddRange(await Ask($"select * from ({rows}) {Alias} order by {order} limit @pageLimit", limit - page.Count, asked));
        }
        return page;
    }

    // Quarters of UTC, counted from the year 0.
    static int Quarter(DateTimeOffset at) => at.UtcDateTime.Year * 4 + (at.UtcDateTime.Month - 1) / 3;

    // What the pieces of a row must be among which holds these words in this quarter (schema: search_pieces): as long ones as the index has, side by side from the
    // end, where numbers differ, and the first. By characters as the database counts them, of which a rare one is two of this language.
    static string[] Pieces(string words, int quarter)
    {
        string[] characters = [.. words.EnumerateRunes().Select(rune => rune.ToString())];
        var size = characters.Length >= 6 ? 6 : Math.Min(characters.Length, 2);
        List<int> starts = [0];
        for (var i = characters.Length - size; i > 0; i -= size) starts.Add(i);
        return [.. starts.Select(i => $"{quarter / 4}{quarter % 4 + 1}{string.Concat(characters[i..(i + size)])}")];
    }

    sealed record Ends
    {
        public DateTimeOffset? Earliest { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
