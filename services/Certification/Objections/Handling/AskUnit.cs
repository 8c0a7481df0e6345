using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections.Handling;

/// <summary>An officer asks the unit concerned, the lead unit of what is announced, what it says to an objection, until a day, in words
/// that do not tell who objects (Art. 11).</summary>
[For(Roles.CertificationOfficer)]
public sealed class AskUnit(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Question">What is asked.</param>
    /// <param name="DueOn">Until when.</param>
    public sealed record Request([LongText(4000)] string? Question, DateOnly? DueOn);

    /// <param name="InquiryId">The letter's key.</param>
    public sealed record Answer(Guid InquiryId);

    public async Task<Outcome<Answer>> Handle(Guid objectionId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var noticeId = await work.Find<Guid?>("select notice_id from objection where id = @objectionId", new { objectionId });
        var notice = noticeId is null ? null : await PublicNotice.LockInOrder(work, noticeId.Value);
        var objection = await Objection.Find(work, objectionId);
        var objector = await work.Find<string>("select name from objector where objection_id = @objectionId", new { objectionId });
        if (WhyNot(objection, request, objector, clock.Today) is { } refusal) return refusal;

        var (id, lead) = (Guid.CreateVersion7(), notice!.Application.LeadUnit);
        await work.Execute("""
            insert into inquiry(id, objection_id, notice_id, unit_name, unit_code, question, due_on, asked_at, asked_by)
            values (@id, @objectionId, @NoticeId, @unit, @CreditCode, @question, @DueOn, @Now, @Name)
            """, new
        {
            id,
            objectionId,
            objection!.NoticeId,
            unit = lead.Name,
            lead.CreditCode,
            question = request.Question!.Trim(),
            request.DueOn,
            clock.Now,
            officer.Name,
        });
        await letters.Tell(work, Audience.Unit(lead.CreditCode), Objection.CaseOf(notice), $"请就异议说明情况",
            $"有人对“{notice.Application.AllianceName}”的公示提出异议，请在 {request.DueOn:yyyy-MM-dd} 前说明情况，可以附证明材料。", $"/certification/inquiries/{id}",
            Articles.Notice);
        await work.Record(Objection.CaseOf(notice), nameof(AskUnit), new { objectionId, objection.Number, inquiryId = id, request.DueOn },
            Articles.Notice, notice.Application.PolicyVersion);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(Objection? objection, Request request, string? objector, DateOnly today)
    {
        if (objection is null) return Refusal.NotFound($"没有这项异议");
        if (objection.State != ObjectionState.Open) return Refusal.Conflict($"只有处理中的异议可以征求单位意见", Articles.Notice);
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Question)) faults.Add(new($"请写明需要单位说明的情况", Articles.Notice, "question"));
        else if (objector is { Length: > 1 } && request.Question.Contains(objector, StringComparison.Ordinal))
            faults.Add(new($"核查函送达被异议的单位，不能写明提出人：“{objector}”", Articles.Notice, "question"));
        if (request.DueOn is not { } due) faults.Add(new($"请填写答复的期限", Articles.Notice, "dueOn"));
        else if (due <= today || due > today.AddMonths(3)) faults.Add(new($"答复的期限应晚于今天，不超过三个月", Articles.Notice, "dueOn"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
