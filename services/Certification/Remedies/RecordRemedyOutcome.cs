using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Text;

namespace Alliance.Certification.Remedies;

/// <summary>
/// An officer puts on record what came of 行政复议 or 行政诉讼. Where the decision is annulled, the case comes back to the step in which it was
/// taken: the procedure hears it and has every service take up its part again. A name that was free meanwhile is reserved again.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class RecordRemedyOutcome(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Number">文号 of the decision or judgement; not needed where it was taken back.</param>
    /// <param name="DecidedOn">Its day.</param>
    /// <param name="Summary">What it says, in short.</param>
    public sealed record Request(
        RemedyOutcome? Outcome, [MaxLength(100)] string? Number, DateOnly? DecidedOn, [LongText(2000)] string? Summary);

    public async Task<Outcome> Handle(Guid remedyId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var remedy = await Remedy.Lock(work, remedyId);
        var stands = remedy is null ? null : await ContestedDecision.Of(work, remedy.CaseId);
        if (WhyNot(remedy, stands, request, clock.Today) is { } refusal) return refusal;

        var (now, outcome, application) = (clock.Now, request.Outcome!.Value, remedy!.Application);
        var (number, summary) = (request.Number?.Trim(), request.Summary!.Trim());
        await work.Execute("""
            update remedy set outcome = @outcome, outcome_number = @number, outcome_on = @DecidedOn, outcome_summary = @summary,
              outcome_recorded_at = @now, outcome_recorded_by = @Name
            where id = @remedyId
            """, new { remedyId, outcome = outcome.ToString(), number, request.DecidedOn, summary, now, officer.Name });
        if (outcome == RemedyOutcome.Annulled)
        {
            if (remedy.Step is DecidedStep.ObjectionHandling or DecidedStep.Cancelled or DecidedStep.Revoked
                && await ReserveAgain(work, remedy, now) is { } taken) return taken;
            var why = $"{remedy.Authority} {number}";
            if (remedy.AllianceId is { } allianceId)
            {
                var revocation = remedy.Step == DecidedStep.Revoked ? await work.Find<Guid?>(
                    "select revocation_case_id from alliance where id = @allianceId", new { allianceId }) : null;
                await work.Publish(new EndAnnulled(allianceId, why, now));
                // The case is decided anew; that the recognition is valid again is the operation's.
                if (revocation is { } revocationCaseId)
                    await work.Publish(new RevocationAnnulled(revocationCaseId, allianceId, why, now));
            }
            else
                await work.Publish(new DecisionAnnulled(remedy.ApplicationId, Enum.Parse<ApplicationState>(remedy.Step.ToString()), why,
                    clock.Today, now, remedy.NoticeId));
            await work.Execute("update refused_application set annulled_at = @now where application_id = @CaseId and annulled_at is null",
                new { remedy.CaseId, now });
            await letters.Tell(work, Parties.Of(application), remedy.CaseId, $"原决定已被撤销，恢复办理",
                $"对“{application.AllianceName}”作出的决定（{new Word(remedy.Step.Word())}）已由{remedy.Authority}以 {number} 号文书撤销，程序回到作出该决定的环节重新办理。",
                Link(remedy), RecordRemedy.Article(remedy.Kind));
        }
        else
            await letters.Tell(work, Audience.Unit(application.LeadUnit.CreditCode), remedy.CaseId, $"行政复议或行政诉讼有结果",
                $"对“{application.AllianceName}”的决定提起的{new Word(remedy.Kind.Word())}（{remedy.CaseNumber}）已有结果：{new Word(outcome.Word())}。",
                Link(remedy), RecordRemedy.Article(remedy.Kind));
        await work.Record(remedy.CaseId, nameof(RecordRemedyOutcome), new { remedyId, outcome, number, request.DecidedOn, remedy.Step },
            RecordRemedy.Article(remedy.Kind), application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    static string Link(Remedy remedy) => $"/intake/applications/{remedy.ApplicationId}";

    internal static Refusal? WhyNot(Remedy? remedy, ContestedDecision? stands, Request request, DateOnly today)
    {
        if (remedy is null) return Refusal.NotFound($"没有这项行政复议或行政诉讼");
        var (article, version) = (RecordRemedy.Article(remedy.Kind), remedy.Application.PolicyVersion);
        if (remedy.Outcome is not null) return Refusal.Conflict($"结果已经登记", article, version);
        var faults = new List<Fault>();
        if (request.Outcome is null) faults.Add(new($"请选择结果", article, "outcome"));
        if (request.Outcome is not RemedyOutcome.Withdrawn && TypedText.Letters(request.Number).Length == 0)
            faults.Add(new($"请填写复议决定书或裁判文书的文号", article, "number"));
        if (request.DecidedOn is not { } on) faults.Add(new($"请填写作出的日期", article, "decidedOn"));
        else if (on > today) faults.Add(new($"作出的日期不能晚于今天", article, "decidedOn"));
        else if (on < remedy.FiledOn) faults.Add(new($"作出的日期不能早于提起的日期 {remedy.FiledOn:yyyy-MM-dd}", article, "decidedOn"));
        if (string.IsNullOrWhiteSpace(request.Summary)) faults.Add(new($"请填写结果要点", article, "summary"));
        if (faults.Count > 0) return Refusal.Invalid(faults, version);
        if (remedy.Documents == 0) return Refusal.Conflict($"请先上传文书，再登记结果", article, version);
        return request.Outcome == RemedyOutcome.Annulled && (stands?.Step != remedy.Step || stands.DecidedAt != remedy.DecidedAt)
            ? Refusal.Conflict($"该决定已经不再有效：它已被撤销，或者此后另有决定", article, version)
            : null;
    }

    // Art. 11: the name was free since the decision; whoever bears it now keeps it, and the person is told before anything comes back.
    static async Task<Refusal?> ReserveAgain(UnitOfWork work, Remedy remedy, DateTimeOffset now)
    {
        var name = remedy.Application.AllianceName;
        await work.Execute("delete from reserved_name where application_id = @ApplicationId", new { remedy.ApplicationId });
        return await work.Execute("""
            insert into reserved_name(application_id, name, name_key, reserved_at) values (@ApplicationId, @name, @key, @now)
            on conflict (name_key) where released_at is null do nothing
            """, new { remedy.ApplicationId, name, key = AllianceName.Key(name), now }) == 1
            ? null
            : Refusal.Conflict($"名称“{name}”在此期间已由其他有效联盟或拟认定的联盟使用，不能恢复办理；请先与两个牵头单位协调名称，再登记撤销的结果", Articles.Notice,
                remedy.Application.PolicyVersion);
    }
}
