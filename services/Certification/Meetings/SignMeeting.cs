using Alliance.Certification.Determinations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Certification.Meetings;

/// <summary>The decision maker signs the minutes once, and every decision of the meeting is taken in one step, as if it were taken by
/// itself: all of them or none (Art. 11).</summary>
[For(Roles.DecisionMaker)]
public sealed class SignMeeting(Database database, StatutoryClock clock, ProposeRecognition proposing, ReturnToReview returning)
{
    /// <summary>What was decided.</summary>
    public sealed record Answer(int Proposed, int Declined, int Left, int Returned);

    public async Task<Outcome<Answer>> Handle(Guid id, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        var meeting = await Meeting.Lock(work, id);
        var items = await work.Query<AgendaItem>($"{AgendaItem.Select} where i.meeting_id = @id and i.is_open order by i.application_id",
            new { id });
        if (WhyNot(meeting, items, clock.Today) is { } refusal) return refusal;

        var minutes = $"{meeting!.Number}：{meeting.Minutes}";
        var now = clock.Now;
        // Cases in the order of their keys, so that no two steps wait for each other.
        foreach (var item in items)
        {
            var kept = item.Recused.Count == 0 ? minutes : $"{minutes}\n回避：{string.Join('、', item.Recused)}";
            var refused = item.Decision switch
            {
                RowDecision.Propose => await proposing.Decide(work, item.ApplicationId, new(kept), now),
                RowDecision.Decline => await DeclineRecognition.Decide(work, item.ApplicationId, new(item.Reasons, kept), now),
                RowDecision.Return => await returning.Decide(work, item.ApplicationId, new(item.ReturnWhy), now),
                _ => null,
            };
            if (refused is not null)
                return Refusal.Conflict($"“{item.Application.AllianceName}”：{refused.Sentence}", refused.Article ?? Articles.Notice,
                    item.Application.PolicyVersion);
        }
        await work.Execute("update meeting set state = 'Signed', signed_at = @now, signed_by_name = @Name where id = @id",
            new { id, now, decisionMaker.Name });
        await work.Execute("update meeting_item set is_open = false where meeting_id = @id", new { id });
        await work.Record(id, nameof(SignMeeting), new { meeting.Number }, Articles.Notice);
        await work.Commit();
        return new Answer(items.Count(i => i.Decision == RowDecision.Propose), items.Count(i => i.Decision == RowDecision.Decline),
            items.Count(i => i.Decision == RowDecision.Leave), items.Count(i => i.Decision == RowDecision.Return));
    }

    internal static Refusal? WhyNot(Meeting? meeting, IReadOnlyList<AgendaItem> items, DateOnly today)
    {
        if (Meeting.WhyNotChange(meeting) is { } refusal) return refusal;
        if (string.IsNullOrWhiteSpace(meeting!.Minutes)) return Refusal.Conflict($"纪要尚未整理，不能签署", Articles.Notice);
        if (meeting.HeldOn > today) return Refusal.Conflict($"会议尚未召开，不能签署", Articles.Notice);
        // What was withdrawn or decided by itself meanwhile is no matter of the meeting any more.
        return items.FirstOrDefault(item => item.Decision is null && item.State == DeterminationState.Determination) is { } open
            ? Refusal.Conflict($"“{open.Application.AllianceName}”还没有填写决定", Articles.Notice) : null;
    }
}
