using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections.Handling;

/// <summary>The unit that is asked says what it has to say to an objection, with files. Late is better than never: until the objection is
/// answered it is heard.</summary>
[For(Roles.Applicant)]
public sealed class AnswerInquiry(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Answer">What the unit says.</param>
    public sealed record Request([LongText] string? Answer);

    /// <param name="FileId">The file that was stored.</param>
    public sealed record Attached(Guid FileId);

    sealed record Place
    {
        public Guid CaseId { get; init; }
        public string Name { get; init; } = "";
        public ObjectionState State { get; init; }
    }

    public async Task<Outcome> Handle(Guid inquiryId, Request request, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var (inquiry, place) = await Lock(work, inquiryId);
        if (WhyNot(inquiry, place?.State, actor) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(request.Answer)) return Refusal.Invalid($"请填写说明", Articles.Notice, "answer");

        await work.Execute("update inquiry set answer = @answer, answered_at = @Now, answered_by = @Name where id = @inquiryId",
            new { inquiryId, answer = request.Answer.Trim(), clock.Now, actor.Name });
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), place!.CaseId, $"单位已就异议说明情况",
            $"{inquiry!.UnitName}已就对“{place.Name}”公示的异议说明情况，请核实处理。", $"/certification/objections/{inquiry.ObjectionId}",
            Articles.Notice);
        await work.Record(place.CaseId, nameof(AnswerInquiry), new { inquiryId, inquiry.ObjectionId }, Articles.Notice);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Adds a file, before it says the rest.</summary>
    public async Task<Outcome<Attached>> Attach(Guid inquiryId, IFormFile? file, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var (inquiry, place) = await Lock(work, inquiryId);
        if (WhyNot(inquiry, place?.State, actor) is { } refusal) return refusal;
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        await using var content = file.OpenReadStream();
        var stored = await EvidenceFile.Store(work, documents, inquiryId, Inquiry.Opinion, EvidenceFile.OfUnit, file.FileName, content, ct);
        if (stored.Refusal is { } unfit) return unfit;
        await work.Record(place!.CaseId, "AttachToInquiry", new { inquiryId, documentId = stored.Value }, Articles.Notice);
        await work.Commit();
        return new Attached(stored.Value);
    }

    static async Task<(Inquiry?, Place?)> Lock(UnitOfWork work, Guid inquiryId)
    {
        var inquiry = await work.Find<Inquiry>($"{Inquiry.Select} where i.id = @inquiryId for update of i", new { inquiryId });
        return (inquiry, inquiry is null ? null : await work.Find<Place>("""
            select coalesce(n.alliance_id, n.application_id) as case_id, d.application->>'allianceName' as name, o.state
            from objection o join notice n on n.id = o.notice_id join determination d on d.application_id = n.application_id
            where o.id = @ObjectionId
            """, inquiry));
    }

    internal static Refusal? WhyNot(Inquiry? inquiry, ObjectionState? objection, Actor actor) => inquiry switch
    {
        null => Refusal.NotFound($"没有这份核查函"),
        _ when !inquiry.IsFor(actor) => Refusal.NotFound($"没有这份核查函"),
        { AnsweredAt: not null } => Refusal.Conflict($"贵单位已经说明过情况", Articles.Notice),
        _ when objection != ObjectionState.Open => Refusal.Conflict($"异议已经答复或者终止，不必再说明", Articles.Notice),
        _ => null,
    };
}
