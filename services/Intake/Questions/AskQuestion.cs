using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Questions;

/// <summary>A unit asks the office, about its application or about a call, or goes on asking in the same thread. No period begins or stops
/// with it.</summary>
[For(Roles.Applicant)]
public sealed class AskQuestion(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>What is asked.</summary>
    public sealed record Request
    {
        /// <summary>The call it is about.</summary>
        public Guid? CallId { get; init; }
        /// <summary>The unit's application it is about; its call need not be said.</summary>
        public Guid? ApplicationId { get; init; }
        [LongText(QuestionThread.Longest)] public string Text { get; init; } = "";
    }

    /// <summary>The thread it stands in.</summary>
    public sealed record Answer(Guid ThreadId);

    public async Task<Outcome<Answer>> Handle(Request request, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = request.ApplicationId is { } id ? await work.Find<Application>(
            "select id, call_id, stage, lead_credit_code, former_accounts from application where id = @id", new { id }) : null;
        var callId = application?.CallId ?? request.CallId;
        var title = await work.Find<string>("select title from call where id = @callId", new { callId });
        var text = request.Text.Trim();
        if (WhyNot(request, application, title is not null, text, applicant) is { } refusal) return refusal;

        // Two people of a unit who ask at once are in one thread.
        var threadId = (await work.Query<Guid>($"""
            insert into question_thread(id, call_id, application_id, unit_name, unit_credit_code, last_at)
            values (@id, @callId, @ApplicationId, @Name, @CreditCode, @Now)
            on conflict {(application is null ? "(call_id, unit_credit_code) where application_id is null"
                : "(application_id) where application_id is not null")} do update set last_at = excluded.last_at
            returning id
            """, new
                {
                    id = Guid.CreateVersion7(),
                    callId,
                    request.ApplicationId,
                    applicant.Unit!.Name,
                    applicant.Unit.CreditCode,
                    clock.Now,
                }))[0];
        var thread = await QuestionThread.Lock(work, threadId);
        if (thread!.Messages >= QuestionThread.Most)
            return Refusal.Conflict($"这个咨询已有 {QuestionThread.Most} 条，请直接联系受理人员");

        await QuestionThread.Add(work, threadId, fromOffice: false, text, clock.Now);
        // Of several in a row the office hears once: until it answers, it knows.
        if (thread.WaitingSince is null)
            await letters.Tell(work, Audience.Office(Roles.IntakeOfficer), thread.CaseId, $"有申报咨询等待答复",
                $"{applicant.Unit.Name}就“{title}”提出咨询，请答复。", $"/intake/questions/{threadId}", Articles.Applications);
        await work.Record(thread.CaseId, nameof(AskQuestion), new { threadId, number = thread.Messages + 1 }, Articles.Applications);
        await work.Commit();
        return new Answer(threadId);
    }

    internal static Refusal? WhyNot(Request request, Application? application, bool hasCall, string text, Actor applicant)
    {
        if (request.ApplicationId is not null && Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        if (!hasCall) return Refusal.NotFound($"没有这份申报通知");
        if (applicant.Unit is null) return Refusal.Forbidden($"您的账号没有所属单位，不能代表单位咨询", Articles.Applications);
        return text.Length == 0 ? Refusal.Invalid($"请写明要咨询的问题", Articles.Applications, "text") : null;
    }
}
