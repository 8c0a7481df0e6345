using System.Globalization;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Audit;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Web.Desk;

/// <summary>What every service's brief says in the same way.</summary>
public static class BriefWriting
{
    /// <summary>A state in the reader's words.</summary>
    public static BriefState State(Words words, Enum state) => new(words[state.Word()], StateAttribute.Of(state).Colour);

    /// <summary>A fact; null where there is nothing to say.</summary>
    /// <param name="label">What it is, in the reader's words.</param>
    /// <param name="value">How it is.</param>
    public static BriefFact? Fact(string label, string? value) => string.IsNullOrWhiteSpace(value) ? null : new(label, value);

    /// <summary>Those there is something to say of.</summary>
    public static IReadOnlyList<BriefFact> Facts(params IEnumerable<BriefFact?> facts) => [.. facts.OfType<BriefFact>()];

    /// <summary>
    /// The record of a case as events, the newest first; commands that came twice or too late changed nothing and are left out. People of
    /// the office are named to the office only, whoever acts for a unit to everybody who reads the case.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="record">The entries.</param>
    /// <param name="title">What an entry is called, in the reader's words; null for what is not told.</param>
    /// <param name="link">The page that owns them.</param>
    /// <param name="reader">Who reads.</param>
    public static IReadOnlyList<BriefEvent> Events(
        Words words, IEnumerable<AuditEntry> record, Func<AuditEntry, string?> title, string? link, Actor reader)
        => [.. record.Where(entry => !AuditEntry.WasIgnored(entry.What)).OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Position)
            .Select(entry => (Entry: entry, Title: title(entry))).Where(told => told.Title is not null).Take(Brief.MostEvents)
            .Select(told => new BriefEvent(told.Entry.At, told.Title!, Who(words, told.Entry, reader), link, told.Entry.Article))];

    static string? Who(Words words, AuditEntry entry, Actor reader) => entry switch
    {
        { Account: "" } => words["公众"],
        { Account: var account } when account.StartsWith("system:", StringComparison.Ordinal) => words["系统自动"],
        { OnBehalfOf: not null } => entry.ActorName,
        _ => IsOfTheBureau(reader) ? entry.ActorName : null,
    };

    /// <summary>True for the people of the bureau, those who only look among them.</summary>
    public static bool IsOfTheBureau(Actor reader) => reader.IsAny([.. Roles.Staff, .. Roles.Readers]);

    /// <summary>A number that an entry of the record keeps with it, such as a year; null where it keeps none of this name.</summary>
    public static string? Number(this AuditEntry entry, string name)
    {
        if (entry.Details is null) return null;
        using var details = JsonDocument.Parse(entry.Details);
        return details.RootElement.ValueKind is JsonValueKind.Object && details.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind is JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;
    }
}
