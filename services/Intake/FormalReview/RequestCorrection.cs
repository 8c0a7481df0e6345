using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.FormalReview;

/// <summary>An officer returns an incomplete application with one full list of what is missing (补正). Once per application (Art.
/// 10).</summary>
[For(Roles.IntakeOfficer)]
public sealed class RequestCorrection(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>Everything that is to be corrected.</summary>
    public sealed record Request
    {
        public IReadOnlyList<Reason> Items { get; init; } = [];
    }

    /// <summary>Until when.</summary>
    public sealed record Answer(DateTimeOffset? DueAt, DateOnly NominalDueOn, bool Provisional);

    public async Task<Outcome<Answer>> Handle(Guid applicationId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var application = await work.Find<Application>("""
            select a.id, a.stage, a.policy_version, a.submissions, a.receipt_number, a.lead_credit_code,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused
            from application a where a.id = @applicationId for update
            """, new { applicationId, officer.Account });
        if (WhyNot(application, request) is { } refusal) return refusal;

        var now = clock.Now;
        var due = clock.Reckon(application!.Policy.Correction);
        await work.Execute("""
            insert into correction(application_id, items, requested_at, requested_by, due_at, nominal_due_on)
            values (@applicationId, @items, @now, @Account, @ClosesAt, @NominalLastDay);
            update application set stage = 'Correction' where id = @applicationId
            """, new { applicationId, items = Json.Of(request.Items), now, officer.Account, due.ClosesAt, due.NominalLastDay });
        await work.Publish(new CorrectionRequested(applicationId, request.Items, due.ClosesAt, due.NominalLastDay, now));
        var until = due.ClosesAt is { } closes ? BeijingText.End(closes)
            : due.NominalLastDay.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"申报书需要补正",
            $"申报书 {application.ReceiptNumber} 需要补正，请在 {until} 前修改并重新提交；逾期未提交的，申请终止。",
            $"/intake/applications/{applicationId}", Articles.Review,
            new($"申报书 {application.ReceiptNumber} 经形式审查需要补正。下列内容须在 {until} 前一次补齐，逾期没有提交的，申请终止。", request.Items,
                Appealable: false));
        await work.Record(applicationId, nameof(RequestCorrection), new { request.Items, due.ClosesAt, due.NominalLastDay },
            Articles.Review, application.PolicyVersion);
        await work.Commit();
        return new Answer(due.ClosesAt, due.NominalLastDay, due.Provisional);
    }

    internal static Refusal? WhyNot(Application? application, Request request)
    {
        if (application is null || application.Stage == Stage.Draft) return Application.Unknown;
        // A second submission is a corrected one.
        if (application.Submissions > 1 || application.Stage == Stage.Correction)
            return Refusal.Conflict($"补正只能要求一次", Articles.Review, application.PolicyVersion);
        if (application.Stage != Stage.FormalReview)
            return Refusal.Conflict($"只有形式审查中的申请可以退回补正", Articles.Review, application.PolicyVersion);
        if (Officers.WhyNot(application) is { } recused) return recused;
        if (request.Items.Count == 0) return Refusal.Invalid($"请一次列明需要补正的全部内容", Articles.Review, "items", application.PolicyVersion);

        List<Fault> faults = [];
        for (var i = 0; i < request.Items.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(request.Items[i].Sentence))
                faults.Add(new($"请写明需要补正的内容", Articles.Review, $"items[{i}].sentence"));
            if (string.IsNullOrWhiteSpace(request.Items[i].Article))
                faults.Add(new($"请写明补正内容依据的条款", Articles.Review, $"items[{i}].article"));
        }
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }
}
