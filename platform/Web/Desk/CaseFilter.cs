using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Alliance.Web.Desk;

/// <summary>What figures, and the lists behind them, are narrowed to.</summary>
/// <param name="Year">Of this year.</param>
/// <param name="Industry">Of this 重点产业.</param>
/// <param name="District">行政区划代码 of the lead unit.</param>
public sealed record CaseFilter(int? Year = null, string? Industry = null, string? District = null)
{
    /// <summary>The condition on a table with the columns year, industry and district, and the values @Year, @Industry and
    /// @District.</summary>
    public static string On(string table) => $"(@Year::int is null or {table}.year = @Year) and {InAnyYear(table)}";

    /// <summary>The same without the year: what compares years shows them all.</summary>
    public static string InAnyYear(string table) => $"""
        coalesce(@Industry::text, '') in ('', {table}.industry) and coalesce(@District::text, '') in ('', {table}.district)
        """;

    /// <summary>True for what counts in the year asked for.</summary>
    public bool Counts(int year) => Year is null || Year == year;

    /// <summary>The address of a list, narrowed to the same; what is named here counts before it.</summary>
    public string Link(string list, params (string Name, object? Value)[] query)
    {
        (string Name, object? Value)[] own = [("year", Year), ("industry", Industry), ("district", District)];
        return QueryHelpers.AddQueryString(list, own.Where(one => !query.Any(q => q.Name == one.Name)).Concat(query)
            .Select(q => KeyValuePair.Create(q.Name, Convert.ToString(q.Value, CultureInfo.InvariantCulture)))
            .Where(q => !string.IsNullOrEmpty(q.Value)));
    }
}
