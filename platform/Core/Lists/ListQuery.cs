using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Alliance.Core.Lists;

/// <summary>How somebody wants a list: in which order, which page of it, which columns.</summary>
/// <param name="Sort">The column it is sorted by; with "-" before it the greatest comes first.</param>
/// <param name="After">Cursor of the page before.</param>
/// <param name="Before">Cursor of the page after; for going back.</param>
/// <param name="Size">Rows of a page: 20, 50 or 100.</param>
/// <param name="Columns">The columns wanted, with commas between them; for files and pages.</param>
public sealed record ListQuery(
    [property: MaxLength(60)] string? Sort = null, [property: MaxLength(2000)] string? After = null,
    [property: MaxLength(2000)] string? Before = null, int? Size = null, [property: MaxLength(1000)] string? Columns = null)
{
    /// <summary>The first page as the list begins by itself.</summary>
    public static readonly ListQuery First = new();

    // Nobody asks for these by an address: so many rows and no count, or nothing but the count.
    internal int? Rows { get; init; }
    internal bool IsForCount { get; init; }

    /// <summary>The next rows of a file; they are not counted.</summary>
    public ListQuery ForFile(string? after) => this with { Rows = SqlList.FilePage, After = after, Before = null };

    /// <summary>No rows, only how many there are.</summary>
    public static ListQuery ForCount { get; } = new() { IsForCount = true };

    /// <summary>So many rows as the list begins by itself, and no count.</summary>
    public static ListQuery Few(int rows) => new() { Rows = rows };

    /// <summary>What an address asks for.</summary>
    public static ListQuery Of(IQueryCollection query)
    {
        string? Said(string name, int longest) => query[name].ToString() is { Length: > 0 } value && value.Length <= longest ? value : null;
        return new(Said("sort", 60), Said("after", 2000), Said("before", 2000),
            int.TryParse(Said("size", 3), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
            Said("columns", 1000));
    }
}

/// <summary>What an address says about the filters of a list; where it says nothing, what the list is opened for.</summary>
public sealed class ListFilters(SqlList list, IQueryCollection query)
{
    /// <summary>A filter's value; null where there is none.</summary>
    public string? this[string name] => query.TryGetValue(name, out var said)
        ? said.ToString() is { Length: > 0 and <= 500 } value ? value : null : list.Unsaid.GetValueOrDefault(name);

    /// <summary>A filter that is yes or no.</summary>
    public bool? Yes(string name) => bool.TryParse(this[name], out var yes) ? yes : null;

    /// <summary>A filter that is a whole number.</summary>
    public int? Whole(string name)
        => int.TryParse(this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    /// <summary>A filter that is a key.</summary>
    public Guid? Key(string name) => Guid.TryParse(this[name], out var key) ? key : null;

    /// <summary>A filter that is a day.</summary>
    public DateOnly? Day(string name)
        => DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A filter that is one of several words.</summary>
    public T? Of<T>(string name) where T : struct, Enum
        => Enum.TryParse<T>(this[name], ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
