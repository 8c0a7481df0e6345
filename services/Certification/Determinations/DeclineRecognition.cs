using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Determinations;

/// <summary>The bureau declines (不予认定), with reasons (Art. 11).</summary>
[For(Roles.DecisionMaker)]
public sealed class DeclineRecognition(Database database, StatutoryClock clock)
{
    /// <param name="Reasons">At least one, each with its article.</param>
    /// <param name="Minutes">局长办公会纪要, where there are any.</param>
    public sealed record Request(IReadOnlyList<Reason> Reasons, [LongText] string? Minutes = null);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        if (await Decide(work, applicationId, request, clock.Now) is { } refusal) return refusal;
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The decision, in the step of whoever takes it: by itself, or with the others of a meeting.</summary>
    internal static async Task<Refusal?> Decide(UnitOfWork work, Guid applicationId, Request request, DateTimeOffset now)
    {
        var determination = await Determination.Lock(work, applicationId);
        if (WhyNot(determination, request) is { } refusal) return refusal;

        await work.Execute("""
            update determination set state = 'Declined', reasons = @reasons, minutes = @minutes, decided_at = @now, decided_by = @Name
            where application_id = @applicationId
            """, new { applicationId, reasons = Json.Of(request.Reasons), minutes = request.Minutes?.Trim(), now, work.Actor.Name });
        await Matter.Wait(work, InstrumentKind.Refusal, applicationId, null, applicationId, now);
        await work.Publish(new RecognitionDeclined(applicationId, request.Reasons, now));
        await work.Record(applicationId, nameof(DeclineRecognition), request, Articles.Notice, determination!.Application.PolicyVersion);
        return null;
    }

    internal static Refusal? WhyNot(Determination? determination, Request request)
    {
        if (ProposeRecognition.WhyNotDetermine(determination) is { } refusal) return refusal;
        if (request.Reasons is not { Count: > 0 }) return Refusal.Invalid($"不予认定须说明理由", Articles.Notice, "reasons");
        var faults = new List<Fault>();
        for (var i = 0; i < request.Reasons.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(request.Reasons[i].Article))
                faults.Add(new($"第 {i + 1} 条理由没有写明依据的条款", Articles.Notice, $"reasons[{i}].article"));
            if (string.IsNullOrWhiteSpace(request.Reasons[i].Sentence))
                faults.Add(new($"第 {i + 1} 条理由没有写明内容", Articles.Notice, $"reasons[{i}].sentence"));
        }
        return faults.Count == 0 ? null : Refusal.Invalid(faults, determination!.Application.PolicyVersion);
    }
}
