using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;
using Alliance.Ui;

namespace Alliance.Certification.Determinations;

/// <summary>The bureau does not decide yet and asks the panel once more, with reasons (退回评审): once an application (Art. 10, 11).</summary>
[For(Roles.DecisionMaker)]
public sealed class ReturnToReview(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Reasons">What the experts are to look at again.</param>
    public sealed record Request([LongText(1000)] string? Reasons);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        if (await Decide(work, applicationId, request, clock.Now) is { } refusal) return refusal;
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The decision, in the step of whoever takes it: by itself, or with the others of a meeting.</summary>
    internal async Task<Refusal?> Decide(UnitOfWork work, Guid applicationId, Request request, DateTimeOffset now)
    {
        var determination = await Determination.Lock(work, applicationId);
        if (WhyNot(determination, request) is { } refusal) return refusal;

        var reasons = request.Reasons!.Trim();
        await work.Execute("""
            update determination set state = 'Returned', returned_at = @now, returned_by = @Name, returned_why = @reasons,
              former_panel = @panel
            where application_id = @applicationId
            """, new
        {
            applicationId,
            now,
            work.Actor.Name,
            reasons,
            panel = Json.Of(new FormerPanel(determination!.Recommended, determination.AverageScore, determination.Experts,
                determination.PanelOpinion)),
        });
        await work.Publish(new ReviewReturned(applicationId, reasons, now));
        await letters.Tell(work, Audience.Unit(determination.Application.LeadUnit.CreditCode), applicationId, $"申报退回专家评审",
            $"“{determination.Application.AllianceName}”的申报经本局研究，退回专家组重新评审，评审后再研究决定，您无须办理。",
            $"/intake/applications/{applicationId}", Articles.Notice);
        await work.Record(applicationId, nameof(ReturnToReview), new { reasons }, Articles.Notice,
            determination.Application.PolicyVersion);
        return null;
    }

    internal static Refusal? WhyNot(Determination? determination, Request request)
    {
        if (ProposeRecognition.WhyNotDetermine(determination) is { } refusal) return refusal;
        if (WhyNotAgain(determination!.ReturnedAt) is { } again)
            return Refusal.Conflict(again.Sentence, Articles.Notice, determination.Application.PolicyVersion);
        return string.IsNullOrWhiteSpace(request.Reasons)
            ? Refusal.Invalid($"退回评审须说明请专家组重新评审的内容", Articles.Notice, "reasons", determination.Application.PolicyVersion) : null;
    }

    /// <summary>What keeps an application that was returned from being returned once more; null where it was not.</summary>
    internal static Fault? WhyNotAgain(DateTimeOffset? returnedAt) => returnedAt is not { } at ? null
        : new($"每项申报只能退回专家评审一次，这项申报已于 {BeijingTime.Text(at)} 退回，请依据新的专家组意见作出决定", Articles.Notice);
}
