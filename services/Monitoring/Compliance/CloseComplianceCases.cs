using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>
/// A monitoring officer closes several compliance cases with one decision and its reasons (Art. 17). Each is closed for itself: one that
/// cannot be closed is told with why, and holds up no other.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class CloseComplianceCases(Database database, Words words, CloseComplianceCase one)
{
    /// <summary>As many at once.</summary>
    public const int Most = 200;

    /// <param name="Ids">Which.</param>
    /// <param name="Decision">已整改, 警示 or 不予追究.</param>
    /// <param name="Reasons">Why, for all of them.</param>
    public sealed record Request(IReadOnlyList<Guid>? Ids, Decision? Decision, [LongText] string? Reasons);

    /// <summary>What became of them.</summary>
    /// <param name="Closed">How many were closed.</param>
    /// <param name="Left">Those that were not, with why.</param>
    public sealed record Answer(int Closed, IReadOnlyList<NotClosed> Left);

    /// <summary>One that was not closed.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="AllianceName">Of which alliance; empty where there is no such case.</param>
    /// <param name="Why">The rule that stands against it.</param>
    public sealed record NotClosed(Guid Id, string AllianceName, string Why);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;
        var ids = request.Ids!.Distinct().ToArray();
        var names = (await database.Query<ComplianceCase>(ComplianceCase.Select + " where c.id = any(@ids)", new { ids }, ct))
            .ToDictionary(found => found.Id, found => found.AllianceName);
        var left = new List<NotClosed>();
        foreach (var id in ids)
            if ((await one.Handle(id, new(request.Decision, request.Reasons), officer, ct)).Refusal is { } why)
                left.Add(new(id, names.GetValueOrDefault(id, ""), words.Say(why.Sentence)));
        return new Answer(ids.Length - left.Count, left);
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (request.Ids is not { Count: > 0 }) faults.Add(new($"请至少选择一个违规核查案件", Field: "chosen"));
        else if (request.Ids.Count > Most) faults.Add(new($"一次最多办结 {Most} 件，请分批办理", Field: "chosen"));
        if (request.Decision is null) faults.Add(new($"请选择处理决定", Field: "decision"));
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明处理决定的理由", Field: "reasons"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
