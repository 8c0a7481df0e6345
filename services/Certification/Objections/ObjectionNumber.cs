using Alliance.Core.Data;

namespace Alliance.Certification.Objections;

/// <summary>收件编号 of objections, YY2026-000123-45.</summary>
static class ObjectionNumber
{
    static readonly FollowNumber Series = new("YY", "objection");

    /// <summary>The number of the year as it is written.</summary>
    public static string Of(int year, int number) => Series.Of(year, number);

    /// <summary>What somebody typed as it is written; null where it is no number, or one with a slip in it.</summary>
    public static string? Read(string? typed) => Series.Read(typed);

    /// <summary>The next of the year.</summary>
    internal static Task<string> Next(UnitOfWork work, int year) => Series.Next(work, year);
}
