using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Review.Reviews;

/// <summary>Formal review passed: the application waits for a panel (Art. 10). Returned by the bureau, the panel that concluded scores
/// once more; what it found first is kept.</summary>
public sealed class OpenExpertReview(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.OpenExpertReview>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.OpenExpertReview> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        if (command.Round > 1)
        {
            await OpenSecondRound(work, command);
            await work.Commit();
            return;
        }
        var opened = await work.Execute("""
            insert into review(application_id, application, state, opened_at) values (@ApplicationId, @application, 'AwaitingPanel', @now)
            on conflict (application_id) do nothing
            """, new { command.ApplicationId, application = Json.Of(command.Application), now = clock.Now });
        // Opened before, or withdrawn before it could be opened: either way there is nothing to do, and that is put on record.
        var (what, policy) = (nameof(OpenExpertReview), command.Application.PolicyVersion);
        if (opened == 1)
        {
            await letters.Tell(work, Audience.Office(Roles.ReviewSecretary), command.ApplicationId, $"有申报等待组建专家组",
                $"“{command.Application.AllianceName}”通过了形式审查，请组建专家组。", $"/review/reviews/{command.ApplicationId}", Articles.Review);
            await work.Record(command.ApplicationId, what, new { command.Application.AllianceName }, Articles.Review, policy);
        }
        else await work.Ignore(command.ApplicationId, what, context.Message, "评审已经开始，或者申报已经撤回", Articles.Review, policy);
        await work.Commit();
    }

    async Task OpenSecondRound(UnitOfWork work, Alliance.Contracts.OpenExpertReview command)
    {
        var (id, now, policy) = (command.ApplicationId, clock.Now, command.Application.PolicyVersion);
        var review = await ExpertReview.Lock(work, id);
        if (review is not { State: ReviewState.Concluded, Round: 1 })
        {
            await work.Ignore(id, nameof(OpenExpertReview), command, "第二轮评审已经开始，或者申报已经撤回", Articles.Review, policy);
            return;
        }
        var sheets = await work.Query<ScoreSheet>(ScoreSheet.OfReview, new { applicationId = id });
        await work.Execute("""
            insert into former_round(application_id, round, average_score, recommended, opinion, concluded_at, sheets)
            select application_id, round, average_score, recommended, opinion, concluded_at, @sheets from review where application_id = @id
            """, new { id, sheets = Json.Of(sheets.Select(ReadReview.Shown)) });
        await work.Execute("delete from score_sheet where application_id = @id", new { id });
        await work.Execute("""
            update review set state = 'Scoring', round = 2, round_opened_at = @now, returned_why = @Why, average_score = null,
              recommended = null, opinion = null, concluded_at = null
            where application_id = @id
            """, new { id, now, Why = command.Why ?? "" });
        // A seat opens the application to its expert again, until the panel has concluded again.
        var panel = await work.Query<PanelMember>(PanelMember.OfReview, new { applicationId = id });
        await letters.Tell(work, panel.Select(one => Audience.Account(one.Account)), id, $"请重新评审",
            $"“{review.Application.AllianceName}”的申报由本局退回专家组重新评审，请独立重新评分。内容：{command.Why}", $"/review/tasks/{id}", Articles.Review);
        await letters.Tell(work, Audience.Office(Roles.ReviewSecretary), id, $"有申报退回专家评审",
            $"“{review.Application.AllianceName}”的申报由本局退回，原专家组重新评分；需要时请更换专家。", $"/review/reviews/{id}", Articles.Review);
        await work.Record(id, nameof(OpenExpertReview), new { command.Round, command.Why }, Articles.Review, policy);
    }
}
