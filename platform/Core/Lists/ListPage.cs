using System.Text.Json.Serialization;
using Alliance.Core.Data;

namespace Alliance.Core.Lists;

/// <summary>A page of a list that can be sorted.</summary>
/// <param name="Items">What stands on it.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Previous">Where the page before ends; null on the first.</param>
/// <param name="Total">How many there are, as far as they were counted.</param>
/// <param name="More">True where there are more than were counted.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next, string? Previous, int Total, bool More)
    : Page<T>(Items, Next), IListPage
{
    /// <inheritdoc/>
    [JsonIgnore] public ListView View { get; init; } = null!;

    int IListPage.Count => Items.Count;
}

/// <summary>A page, whatever it lists.</summary>
public interface IListPage
{
    /// <summary>Where the next page begins; null on the last.</summary>
    string? Next { get; }
    /// <summary>Where the page before ends; null on the first.</summary>
    string? Previous { get; }
    /// <summary>How many there are, as far as they were counted.</summary>
    int Total { get; }
    /// <summary>True where there are more than were counted.</summary>
    bool More { get; }
    /// <summary>Rows of this page.</summary>
    int Count { get; }
    /// <summary>How it was asked for.</summary>
    ListView View { get; }
}

/// <summary>How a page was asked for, for those who show it.</summary>
/// <param name="List">The list.</param>
/// <param name="Sort">The column it is sorted by.</param>
/// <param name="Descending">True: the greatest comes first.</param>
/// <param name="Size">Rows of a page.</param>
/// <param name="First">Which of all rows is the first of the page, counted from one.</param>
/// <param name="Shown">The columns that were chosen.</param>
public sealed record ListView(SqlList List, ListColumn Sort, bool Descending, int Size, int First, IReadOnlyList<ListColumn> Shown);
