using System.Globalization;
using Alliance.Statute.Text;
using Dapper;

namespace Alliance.Core.Data;

/// <summary>
/// A list ordered by an instant and searched for characters anywhere in a text, a page at a time. What is searched for is looked for among
/// the next rows first, where a frequent word fills the page; then through an index over the text's pieces, month by month of the list, so
/// that no word costs the rows of all years.
/// </summary>
/// <param name="Table">The rows; known as <paramref name="Alias"/>.</param>
/// <param name="Alias">Their name in the conditions.</param>
/// <param name="At">The column by which they are ordered; then by <c>id</c>.</param>
/// <param name="Text">The searched column, of texts as <see cref="TypedText.Search"/> makes them.</param>
/// <param name="TextAt">The instant with which the text is in an index over <c>search_pieces(text, at, 1, 2, 6)</c>; of the same month as
/// <paramref name="At"/>.</param>
/// <param name="Near">How many rows are looked through without the index: about as many as cost what a look into it does.</param>
/// <param name="Beside">Where the text stands when it is not in the rows themselves.</param>
public sealed record SearchedList(
    string Table, string Alias, string At, string Text, string TextAt, int Near, SearchedList.Texts? Beside = null)
{
    /// <summary>A table of texts, one of each row.</summary>
    /// <param name="Table">The table; known as <paramref name="Alias"/>.</param>
    /// <param name="Alias">Its name in the conditions.</param>
    /// <param name="On">Whose text it is; both have an index for that.</param>
    public sealed record Texts(string Table, string Alias, string On);

    // Characters of the longest pieces in the index.
    const int LongPiece = 6;

    /// <summary>The condition of the whole list.</summary>
    public const string All = "true";

    /// <summary>Reads a page.</summary>
    /// <param name="database">Where the list is.</param>
    /// <param name="select">The query around the rows of the page, which it names as <see cref="Alias"/>, without an order.</param>
    /// <param name="where">What rows of the list.</param>
    /// <param name="parameters">What both name; <c>@page…</c> is the list's own.</param>
    /// <param name="words">What is searched for; nothing, the whole list.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="oldest">True: the list begins with the earliest.</param>
    /// <param name="limit">Rows of the page.</param>
    /// <param name="ask">How the query is asked.</param>
    public async Task<List<T>> Read<T>(
        Database database, Func<string, string> select, string where, object parameters, string? words, Cursor? after,
        bool oldest, int limit, Func<Database, string, object, CancellationToken, Task<List<T>>> ask, CancellationToken ct)
    {
        words = TypedText.Search(words);
        var order = oldest ? $"{Alias}.{At}, {Alias}.id" : $"{Alias}.{At} desc, {Alias}.id desc";
        if (after is not null) where += $" and ({Alias}.{At}, {Alias}.id) {(oldest ? ">" : "<")} (@pageAt, @pageId)";
        var next = $"select * from {Table} {Alias} where {where} order by {order} limit ";

        Task<List<T>> Ask(string rows, int limit, IEnumerable<(string Name, string[] Pieces)>? asked = null)
            => ask(database, $"{select($"({rows}) {Alias}")} order by {order}", Values(parameters, words, after, limit, asked), ct);

        if (words.Length == 0) return await Ask($"{next} @pageLimit", limit);
        var looked = Beside is null
            ? $"select * from ({next} {Near}) {Alias} where {Holds}"
            : $"""
                select {Alias}.*
                from ({next} {Near}) {Alias} cross join lateral (select 1
                from {Beside.Table} {Beside.Alias}
                where {Beside.On} and {Holds} offset 0) found
                """;
        if (await Ask($"{looked} order by {order} limit @pageLimit", limit) is var near && near.Count == limit) return near;

        var (held, spans) = await Look(database, where, Values(parameters, words, after), words, oldest, ct);
        // offset 0: whoever holds the words is found first, then the row, then the order. The planner knows too little of words and might
        // walk through all rows in their order instead.
        var rows = Beside is null
            ? $"select * from {Table} {Alias} where {where} and {held} offset 0"
            : $"""
                select {Alias}.* from (select * from {Beside.Table} {Beside.Alias} where {held} offset 0) {Beside.Alias}
                cross join lateral (select * from {Table} {Alias} where {Beside.On} and {where} offset 0) {Alias}
                """;
        List<T> page = [];
        foreach (var asked in spans)
        {
            page.AddRange(await Ask($"select * from ({rows}) {Alias} order by {order} limit @pageLimit", limit - page.Count, asked));
            if (page.Count == limit) break;
        }
        return page;
    }

    /// <summary>Counts what <see cref="Read"/> would list, as far as <paramref name="most"/>.</summary>
    /// <param name="database">Where the list is.</param>
    /// <param name="where">What rows of the list; <see cref="All"/>, any.</param>
    /// <param name="parameters">What it names.</param>
    /// <param name="words">What is searched for; nothing, the whole list.</param>
    /// <param name="most">Where counting ends.</param>
    public async Task<int> Count(Database database, string where, object parameters, string? words, int most, CancellationToken ct)
    {
        words = TypedText.Search(words);
        Task<int> Ask(string rows, int limit, IEnumerable<(string Name, string[] Pieces)>? asked = null)
            => database.Scalar<int>($"select count(*)::int from (select from {rows} limit @pageLimit) counted",
                Values(parameters, words, after: null, limit, asked), ct);

        if (words.Length == 0) return await Ask($"{Table} {Alias} where {where}", most);
        var (held, spans) = await Look(database, where, Values(parameters, words, after: null), words, oldest: false, ct);
        var rows = Beside is null ? $"{Table} {Alias} where {where} and {held}"
            : where == All ? $"{Beside.Table} {Beside.Alias} where {held}"
            : $"{Beside.Table} {Beside.Alias} join {Table} {Alias} on {Beside.On} and {where} where {held}";
        var count = 0;
        foreach (var asked in spans)
        {
            count += await Ask(rows, most - count, asked);
            if (count == most) break;
        }
        return count;
    }

    /// <summary>The condition of rows that hold the words, for another order than the list's own; null where nothing is searched
    /// for.</summary>
    internal async Task<(string Sql, DynamicParameters Parameters)?> Condition(
        Database database, string where, object parameters, string? words, CancellationToken ct)
    {
        words = TypedText.Search(words);
        if (words.Length == 0) return null;
        var (held, spans) = await Look(database, where, Values(parameters, words, after: null), words, oldest: false, ct);
        var values = new DynamicParameters(new { pageWords = words });
        if (spans.Count == 0) return ("false", values);
        foreach (var (name, pieces) in spans.SelectMany(span => span).GroupBy(one => one.Name, one => one.Pieces)
            .Select(one => (one.Key, one.SelectMany(pieces => pieces).ToArray()))) values.Add(name, pieces);
        return (Beside is null ? held : $"exists(select from {Beside.Table} {Beside.Alias} where {Beside.On} and {held})", values);
    }

    // The condition, and what its parameters are for one month of the list, then for eight, then for sixty-four: few looks where a word is
    // rare, few rows where it is not. Long words are looked for by quarter.
    async Task<(string Held, IReadOnlyList<IReadOnlyList<(string Name, string[] Pieces)>> Spans)> Look(
        Database database, string where, object parameters, string words, bool oldest, CancellationToken ct)
    {
        // By characters as the database counts them, of which a rare one is two of this language.
        string[] characters = [.. words.EnumerateRunes().Select(rune => rune.ToString())];
        var size = characters.Length >= LongPiece ? LongPiece : Math.Min(characters.Length, 2);
        // What must be among the pieces of a row that holds these words: as long ones as the index has, side by side from the end, where
        // numbers differ, and the first.
        List<string> pieces = [string.Concat(characters[..size])];
        for (var i = characters.Length - size; i > 0; i -= size) pieces.Add(string.Concat(characters[i..(i + size)]));
        // A row stands in one span: it has each piece in any of them only if it has all in the same.
        var held = string.Join(" and ",
            [.. pieces.Select((_, n) => $"search_pieces({Text}, {TextAt}, 1, 2, {LongPiece}) && @pagePieces{n}"), Holds]);

        List<IReadOnlyList<(string, string[])>> parts = [];
        if (await database.Find<Ends>($"select min({At}) as earliest, max({At}) as latest from {Table} {Alias} where {where}",
            parameters, ct) is not { Earliest: { } earliest, Latest: { } latest }) return (held, parts);
        // Spans of UTC, counted from the year 0; as the index names them.
        var perYear = size == LongPiece ? 4 : 12;
        int Span(DateTimeOffset at) => at.UtcDateTime.Year * perYear + (at.UtcDateTime.Month - 1) * perYear / 12;
        string Named(int span) => (span / perYear * (perYear == 4 ? 10 : 100) + span % perYear + 1).ToString(CultureInfo.InvariantCulture);
        var (first, last) = (Span(earliest), Span(latest));
        for (int many = 1, from = 0; from <= last - first; from += many, many *= 8)
        {
            string[] spans = [.. Enumerable.Range(from, Math.Min(many, last - first + 1 - from))
                .Select(n => Named(oldest ? first + n : last - n))];
            parts.Add([.. pieces.Select((piece, n) => ($"pagePieces{n}", spans.Select(span => span + piece).ToArray()))]);
        }
        return (held, parts);
    }

    string Holds => $"position(@pageWords in {Text}) > 0";

    static DynamicParameters Values(
        object parameters, string words, Cursor? after, int? limit = null, IEnumerable<(string Name, string[] Pieces)>? asked = null)
    {
        var values = new DynamicParameters(parameters);
        values.AddDynamicParams(new { pageWords = words, pageAt = after?.At, pageId = after?.Id, pageLimit = limit });
        foreach (var (name, pieces) in asked ?? []) values.Add(name, pieces);
        return values;
    }

    sealed record Ends
    {
        public DateTimeOffset? Earliest { get; init; }
        public DateTimeOffset? Latest { get; init; }
    }
}
