using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>
/// An officer reminds lead units of corrections that are due (Art. 10), several at once, with one reason. The period stays what it is. An
/// application that cannot be reminded of is told with why, and holds up no other.
/// </summary>
[For(Roles.IntakeOfficer)]
public sealed class RemindCorrections(Database database, StatutoryClock clock, Words words, LetterBox letters)
{
    // A page of the list.
    const int Most = 100;

    /// <param name="Ids">Which applications.</param>
    /// <param name="Reasons">Why now, for all of them.</param>
    public sealed record Request(IReadOnlyList<Guid>? Ids, [LongText(500)] string? Reasons);

    /// <summary>What became of them.</summary>
    /// <param name="Reminded">How many lead units were written to.</param>
    /// <param name="Left">Those that were not, with why.</param>
    public sealed record Answer(int Reminded, IReadOnlyList<NotReminded> Left);

    /// <summary>One that was not reminded of.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="AllianceName">Of which alliance; empty where there is no such application.</param>
    /// <param name="Why">The rule that stands against it.</param>
    public sealed record NotReminded(Guid Id, string AllianceName, string Why);

    /// <summary>A correction as this rule looks at it.</summary>
    internal sealed record Waiting
    {
        public string AllianceName { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public string LeadCreditCode { get; init; } = "";
        public string PolicyVersion { get; init; } = "";
        public Stage Stage { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateOnly? NominalDueOn { get; init; }
        public DateOnly? RemindedOn { get; init; }
    }

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;
        var left = new List<NotReminded>();
        var ids = request.Ids!.Distinct().ToArray();
        foreach (var id in ids)
            if (await Remind(id, request.Reasons!.Trim(), officer, ct) is var (name, why)) left.Add(new(id, name, words.Say(why.Sentence)));
        return new Answer(ids.Length - left.Count, left);
    }

    // Of which alliance it is not, and why; null where it was done.
    async Task<(string Name, Refusal Why)?> Remind(Guid id, string reasons, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct, nameof(Handle));
        var waiting = await work.Find<Waiting>("""
            select a.alliance_name, a.receipt_number, a.lead_credit_code, a.policy_version, a.stage, k.due_at, k.nominal_due_on,
              k.reminded_on
            from application a left join correction k on k.application_id = a.id
            where a.id = @id and a.stage <> 'Draft' for update of a
            """, new { id });
        if (WhyNot(waiting, clock.Today) is { } refusal) return (waiting?.AllianceName ?? "", refusal);

        await work.Execute("update correction set reminded_on = @Today where application_id = @id", new { id, clock.Today });
        var due = Ui.BeijingTime.EndText(waiting!.DueAt, waiting.NominalDueOn);
        await letters.Tell(work, Audience.Unit(waiting.LeadCreditCode), id, $"请按期提交补正",
            $"申报书 {waiting.ReceiptNumber} 须在 {due} 前补正并重新提交。{reasons.TrimEnd('。')}。",
            $"/intake/applications/{id}", Articles.Review);
        await work.Record(id, nameof(RemindCorrections), new { reasons }, Articles.Review, waiting.PolicyVersion);
        await work.Commit();
        return null;
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (request.Ids is not { Count: > 0 and <= Most }) faults.Add(new($"请选择 1 至 {Most} 份申报书", Field: "chosen"));
        if (string.IsNullOrWhiteSpace(request.Reasons)) faults.Add(new($"请写明提醒的理由", Field: "reasons"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    internal static Refusal? WhyNot(Waiting? waiting, DateOnly today) => waiting switch
    {
        null => Application.Unknown,
        { Stage: not Stage.Correction } => Refusal.Conflict($"申报书不在补正中，无须提醒", Articles.Review, waiting.PolicyVersion),
        _ when waiting.RemindedOn == today => Refusal.Conflict($"今天已经提醒过", Articles.Review, waiting.PolicyVersion),
        _ => null,
    };
}
