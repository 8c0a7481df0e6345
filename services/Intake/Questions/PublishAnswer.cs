using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Questions;

/// <summary>An officer makes an answer of general use a part of the call's public FAQ 常见问题, in words of its own: nobody's name and nobody's
/// application stand in it.</summary>
[For(Roles.IntakeOfficer)]
public sealed class PublishAnswer(Database database, StatutoryClock clock)
{
    // A call with more has to be amended.
    internal const int Most = 50;

    /// <summary>The question and the answer as everybody reads them.</summary>
    public sealed record Request
    {
        [LongText(500)] public string Question { get; init; } = "";
        [LongText(QuestionThread.Longest)] public string Answer { get; init; } = "";
    }

    public async Task<Outcome> Handle(Guid threadId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var thread = await QuestionThread.Lock(work, threadId);
        var published = thread is null ? [] : await work.Query<string>(
            "select question from call_answer where call_id = @CallId", thread);
        var names = thread is null ? [] : await Names(work, thread);
        var (question, answer) = (request.Question.Trim(), request.Answer.Trim());
        if (WhyNot(thread, question, answer, published, names, officer) is { } refusal) return refusal;

        // One after the other: two at once get two numbers.
        await work.Execute("select 1 from call where id = @CallId for update", thread);
        await work.Execute("""
            insert into call_answer(call_id, number, thread_id, question, answer, published_at, published_by)
            select @CallId, coalesce(max(number), 0) + 1, @threadId, @question, @answer, @Now, @Account
            from call_answer where call_id = @CallId
            """, new { thread!.CallId, threadId, question, answer, clock.Now, officer.Account });
        await work.Record(thread.CallId, nameof(PublishAnswer), new { threadId, question, answer }, Articles.Applications);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        QuestionThread? thread,
        string question,
        string answer,
        IReadOnlyCollection<string> published,
        IReadOnlyList<string> names,
        Actor officer)
    {
        if (QuestionThread.WhyNotReader(thread, officer) is { } unknown) return unknown;
        List<Fault> faults = [];
        if (question.Length == 0) faults.Add(new($"请填写问题", Articles.Applications, "question"));
        if (answer.Length == 0) faults.Add(new($"请填写答复", Articles.Applications, "answer"));
        foreach (var (field, text) in ((string, string)[])[("question", question), ("answer", answer)])
            if (names.FirstOrDefault(name => text.Contains(name, StringComparison.Ordinal)) is { } named)
                faults.Add(new($"公开的内容不能写明单位、联盟或个人：“{named}”", Articles.Applications, field));
        if (faults.Count > 0) return Refusal.Invalid(faults);
        if (published.Contains(question)) return Refusal.Conflict($"这个问题已经公开过");
        return published.Count >= Most ? Refusal.Conflict($"常见问题已有 {Most} 条，请更正申报通知") : null;
    }

    // Whoever asked, and whom the application names.
    static async Task<IReadOnlyList<string>> Names(UnitOfWork work, QuestionThread thread)
        => [.. (await work.Query<string>("""
            select @UnitName union select @UnitCreditCode
            union select written_by_name from question_message where thread_id = @Id and not from_office
            union select alliance_name from application where id = @ApplicationId
            union select form->>'coreName' from application where id = @ApplicationId
            """, thread)).Where(name => name is { Length: > 1 })];
}
