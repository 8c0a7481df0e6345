using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Progress;
using Alliance.Intake.Applications.Recommending;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Ui;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Intake;

/// <summary>What this service tells of an application, and of the alliance that came of it: the form as submitted, its formal review, and
/// the letters of the case; to whom the application itself is shown.</summary>
[ForSignedIn]
public sealed class ReadBrief(
    Database database, ReadApplication applications, ReadRecommendations recommendations, History history, LetterBox letters, Words words)
{
    /// <summary>The keys of an application and of the alliance that came of it.</summary>
    internal sealed record Keys
    {
        public Guid ApplicationId { get; init; }
        public Guid? AllianceId { get; init; }
    }

    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var keys = await Find(database, id, ct);
        var outcome = await applications.Handle(keys.ApplicationId, actor, ct);
        if (outcome.Value is not { } application) return outcome.Refusal!;
        var link = $"/intake/applications/{keys.ApplicationId}";
        return new Brief
        {
            ApplicationId = keys.ApplicationId,
            AllianceId = keys.AllianceId,
            Name = application.AllianceName.Length > 0 ? application.AllianceName : words["未命名的申报书"],
            LeadUnit = application.LeadUnit,
            State = State(words, application.State),
            Next = NextSteps.Of(application.State) is not { } next ? null
                : new(words[next.Who], words[next.What], next.Article, DueAt(application),
                    application.Stage == Stage.Correction ? application.Correction?.NominalDueOn : null),
            Parts = [Application(application, link), .. Recommendation((await recommendations.Handle(keys.ApplicationId, actor, ct)).Value,
                link)],
            Timeline = await Timeline(application, actor, link, ct),
            Deadlines = [.. Deadlines(application, link)],
            Documents = [.. Documents(application, actor, link)],
            Letters = [.. (await letters.OfCase([keys.ApplicationId, .. keys.AllianceId is { } alliance ? [alliance] : Array.Empty<Guid>()],
                actor, ct)).Select(letter => new BriefLetter(letter.Title, letter.SentAt, letter.ReadAt,
                letter.IsOwn ? null : To(letter.Audience, application), letter.IsOwn ? $"/intake/inbox/{letter.LetterId}" : null))],
        };
    }

    /// <summary>Both keys of the case that either of them names; what is no alliance's is taken for an application's.</summary>
    internal static async Task<Keys> Find(Database database, Guid id, CancellationToken ct) => (await database.Find<Keys>("""
        select k.application_id, (select alliance_id from alliance_outcome o where o.application_id = k.application_id)
        from (select coalesce((select application_id from alliance_outcome where alliance_id = @id), @id) as application_id) k
        """, new { id }, ct))!;

    BriefPart Application(ReadApplication.Answer application, string link) => new("application", words["申报概况"],
        State(words, application.State), link)
    {
        Facts = Facts(
            Fact(words["受理编号"], application.ReceiptNumber),
            Fact(words["提交时间"], application.SubmittedAt is { } submitted ? BeijingTime.Text(submitted) : null),
            Fact(words["成员单位"], words["{0} 家", application.Form.Members.Count]),
            Fact(words["联盟类型"], words[Naming.Of(application.Form.Kind)]),
            Fact(words["所属“188”重点产业"], application.Form.KeyIndustry),
            Fact(words["申报通知"], application.CallTitle),
            Fact(words["适用政策版本"], application.PolicyVersion),
            Fact(words["不予通过的理由"], string.Join('\n', application.RefusalReasons.Select(reason => reason.Sentence))),
            Fact(words["撤回的理由"], application.WithdrawnWhy)),
    };

    IEnumerable<BriefPart> Recommendation(ReadRecommendations.View? view, string link)
    {
        if (view is not { IsOfInterest: true } || (view.Items.Count == 0 && view.Asked is null)) yield break;
        yield return new("recommendation", words["推荐意见"], null, $"{link}#recommendation")
        {
            Facts = Facts(
                Fact(words["推荐单位"], view.Asked?.Name),
                Fact(words["政策要求"], view.Required ? words["须经推荐单位推荐"] : words["不要求推荐"])),
            Rows = [.. view.Items.Where(one => one.WithdrawnAt is null).Select(one => new BriefRow(one.BodyName,
                State(words, one.Recommended ? RecommendationState.Recommended : RecommendationState.Declined), one.Opinion,
                $"/intake/api/applications/{view.ApplicationId}/recommendations/{one.RecommendationId}/letter"))],
        };
    }

    // Experts read the application and nothing of how it came to them; the bureau is told by the workflow host when the case moves.
    async Task<IReadOnlyList<BriefEvent>> Timeline(ReadApplication.Answer application, Actor actor, string link, CancellationToken ct)
    {
        if (await Reading.Of(database, application.ApplicationId, actor, ct) is not (Access.Own or Access.Bureau)) return [];
        var told = await history.Of(application.ApplicationId, actor, ct);
        // The host says a state again when a deadline in it changes.
        return [.. told.Where((one, number) => one.State is null
                || (!IsOfTheBureau(actor) && told.Skip(number + 1).FirstOrDefault(before => before.State is not null)?.State != one.State))
            .Take(Brief.MostEvents).Select(one => new BriefEvent(one.At, one.State is null ? words[one.What]
                : words["进入“{0}”", new Statute.Text.Word(one.State.Value.Word())], one.By, link, one.Article))];
    }

    static DateTimeOffset? DueAt(ReadApplication.Answer application) => application.Stage switch
    {
        Stage.Draft => application.ClosesAt,
        Stage.Correction => application.Correction?.DueAt,
        _ => application.NextDeadlineAt,
    };

    IEnumerable<BriefDeadline> Deadlines(ReadApplication.Answer application, string link)
    {
        if (application.Stage == Stage.Draft)
            yield return new("CallCloses", words["申报截止"], application.ClosesAt, null, Articles.Applications, link);
        if (application is { Stage: Stage.Correction, Correction: { } correction })
            yield return new(nameof(CorrectionDue), words["补正期限"], correction.DueAt, correction.NominalDueOn, Articles.Review, link)
            {
                Explanation = [.. correction.Explanation.Select(step => $"{step.Sentence} · {words[step.Article]}")],
            };
        if (application is { Stage: Stage.FormalReview, ReviewNominalDueOn: { } reviewed })
            yield return new("ReviewDue", words["形式审查期限"], application.ReviewDueAt, reviewed, Articles.Review, link);
    }

    IEnumerable<BriefDocument> Documents(ReadApplication.Answer application, Actor actor, string link)
    {
        yield return new(words["申报书全文"], application.CallTitle, $"{link}/form");
        if (application.ReceiptNumber is { } receipt && actor.IsAny([Roles.Applicant, Roles.IntakeOfficer, .. Roles.Readers]))
            yield return new(words["受理回执"], receipt, $"{link}/receipt");
    }

    string To(string audience, ReadApplication.Answer application) => audience.Split(':', 2) switch
    {
        ["unit", var code] => application.Form.Members.FirstOrDefault(member => member.CreditCode == code)?.Name ?? code,
        ["role", var role] => words[RoleText.Of(role)],
        [_, var account] => account,
        _ => audience,
    };
}
