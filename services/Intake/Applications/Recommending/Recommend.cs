using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>A 推荐单位 recommends an application of its area, or declines to, with its opinion and the letter 推荐函 (Art. 18).</summary>
[For(Roles.Recommender)]
public sealed class Recommend(Database database, DocumentStore documents, LetterBox letters, StatutoryClock clock)
{
    /// <summary>What it says.</summary>
    public sealed record Request
    {
        /// <summary>True: 推荐; false: 不予推荐.</summary>
        public bool? Recommended { get; init; }
        /// <summary>推荐意见, or the reasons for which it does not.</summary>
        [LongText(2000)] public string? Opinion { get; init; }
    }

    /// <summary>What was put on record.</summary>
    public sealed record Answer(Guid RecommendationId);

    /// <summary>The application as the rules of this folder look at it.</summary>
    internal static Task<Application?> Find(UnitOfWork work, Guid applicationId, RecommendingBody body, bool locks)
        => work.Find<Application>($"""
            select a.id, a.stage, a.submissions, a.alliance_name, a.receipt_number, a.policy_version, a.lead_credit_code, a.assigned_to,
              a.recommender_id, a.recommendation_required,
              exists(select 1 from recommending_body b where b.id = @BodyId and {RecommendingBody.HasToDo}) as in_area,
              exists(select 1 from judgement j where j.application_id = a.id) as review_began
            from application a where a.id = @applicationId {(locks ? "for update of a" : "")}
            """, new { applicationId, BodyId = body.Id });

    public async Task<Outcome<Answer>> Handle(
        Guid applicationId, Request request, IFormFile? letter, Actor recommender, CancellationToken ct)
    {
        if (await RecommendingBody.Of(database, recommender, ct) is not { } body) return NoBody;
        await using var work = await database.Begin(this, recommender, ct);
        var early = await Find(work, applicationId, body, locks: false);
        if (WhyNot(early, body, await Recommendation.Standing(work, applicationId), request, letter is { Length: > 0 }) is { } no)
            return no;

        // A slow upload holds nobody up: it is stored before the application is locked, and gone again where it is refused then.
        var stored = await documents.Store(work, applicationId, Recommendation.LetterKind, body.Name, letter, ct);
        if (stored.Refusal is { } unfit) return unfit;
        var application = await Find(work, applicationId, body, locks: true);
        if (WhyNot(application, body, await Recommendation.Standing(work, applicationId), request, hasLetter: true) is { } refusal)
            return refusal;

        var (id, now, recommended, opinion) = (Guid.CreateVersion7(), clock.Now, request.Recommended!.Value, request.Opinion!.Trim());
        await work.Execute("""
            insert into recommendation(id, application_id, body_id, body_name, submission, recommended, opinion, document_id, file_name,
              given_at, given_by, given_by_name)
            values (@id, @applicationId, @BodyId, @BodyName, @Submissions, @recommended, @opinion, @Document, @FileName, @now, @Account,
              @Name)
            """, new
        {
            id,
            applicationId,
            BodyId = body.Id,
            BodyName = body.Name,
            application!.Submissions,
            recommended,
            opinion,
            Document = stored.Value!.Id,
            stored.Value.FileName,
            now,
            recommender.Account,
            recommender.Name,
        });
        await work.Publish(new RecommendationGiven(applicationId, body.Unit, recommended, opinion, now));
        await Tell(work, application, body, recommended, opinion);
        await work.Record(applicationId, nameof(Recommend), new { body = body.Name, recommended, opinion, documentId = stored.Value.Id },
            Articles.Promotion, application.PolicyVersion);
        await work.Commit();
        return new Answer(id);
    }

    async Task Tell(UnitOfWork work, Application application, RecommendingBody body, bool recommended, string opinion)
    {
        var link = $"/intake/applications/{application.Id}";
        var office = application.AssignedTo is { } officer ? Audience.Account(officer) : Audience.Office(Roles.IntakeOfficer);
        if (recommended)
        {
            await letters.Tell(work, Audience.Unit(application.LeadCreditCode), application.Id, $"推荐单位已推荐",
                $"{body.Name}已推荐申报书 {application.ReceiptNumber}。推荐意见：{opinion}", $"{link}#recommendation", Articles.Promotion);
            await letters.Tell(work, office, application.Id, $"申报书已获推荐",
                $"{body.Name}已推荐申报书 {application.ReceiptNumber}，推荐函可以在形式审查页面查看。", $"{link}/review#recommendation", Articles.Promotion);
            return;
        }
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), application.Id, $"推荐单位不予推荐",
            $"{body.Name}不予推荐申报书 {application.ReceiptNumber}。理由：{opinion}", $"{link}#recommendation", Articles.Promotion);
        await letters.Tell(work, office, application.Id, $"申报书未获推荐",
            $"{body.Name}不予推荐申报书 {application.ReceiptNumber}。理由：{opinion}", $"{link}/review#recommendation", Articles.Promotion);
    }

    internal static Refusal NoBody
        => Refusal.Forbidden($"贵单位不在推荐单位名录中，不能推荐；请联系受理人员登记", Articles.Promotion);

    internal static Refusal? WhyNot(
        Application? application, RecommendingBody body, IReadOnlyList<Recommendation> standing, Request request, bool hasLetter)
    {
        if (application is null or { Stage: Stage.Draft } or { InArea: false }) return Application.Unknown;
        var version = application.PolicyVersion;
        if (application.LeadCreditCode == body.CreditCode)
            return Refusal.Conflict($"推荐单位不能推荐本单位牵头的申报", Articles.Promotion, version);
        if (application.Stage is not (Stage.FormalReview or Stage.Correction))
            return Refusal.Conflict($"形式审查已经结束，不能再提交推荐意见", Articles.Promotion, version);
        if (standing.Any(r => r.BodyId == body.Id))
            return Refusal.Conflict($"贵单位已经提交推荐意见；需要更改的，请先撤回", Articles.Promotion, version);
        List<Fault> faults = [];
        if (request.Recommended is null) faults.Add(new($"请选择推荐或者不予推荐", Articles.Promotion, "recommended"));
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(request.Recommended == false
            ? new($"不予推荐的，请写明理由", Articles.Promotion, "opinion") : new($"请填写推荐意见", Articles.Promotion, "opinion"));
        if (!hasLetter) faults.Add(new($"请上传加盖公章的推荐函", Articles.Promotion, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, version) : null;
    }
}
