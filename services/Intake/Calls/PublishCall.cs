using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Drafts;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Intake.Calls;

/// <summary>An officer publishes the year's call 年度申报通知 (Art. 9). The policy in force today and the format of the 申报书 are fixed for every
/// case of it.</summary>
[For(Roles.IntakeOfficer)]
public sealed class PublishCall(Database database, LetterBox letters, StatutoryClock clock)
{
    /// <summary>The call.</summary>
    public sealed record Request
    {
        /// <summary>The draft it was prepared as, which ends with this; null where there was none.</summary>
        public Guid? DraftId { get; init; }
        public int Year { get; init; }
        public string Title { get; init; } = "";
        [LongText(50_000)] public string Body { get; init; } = "";
        public DateTimeOffset OpensAt { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        /// <summary>Until when recommendations are expected (Art. 18); null: none in particular.</summary>
        public DateTimeOffset? RecommendUntil { get; init; }
    }

    /// <summary>What was published.</summary>
    public sealed record Answer(Guid CallId);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request, clock.Now) is { } refusal) return refusal;

        await using var work = await database.Begin(this, officer, ct);
        var callId = Guid.CreateVersion7();
        var policyVersion = PolicyBook.InForce(clock.Today).Version;
        await work.Execute("""
            insert into call(id, year, title, body, opens_at, closes_at, policy_version, form_version, published_at, published_by,
              recommend_until)
            values (@callId, @Year, @Title, @Body, @OpensAt, @ClosesAt, @policyVersion, @formVersion, @Now, @Account, @RecommendUntil)
            """, new
        {
            callId,
            request.Year,
            Title = request.Title.Trim(),
            Body = request.Body.Trim(),
            request.OpensAt,
            request.ClosesAt,
            request.RecommendUntil,
            policyVersion,
            formVersion = FormFields.Version,
            clock.Now,
            officer.Account
        });
        if (request.DraftId is not null) await work.Execute("delete from call_draft where id = @DraftId", request);
        // Whoever recommends brings it to the units of its area (Art. 18).
        await letters.Tell(work, (await RecommendingBody.Active(work)).Select(body => body.People), callId, $"年度申报通知已发布",
            $"“{request.Title.Trim()}”已发布，申报截止 {BeijingText.End(request.ClosesAt)}。贵单位可以组织本区域的单位申报；申报书提交以后，可以查看和推荐。",
            $"/intake/calls/{callId}", Articles.Promotion);
        await work.Record(callId, nameof(PublishCall), request, Articles.Applications, policyVersion);
        await work.Commit();
        return new Answer(callId);
    }

    internal static Refusal? WhyNot(Request request, DateTimeOffset now)
    {
        List<Fault> faults = [];
        if (request.Year is < 2000 or > 2100) faults.Add(new($"请填写申报年度，例如 2024", Articles.Applications, "year"));
        if (string.IsNullOrWhiteSpace(request.Title)) faults.Add(new($"请填写通知标题", Articles.Applications, "title"));
        if (string.IsNullOrWhiteSpace(request.Body)) faults.Add(new($"请填写通知正文", Articles.Applications, "body"));
        if (request.OpensAt == default) faults.Add(new($"请填写申报开始时间", Articles.Applications, "opensAt"));
        if (request.ClosesAt == default) faults.Add(new($"请填写申报截止时间", Articles.Applications, "closesAt"));
        else if (request.ClosesAt <= request.OpensAt) faults.Add(new($"申报截止时间应晚于开始时间", Articles.Applications, "closesAt"));
        else if (request.ClosesAt <= now) faults.Add(new($"申报截止时间已过，请重新填写", Articles.Applications, "closesAt"));
        if (request.RecommendUntil < request.ClosesAt)
            faults.Add(new($"推荐截止时间不能早于申报截止时间", Articles.Promotion, "recommendUntil"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
