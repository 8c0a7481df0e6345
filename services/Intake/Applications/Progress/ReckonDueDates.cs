using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications.Progress;

/// <summary>
/// A new calendar is there: corrections and reviews whose last day was provisional get their day, and those that are under way and end
/// later by it are extended (民法典 203). The lead unit is told its day (Art. 10). What was told is never shortened, and a period that was
/// over when the calendar came is not opened again.
/// </summary>
public sealed class ReckonDueDates(Database database, LetterBox letters, StatutoryClock clock, PublishedCalendars calendars) : IReckonAgain
{
    const int Page = 200;

    DateTimeOffset Since => calendars.Arrived?.PublishedAt ?? clock.Now;
    string Calendar => calendars.Arrived?.Name ?? clock.Calendar.Edition;

    public async Task<int> Run(CancellationToken ct) => await Corrections(ct) + await Reviews(ct);

    async Task<int> Corrections(CancellationToken ct)
    {
        var (settled, last) = (0, Guid.Empty);
        while (true)
        {
            await using var work = await database.BeginAsSystem("intake", ct);
            var running = await work.Query<Running>("""
                select a.id, a.policy_version, a.receipt_number, a.lead_credit_code, k.requested_at as since, k.due_at, k.extended_to
                from correction k join application a on a.id = k.application_id
                where (k.due_at is null or k.due_at > @Since) and k.resubmitted_at is null and a.stage = 'Correction' and a.id > @last
                order by a.id limit @Page for update of k skip locked
                """, new { last, Page, Since });
            if (running.Count == 0) return settled;
            foreach (var one in running)
                if (new Correction { RequestedAt = one.Since, ExtendedTo = one.ExtendedTo }.Period(clock,
                    PolicyBook.Find(one.PolicyVersion)) is { ClosesAt: { } due } period && !(due <= one.DueAt))
                {
                    await work.Execute("""
                        update correction set due_at = @due, nominal_due_on = @NominalLastDay,
                          first_due_at = coalesce(first_due_at, due_at), extended_by = case when due_at is not null then @Calendar end
                        where application_id = @Id
                        """, new { one.Id, due, period.NominalLastDay, Calendar });
                    if (one.DueAt is not { } told)
                        await letters.Tell(work, Audience.Unit(one.LeadCreditCode), one.Id, $"补正截止时间已经确定",
                            $"申报书 {one.ReceiptNumber} 的补正截止时间原为暂定，放假安排公布后确定为 {BeijingText.End(due)}。",
                            $"/intake/applications/{one.Id}", Articles.Review,
                            new($"申报书 {one.ReceiptNumber} 的补正须在 {BeijingText.End(due)} 前提交。", [], Appealable: false));
                    else
                        await letters.Tell(work, Audience.Unit(one.LeadCreditCode), one.Id, $"补正期限依法延长",
                            $"申报书 {one.ReceiptNumber} 的补正原定 {BeijingText.End(told)} 截止；放假安排（{Calendar}）公布后，依法延至 {BeijingText.End(due)}。",
                            $"/intake/applications/{one.Id}", Articles.HolidayRules,
                            new($"申报书 {one.ReceiptNumber} 的补正期限依法延至 {BeijingText.End(due)}。", [], Appealable: false));
                    await work.Record(one.Id, one.DueAt is null ? nameof(ReckonDueDates) : "ExtendByCalendar",
                        new { before = one.DueAt, due, Calendar }, one.DueAt is null ? Articles.Review
                            : Articles.HolidayRules, one.PolicyVersion);
                    settled++;
                }
            await work.Commit();
            last = running[^1].Id;
        }
    }

    async Task<int> Reviews(CancellationToken ct)
    {
        var (settled, last) = (0, Guid.Empty);
        while (true)
        {
            await using var work = await database.BeginAsSystem("intake", ct);
            var running = await work.Query<Running>("""
                select a.id, a.policy_version, s.submitted_at as since, a.review_due_at as due_at
                from application a join submission s on s.application_id = a.id and s.number = a.submissions
                where a.stage = 'FormalReview' and (a.review_due_at is null or a.review_due_at > @Since) and a.id > @last order by a.id
                limit @Page for update of a skip locked
                """, new { last, Page, Since });
            if (running.Count == 0) return settled;
            foreach (var one in running)
                if (clock.Reckon(PolicyBook.Find(one.PolicyVersion).FormalReview, BeijingTime.DayOf(one.Since))
                    is { ClosesAt: { } due } period && !(due <= one.DueAt))
                {
                    await work.Execute(
                        "update application set review_due_at = @due, review_nominal_due_on = @NominalLastDay where id = @Id",
                        new { one.Id, due, period.NominalLastDay });
                    await work.Record(one.Id, "ReckonReviewDate", new { before = one.DueAt, due, Calendar }, Articles.Review,
                        one.PolicyVersion);
                    settled++;
                }
            await work.Commit();
            last = running[^1].Id;
        }
    }

    sealed record Running
    {
        public Guid Id { get; init; }
        public string PolicyVersion { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public DateTimeOffset Since { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateOnly? ExtendedTo { get; init; }
    }
}
