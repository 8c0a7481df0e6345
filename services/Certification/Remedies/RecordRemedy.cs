using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Certification.Remedies;

/// <summary>An officer puts on record that a decision is contested: 行政复议 or 行政诉讼, where, under which number, since when.</summary>
[For(Roles.CertificationOfficer)]
public sealed class RecordRemedy(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="CaseId">The application; of a cancelled recognition, the alliance.</param>
    /// <param name="Kind">复议 or 诉讼.</param>
    /// <param name="Authority">The authority or court that decides.</param>
    /// <param name="CaseNumber">Its number of the case.</param>
    /// <param name="FiledOn">The day on which it was filed there.</param>
    public sealed record Request(
        Guid CaseId, RemedyKind? Kind, [MaxLength(200)] string? Authority, [MaxLength(100)] string? CaseNumber, DateOnly? FiledOn);

    /// <summary>The answer.</summary>
    public sealed record Recorded(Guid RemedyId);

    public async Task<Outcome<Recorded>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var decision = await ContestedDecision.Of(work, request.CaseId);
        if (WhyNot(decision, request, clock.Today) is { } refusal) return refusal;

        var (id, now) = (Guid.CreateVersion7(), clock.Now);
        var (authority, number) = (request.Authority!.Trim(), request.CaseNumber!.Trim());
        var recorded = await work.Execute("""
            insert into remedy(id, case_id, application_id, alliance_id, step, application, decided_at, decision_number, notice_id, kind,
              authority, case_number, case_key, filed_on, recorded_at, recorded_by)
            values (@id, @CaseId, @ApplicationId, @AllianceId, @step, @Summary::jsonb, @DecidedAt, @DecisionNumber, @NoticeId, @kind,
              @authority, @number, @key, @FiledOn, @now, @Name)
            on conflict (kind, case_key) do nothing
            """, new
        {
            id,
            decision!.CaseId,
            decision.ApplicationId,
            decision.AllianceId,
            step = decision.Step.ToString(),
            decision.Summary,
            decision.DecidedAt,
            decision.DecisionNumber,
            decision.NoticeId,
            kind = request.Kind!.Value.ToString(),
            authority,
            number,
            key = TypedText.Letters(number),
            request.FiledOn,
            now,
            officer.Name,
        });
        var application = decision.Application;
        if (recorded == 0)
            return Refusal.Invalid($"案号 {number} 已经登记", Article(request.Kind.Value), "caseNumber", application.PolicyVersion);
        await letters.Tell(work, Audience.Unit(application.LeadUnit.CreditCode), decision.CaseId, $"行政复议或行政诉讼已登记",
            $"对“{application.AllianceName}”的决定提起的{new Word(request.Kind.Value.Word())}（{authority}，{number}）已登记，结果作出后另行告知。",
            $"/intake/applications/{decision.ApplicationId}", Article(request.Kind.Value));
        await work.Record(decision.CaseId, nameof(RecordRemedy),
            new { remedyId = id, request.Kind, authority, number, request.FiledOn, decision.Step }, Article(request.Kind.Value),
            application.PolicyVersion);
        await work.Commit();
        return new Recorded(id);
    }

    internal static string Article(RemedyKind kind) => kind == RemedyKind.Court ? Articles.Court : Articles.Reconsideration;

    internal static Refusal? WhyNot(ContestedDecision? decision, Request request, DateOnly today)
    {
        if (decision is null) return Refusal.NotFound($"没有可以申请行政复议或提起行政诉讼的决定：原决定不存在，或者已被撤销");
        var article = Article(request.Kind ?? RemedyKind.Reconsideration);
        var faults = new List<Fault>();
        if (request.Kind is null) faults.Add(new($"请选择行政复议或行政诉讼", article, "kind"));
        if (string.IsNullOrWhiteSpace(request.Authority)) faults.Add(new($"请填写复议机关或法院", article, "authority"));
        if (TypedText.Letters(request.CaseNumber).Length == 0) faults.Add(new($"请填写案号", article, "caseNumber"));
        if (request.FiledOn is not { } filedOn) faults.Add(new($"请填写提起的日期", article, "filedOn"));
        else if (filedOn > today) faults.Add(new($"提起的日期不能晚于今天", article, "filedOn"));
        else if (filedOn < BeijingTime.DayOf(decision.DecidedAt))
            faults.Add(new($"提起的日期不能早于作出决定的日期 {BeijingTime.DayOf(decision.DecidedAt):yyyy-MM-dd}", article, "filedOn"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, decision.Application.PolicyVersion);
    }
}
