using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.Applications.Submissions;

/// <summary>Whom an application goes to for a recommendation when it is submitted, and who is told (Art. 18).</summary>
/// <param name="Body">Who is asked; null where nobody in particular is.</param>
/// <param name="Others">Those whose area covers it, where nobody in particular is asked.</param>
/// <param name="WhyNot">Why it cannot be submitted so.</param>
sealed record Recommenders(RecommendingBody? Body, IReadOnlyList<RecommendingBody> Others, Fault? WhyNot)
{
    public static async Task<Recommenders> For(UnitOfWork work, Application? application)
    {
        if (application is null) return new(null, [], null);
        var (active, required) = (await RecommendingBody.Active(work), application.Policy.RecommendationRequired);
        var body = RecommendingBody.For(active, application.RecommenderId, application.District, application.LeadCreditCode);
        // Who follows from the district is asked only where somebody has to be.
        if (!required && application.RecommenderId is null) body = null;
        return new(body, body is not null ? [] : [.. active.Where(b => b.CreditCode != application.LeadCreditCode
            && b.Covers(application.District, application.KeyIndustry, application.LeadCreditCode))],
            RecommendingBody.WhyNotSubmit(required, body, active.Count));
    }

    public async Task Tell(LetterBox letters, UnitOfWork work, Submission submission, Application application)
    {
        await TellWhoIsAsked(letters, work, submission, application);
        await letters.Tell(work, Others.Select(b => b.People), submission.ApplicationId, $"本区域有新的申报",
            $"{submission.LeadUnit.Name}牵头申报的“{submission.AllianceName}”已提交，受理编号 {submission.ReceiptNumber}。贵单位可以查看，也可以推荐。",
            Link(submission), Articles.Promotion);
    }

    /// <summary>After a correction: unless what they said already stands.</summary>
    public async Task TellAgain(LetterBox letters, UnitOfWork work, Submission submission, Application application)
    {
        if (Body is not null && !await work.Find<bool>("""
            select exists(select 1 from recommendation where application_id = @ApplicationId and body_id = @Id and withdrawn_at is null)
            """, new { submission.ApplicationId, Body.Id })) await TellWhoIsAsked(letters, work, submission, application);
    }

    async Task TellWhoIsAsked(LetterBox letters, UnitOfWork work, Submission submission, Application application)
    {
        if (Body is null) return;
        var (lead, name, number) = (submission.LeadUnit.Name, submission.AllianceName, submission.ReceiptNumber);
        if (application.Policy.RecommendationRequired)
        {
            var until = BeijingText.End(application.RecommendUntil ?? application.ClosesAt);
            await letters.Tell(work, Body.People, submission.ApplicationId, $"有申报书等待推荐",
                $"{lead}牵头申报的“{name}”已提交，受理编号 {number}。本政策规定申报须经推荐单位推荐，请贵单位于 {until} 前提交推荐意见和推荐函。", Link(submission),
                Articles.Promotion);
        }
        else
        {
            await letters.Tell(work, Body.People, submission.ApplicationId, $"有申报书请贵单位推荐",
                $"{lead}牵头申报的“{name}”已提交，受理编号 {number}，请贵单位推荐。本政策不要求推荐，推荐意见供审查、评审和决定时参考。", Link(submission),
                Articles.Promotion);
        }
    }

    static string Link(Submission submission) => $"/intake/applications/{submission.ApplicationId}#recommendation";
}
