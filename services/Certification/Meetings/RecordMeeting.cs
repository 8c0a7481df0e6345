using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Meetings;

/// <summary>An officer writes down what the meeting decided, row by row, who kept out of which, and its minutes. Nothing of it is in effect
/// before the decision maker signs.</summary>
[For(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class RecordMeeting(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Rows">What was decided; rows that are not named stay as they are.</param>
    /// <param name="Number">纪要文号.</param>
    /// <param name="Minutes">纪要.</param>
    public sealed record Request([MaxLength(200)] IReadOnlyList<Row> Rows, string? Number = null, [LongText] string? Minutes = null);

    /// <param name="ApplicationId">The case.</param>
    /// <param name="Decision">What was decided.</param>
    /// <param name="Reasons">Of a refusal, each with its article.</param>
    /// <param name="Recused">Attendees who did not take part in it.</param>
    /// <param name="ReturnWhy">What the experts are to look at again, where the case is returned to them.</param>
    public sealed record Row(
        Guid ApplicationId, RowDecision? Decision, [MaxLength(20)] IReadOnlyList<Reason>? Reasons = null,
        [MaxLength(60)] IReadOnlyList<string>? Recused = null, [LongText(1000)] string? ReturnWhy = null);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var meeting = await Meeting.Lock(work, id);
        var items = await work.Query<AgendaItem>($"{AgendaItem.Select} where i.meeting_id = @id order by i.position", new { id });
        if (WhyNot(meeting, items, request) is { } refusal) return refusal;

        foreach (var row in request.Rows)
            await work.Execute("""
                update meeting_item set decision = @decision, reasons = @reasons, recused = @recused, return_why = @returnWhy
                where meeting_id = @id and application_id = @ApplicationId
                """, new
            {
                id,
                row.ApplicationId,
                decision = row.Decision?.ToString(),
                reasons = Json.Of(row.Reasons ?? []),
                recused = Json.Of(row.Recused ?? []),
                returnWhy = row.Decision == RowDecision.Return ? row.ReturnWhy?.Trim() : null,
            });
        if (!string.IsNullOrWhiteSpace(request.Minutes))
        {
            var number = request.Number?.Trim();
            if (await work.Find<bool>("select exists(select from meeting where number = @number and id <> @id and state <> 'Cancelled')",
                new { number, id })) return Refusal.Conflict($"纪要文号 {number} 已经用过");
            await work.Execute("""
                update meeting set number = @number, minutes = @minutes, minuted_by = @Account, minuted_by_name = @Name, minuted_at = @now
                where id = @id
                """, new { id, number, minutes = request.Minutes.Trim(), officer.Account, officer.Name, now = clock.Now });
            await letters.Tell(work, Audience.Office(Roles.DecisionMaker), items[0].ApplicationId, $"有会议纪要等待签署",
                $"{meeting!.HeldOn:yyyy-MM-dd} 局长办公会的纪要已经整理，涉及 {items.Count} 项，请签署。", $"/certification/meetings/{id}", Articles.Notice);
        }
        await work.Record(id, nameof(RecordMeeting), request, Articles.Notice);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Meeting? meeting, IReadOnlyList<AgendaItem> items, Request request)
    {
        if (Meeting.WhyNotChange(meeting) is { } refusal) return refusal;
        var faults = new List<Fault>();
        for (var i = 0; i < request.Rows.Count; i++)
        {
            var row = request.Rows[i];
            if (items.FirstOrDefault(item => item.ApplicationId == row.ApplicationId) is not { } item)
            {
                faults.Add(new($"不在本次会议的议程之中", Articles.Notice, $"rows[{i}].applicationId"));
                continue;
            }
            if (row.Decision == RowDecision.Propose && !item.Recommended)
                faults.Add(new($"拟认定名单依据专家评审意见提出，专家组未推荐的不能拟认定", Articles.Notice, $"rows[{i}].decision"));
            if (row.Decision == RowDecision.Decline && row.Reasons is not { Count: > 0 })
                faults.Add(new($"不予认定须说明理由", Articles.Notice, $"rows[{i}].reasons"));
            if (row.Decision == RowDecision.Return && ReturnToReview.WhyNotAgain(item.ReturnedAt) is { } again)
                faults.Add(again with { Field = $"rows[{i}].decision" });
            if (row.Decision == RowDecision.Return && string.IsNullOrWhiteSpace(row.ReturnWhy))
                faults.Add(new($"退回评审须说明请专家组重新评审的内容", Articles.Notice, $"rows[{i}].returnWhy"));
            foreach (var reason in row.Reasons ?? [])
                if (string.IsNullOrWhiteSpace(reason.Article) || string.IsNullOrWhiteSpace(reason.Sentence))
                    faults.Add(new($"理由须写明依据的条款和内容", Articles.Notice, $"rows[{i}].reasons"));
            if ((row.Recused ?? []).Except(meeting!.Attendees).Any())
                faults.Add(new($"回避的人员不在参会人员之中", Articles.Notice, $"rows[{i}].recused"));
            else if (row.Recused is { Count: > 0 } recused && recused.Distinct().Count() >= meeting.Attendees.Count)
                faults.Add(new($"参会人员不能全部回避", Articles.Notice, $"rows[{i}].recused"));
        }
        if (!string.IsNullOrWhiteSpace(request.Minutes) && string.IsNullOrWhiteSpace(request.Number))
            faults.Add(new($"请填写纪要文号", Articles.Notice, "number"));
        if (string.IsNullOrWhiteSpace(request.Minutes) && !string.IsNullOrWhiteSpace(request.Number))
            faults.Add(new($"请填写局长办公会纪要", Articles.Notice, "minutes"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
