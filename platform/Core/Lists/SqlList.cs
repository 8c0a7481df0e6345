using Alliance.Core.Data;
using Dapper;

namespace Alliance.Core.Lists;

/// <summary>A list, whatever it lists: what its use case says of it once.</summary>
/// <param name="name">As files and saved views call it.</param>
/// <param name="title">What it lists, in Chinese.</param>
public abstract class SqlList(string name, string title)
{
    // Where counting ends; whoever has more than that searches. What is found by words costs more to count.
    private protected const int CountedTo = 10_000, FoundTo = 1_000;

    /// <summary>Rows of a page that may be asked for.</summary>
    public static readonly IReadOnlyList<int> Sizes = [20, 50, 100];

    // Rows that are read at once for a file.
    internal const int FilePage = 500;

    /// <summary>As files and saved views call it.</summary>
    public string Name => name;

    /// <summary>What it lists, in Chinese.</summary>
    public string Title => title;

    /// <summary>How it begins by itself: a column's key, with "-" before it where the greatest comes first.</summary>
    public required string Order { get; init; }

    /// <summary>The names of its filters in addresses.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>What a filter of its page is where the address does not say; what waits is what a list is opened for.</summary>
    public IReadOnlyDictionary<string, string> Unsaid { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows of a page where nobody says how many.</summary>
    public int Size { get; init; } = 20;

    /// <summary>Its columns.</summary>
    public abstract IReadOnlyList<ListColumn> All { get; }

    /// <summary>The columns that somebody wants, in the list's own order: those of the page by default.</summary>
    public IReadOnlyList<ListColumn> Chosen(string? columns) => Chosen(columns, column => column.IsShown);

    /// <summary>The columns of a file: all, where nobody chose.</summary>
    internal IReadOnlyList<ListColumn> ChosenForFile(string? columns) => [.. Chosen(columns, _ => true).Where(column => column.IsInFile)];

    /// <summary>The value of a state's column: where the state stands in the procedure, not in the alphabet.</summary>
    public static string InOrder<TState>(string column) where TState : struct, Enum
        => $"array_position(array[{string.Join(',', Enum.GetNames<TState>().Select(state => $"'{state}'"))}], {column}::text)";

    /// <summary>The query with only what the list knows, in one order, so that two that ask for the same are the same.</summary>
    public IEnumerable<KeyValuePair<string, string>> Known(IEnumerable<KeyValuePair<string, string?>> query)
        => from known in Filters.Concat(["sort", "size", "columns"])
           let said = query.Where(q => string.Equals(q.Key, known, StringComparison.OrdinalIgnoreCase)).Select(q => q.Value).ToList()
           let value = string.Join(',', said.Where(v => !string.IsNullOrEmpty(v)))
           // A filter that is said to be nothing counts where it would be something by itself.
           where Unsaid.TryGetValue(known, out var unsaid) ? said.Count > 0 && value != unsaid : value.Length > 0
           select KeyValuePair.Create(known, value);

    List<ListColumn> Chosen(string? columns, Func<ListColumn, bool> usual)
    {
        var wanted = (columns ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var chosen = All.Where(column => wanted.Contains(column.Key)).ToList();
        return chosen.Count > 0 ? chosen : [.. All.Where(usual)];
    }
}

/// <summary>
/// A list as its use case declares it: the query, the columns with what each is sorted by, the filters. From it come the pages in any
/// order, forwards and backwards, by the value and the key of the row where the last page ended; rows without a value come last in either
/// order. What a page costs does not depend on how far back it is.
/// </summary>
/// <param name="name">As files and saved views call it.</param>
/// <param name="title">What it lists, in Chinese.</param>
public sealed class SqlList<T>(string name, string title) : SqlList(name, title)
{
    /// <summary>The query up to its conditions. A property of the row is a column of it.</summary>
    public required string Sql { get; init; }

    /// <summary>From where rows are counted, if that needs less than the query; null: from the query.</summary>
    public string? Counted { get; init; }

    /// <summary>What tells two rows apart, as the query says it.</summary>
    public required string Key { get; init; }

    /// <summary>What that is: a uuid where nothing else is said.</summary>
    public ListValue? KeyIs { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ListColumn<T>> Columns { get; init; }

    /// <summary>Where the list is searched for words through an index: its table stands in the query as it does there.</summary>
    public SearchedList? Searched { get; init; }

    /// <summary>What programs name a row by whose page they have read, instead of the cursor; null: they do not.</summary>
    public string? Named { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<ListColumn> All => Columns;

    /// <summary>The columns of a file.</summary>
    public IReadOnlyList<ListColumn<T>> OfFile(string? columns) => [.. ChosenForFile(columns).Cast<ListColumn<T>>()];

    /// <summary>No rows, for whoever may read none.</summary>
    public ListPage<T> Nothing(ListQuery query) => Shown(query, [], null, null, 0, 1);

    /// <summary>Reads a page.</summary>
    /// <param name="database">Where the list is.</param>
    /// <param name="query">Which page.</param>
    /// <param name="where">What rows; null conditions are left out.</param>
    /// <param name="parameters">What the query and the conditions name; <c>@list…</c> is the list's own.</param>
    /// <param name="ct">Ends it.</param>
    /// <param name="words">What is searched for where the list is <see cref="Searched"/>.</param>
    public Task<ListPage<T>> Read(
        Database database, ListQuery query, IEnumerable<string?> where, object parameters, CancellationToken ct, string? words = null)
        => Read<T>(database, query, where, parameters, row => row, ct, words);

    /// <summary>Reads a page of rows that are something else in the database.</summary>
    public async Task<ListPage<T>> Read<TRow>(
        Database database, ListQuery query, IEnumerable<string?> where, object parameters, Func<TRow, T> item, CancellationToken ct,
        string? words = null)
    {
        var conditions = string.Join(" and ", where.OfType<string>().DefaultIfEmpty(SearchedList.All));
        var most = Searched is not null && !string.IsNullOrWhiteSpace(words) ? FoundTo : CountedTo;
        if (query.IsForCount)
            return Shown(query, [], null, null, await Count(database, conditions, parameters, words, FoundTo + 1, ct), 1, FoundTo);

        var (column, descending) = OrderOf(query);
        var sort = descending ? "-" + column.Key : column.Key;
        var size = query.Rows ?? SizeOf(query);
        var back = string.IsNullOrEmpty(query.After) && !string.IsNullOrEmpty(query.Before);
        var cursor = ListCursor.Read(back ? query.Before : query.After, sort, column, KeyIs ?? ListValue.Name);
        back &= cursor is not null;
        if (cursor is null && Named is not null && query.After is { Length: > 0 } name)
            cursor = (await Ask<Place>(database, $"{WithPlace(column.Sort!)} where {Named}::text = @name limit 1", new { name }, ct))
                is [var (place, _)] ? new(Value(column, place), place.ListKey!, 0) : null;

        var rows = Searched is not null && column.Sort == $"{Searched.Alias}.{Searched.At}" && KeyIs is null
            ? await ReadSearched<TRow>(database, conditions, parameters, words, cursor, back == descending, size + 1, ct)
            : await ReadSorted<TRow>(database, conditions, parameters, words, column, descending, cursor, back, size + 1, ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        if (back) rows.Reverse();

        // Going back, the first row's place is counted from the row that one came from.
        var first = cursor is null ? 1 : !back ? cursor.Position + 1 : more ? Math.Max(1, cursor.Position - rows.Count) : 1;
        string? At(int row) => rows.Count == 0 ? null
            : ListCursor.Write(sort, first + row, rows[row].Place.ListKey!, column.Write(rows[row].Place.ListValue));
        var next = more || back ? At(rows.Count - 1) : null;
        var previous = (back ? more : cursor is not null) ? At(0) : null;
        var total = query.Rows is not null ? 0
            : next is null && previous is null ? rows.Count
            : await Count(database, conditions, parameters, words, most + 1, ct);
        return Shown(query, [.. rows.Select(row => item(row.Row))], next, previous, total, first, most);
    }

    /// <summary>How many there are, as far as <paramref name="most"/>.</summary>
    async Task<int> Count(Database database, string where, object parameters, string? words, int most, CancellationToken ct)
    {
        if (Searched is not null) return await Searched.Count(database, where, parameters, words, most, ct);
        var values = new DynamicParameters(parameters);
        values.Add("listMost", most);
        var rows = Counted is null ? Sql : $"select {Counted}";
        return await database.Scalar<int>($"select count(*)::int from ({rows} where {where} limit @listMost) counted", values, ct);
    }

    // The list's own order, which the index over its words knows too.
    Task<List<(Place Place, TRow Row)>> ReadSearched<TRow>(
        Database database, string where, object parameters, string? words, ListCursor? cursor, bool oldest, int limit, CancellationToken ct)
        => Searched!.Read(database, rows => WithPlace(Searched.Alias + "." + Searched.At).Replace(FromSearched, $"from {rows}",
            StringComparison.Ordinal), where, parameters, words,
            cursor is { Value: DateTimeOffset at, Key: Guid id } ? new Cursor(at, id) : null, oldest, limit, Ask<TRow>, ct);

    string FromSearched => $"from {Searched!.Table} {Searched.Alias}";

    async Task<List<(Place Place, TRow Row)>> ReadSorted<TRow>(
        Database database, string where, object parameters, string? words, ListColumn column, bool descending, ListCursor? cursor,
        bool back, int limit, CancellationToken ct)
    {
        var values = new DynamicParameters(parameters);
        if (cursor is not null) values.Add("listKey", cursor.Key);
        if (cursor?.Value is { } value) values.Add("listValue", value);
        if (Searched is not null && await Searched.Condition(database, where, parameters, words, ct) is { } found)
        {
            where = $"{where} and {found.Sql}";
            values.AddDynamicParams(found.Parameters);
        }
        var (beyond, order) = descending != back ? ("<", " desc") : (">", "");
        var rows = new List<(Place, TRow)>();
        // Rows without a value stand behind all others, so that either part is one stretch of an index.
        foreach (var isEmpty in back ? new[] { true, false } : [false, true])
        {
            if (rows.Count == limit || (isEmpty && column.IsAlwaysThere)) continue;
            if (cursor is not null && (back ? isEmpty && cursor.Value is not null : !isEmpty && cursor.Value is null)) continue;
            var from = cursor is null || cursor.Value is null != isEmpty ? ""
                : isEmpty ? $" and {Key} {beyond} @listKey" : $" and ({column.Order}, {Key}) {beyond} (@listValue, @listKey)";
            var part = column.IsAlwaysThere ? "" : $" and {column.Sort} is {(isEmpty ? "" : "not ")}null";
            values.Add("listLimit", limit - rows.Count);
            rows.AddRange(await Ask<TRow>(database, $"""
                {WithPlace(column.Sort!)} where {where}{part}{from} order by {column.Order}{order}, {Key}{order} limit @listLimit
                """, values, ct));
        }
        return rows;
    }

    static object? Value(ListColumn column, Place place) => column.Write(place.ListValue) is { } value ? column.Read(value) : null;

    string WithPlace(string sort)
    {
        var columns = Sql.TrimStart();
        if (!columns.StartsWith("select ", StringComparison.Ordinal))
            throw new InvalidOperationException($"The query of {Name} does not begin with select.");
        return $"select {sort} as list_value, {Key} as list_key, 0 as list_row, {columns["select ".Length..]}";
    }

    static async Task<List<(Place, TRow)>> Ask<TRow>(Database database, string sql, object parameters, CancellationToken ct)
        => [.. await database.Query<Place, TRow, (Place, TRow)>(sql, parameters, (place, row) => (place, row), "list_row", ct)];

    (ListColumn Column, bool Descending) OrderOf(ListQuery query)
    {
        (ListColumn?, bool) Of(string sort)
            => (All.FirstOrDefault(c => c.Sort is not null && c.Key == sort.TrimStart('-')), sort[0] == '-');
        return (query.Sort is { Length: > 0 } asked ? Of(asked) : default) is ({ } column, var descending) ? (column, descending)
            : Of(Order) is ({ } usual, var last) ? (usual, last) : throw new InvalidOperationException($"{Name} has no column {Order}.");
    }

    int SizeOf(ListQuery query) => query.Size is { } size && Sizes.Contains(size) ? size : Size;

    ListPage<T> Shown(ListQuery query, IReadOnlyList<T> items, string? next, string? previous, int total, int first, int most = CountedTo)
    {
        var (column, descending) = OrderOf(query);
        return new(items, next, previous, Math.Min(total, most), total > most)
        {
            View = new(this, column, descending, SizeOf(query), first, Chosen(query.Columns)),
        };
    }

    sealed record Place
    {
        public object? ListValue { get; init; }
        public object? ListKey { get; init; }
    }
}
