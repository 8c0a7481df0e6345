using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Submissions;

/// <summary>The lead unit submits within the window (Art. 9): the content is frozen, hashed and given a 受理编号.</summary>
[For(Roles.Applicant)]
public sealed class Submit(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>受理编号.</summary>
    public sealed record Answer(string ReceiptNumber);

    public async Task<Outcome<Answer>> Handle(Guid applicationId, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select a.id, a.call_id, a.stage, a.form::text, a.policy_version, a.lead_credit_code, a.former_accounts, a.submissions, c.year,
              c.opens_at, c.closes_at, c.recommend_until, a.recommender_id, a.district, a.key_industry
            from application a join call c on c.id = a.call_id
            where a.id = @applicationId for update of a
            """, new { applicationId });
        var attachments = await Attachment.Of(work, applicationId);
        var confirmed = application is null ? new HashSet<string>()
            : await MemberConfirmation.Valid(work, applicationId, application.ReadForm());
        var asked = await Recommenders.For(work, application);
        if (WhyNot(application, attachments, confirmed, applicant, clock.Now, asked.WhyNot) is { } refusal) return refusal;

        // One statement counts and locks: two submissions at once get two numbers, and a rollback leaves no gap.
        var number = (await work.Query<int>("""
            insert into receipt_number(year, last) values (@Year, 1)
            on conflict (year) do update set last = receipt_number.last + 1
            returning last
            """, new { application!.Year }))[0];
        var receiptNumber = string.Create(CultureInfo.InvariantCulture, $"SL{application.Year}-{number:0000}");
        var now = clock.Now;
        var submission = await Submission.Freeze(work, application, receiptNumber, attachments, now);
        var decided = clock.Reckon(application.Policy.FormalReview);
        await work.Execute("""
            update application
            set stage = 'FormalReview', receipt_number = @receiptNumber, submissions = @Number, submitted_at = @now, arrived_at = @now,
                alliance_name = @AllianceName, lead_unit = @lead, search = @search,
                review_due_at = @ClosesAt, review_nominal_due_on = @NominalLastDay,
                recommender_id = @Recommender, recommendation_required = @RecommendationRequired
            where id = @applicationId
            """, new
        {
            applicationId,
            receiptNumber,
            submission.Number,
            now,
            submission.AllianceName,
            lead = submission.LeadUnit.Name,
            decided.ClosesAt,
            decided.NominalLastDay,
            Recommender = asked.Body?.Id,
            application.Policy.RecommendationRequired,
            search = ListApplications.Searchable(submission.Form, submission.AllianceName, receiptNumber, submission.LeadUnit),
        });
        await work.Publish(new ApplicationSubmitted(applicationId, submission.Summary, now));
        await work.Publish(new ApplicantsNamed(applicationId, Submission.People(submission.Form), now));
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), applicationId, $"申报书已受理",
            $"申报书已于 {BeijingText.Of(now)} 提交，受理编号 {receiptNumber}。回执可以随时下载。", $"/intake/applications/{applicationId}/receipt",
            Articles.Applications);
        await letters.Tell(work, application.OtherMembers, applicationId, $"贵单位参加的申报已受理",
            $"{submission.LeadUnit.Name}牵头申报的“{submission.AllianceName}”已受理，受理编号 {receiptNumber}，贵单位是成员单位。",
            $"/intake/calls/{application.CallId}", Articles.Applications);
        await asked.Tell(letters, work, submission, application);
        await work.Record(applicationId, nameof(Submit), new { receiptNumber, recommender = asked.Body?.Name }, Articles.Applications,
            application.PolicyVersion);
        await work.Commit();
        return new Answer(receiptNumber);
    }

    internal static Refusal? WhyNot(
        Application? application,
        IReadOnlyCollection<Attachment> attached,
        IReadOnlySet<string> confirmed,
        Actor applicant,
        DateTimeOffset now,
        Fault? recommender = null)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        var policyVersion = application!.PolicyVersion;
        if (application.Stage != Stage.Draft) return Refusal.Conflict($"申报书已提交，不能重复提交", Articles.Applications, policyVersion);

        List<Fault> faults = [];
        if (now < application.OpensAt) faults.Add(new($"申报尚未开始，请在 {BeijingText.Of(application.OpensAt)} 后提交", Articles.Applications));
        if (now >= application.ClosesAt) faults.Add(new($"申报已于 {BeijingText.End(application.ClosesAt)} 截止", Articles.Applications));
        faults.AddRange(Submission.Faults(application.ReadForm(), application.Policy, applicant.Unit, attached, confirmed));
        if (recommender is not null) faults.Add(recommender);
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
