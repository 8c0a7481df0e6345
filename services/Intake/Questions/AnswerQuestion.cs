using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Questions;

/// <summary>An officer answers what a unit asked. It is advice on record, no decision, and asks for no correction.</summary>
[For(Roles.IntakeOfficer)]
public sealed class AnswerQuestion(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>The answer.</summary>
    public sealed record Request
    {
        [LongText(QuestionThread.Longest)] public string Text { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid threadId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var thread = await QuestionThread.Lock(work, threadId);
        var text = request.Text.Trim();
        if (WhyNot(thread, text, officer) is { } refusal) return refusal;

        await QuestionThread.Add(work, threadId, fromOffice: true, text, clock.Now);
        await letters.Tell(work, Audience.Unit(thread!.UnitCreditCode), thread.CaseId, $"申报咨询已答复",
            $"贵单位的咨询已有答复，请查看。答复不是补正通知，不影响任何期限。", $"/intake/questions/{threadId}", Articles.Applications);
        await work.Record(thread.CaseId, nameof(AnswerQuestion), new { threadId, number = thread.Messages + 1 }, Articles.Applications);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(QuestionThread? thread, string text, Actor officer)
        => QuestionThread.WhyNotReader(thread, officer) ?? thread switch
        {
            { Messages: >= QuestionThread.Most } => Refusal.Conflict($"这个咨询已有 {QuestionThread.Most} 条，请直接联系咨询单位"),
            _ when text.Length == 0 => Refusal.Invalid($"请填写答复", Articles.Applications, "text"),
            _ => null,
        };
}
