using Alliance.Platform.Calendars;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Letters;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications;

/// <summary>A new calendar is there: corrections and reviews whose last day was provisional get their day, and the lead unit is told its one (Art. 10).</summary>
public sealed class ReckonDueDates(Database database, LetterBox letters, StatutoryClock clock) : IReckonAgain
{
    const int Page = 200;

    public async Task<int> Run(CancellationToken ct) => await Corrections(ct) + await Reviews(ct);

    async Task<int> Corrections(CancellationToken ct)
    {
        var (settled, last) = (0, Guid.Empty);
        while (true)
        {
            await using var work = await database.BeginAsSystem("intake", ct);
            var provisional = await work.Query<Provisional>("""
                select a.id, a.policy_version, a.receipt_number, a.lead_credit_code, k.requested_at as since
                from corrections k join applications a on a.id = k.application_id
                where k.due_at is null and k.resubmitted_at is null and a.stage = 'Correction' and a.id > @last order by a.id limit @Page for update of k skip locked
                """, new { last, Page });
            if (provisional.Count == 0) return settled;
            foreach (var one in provisional)
                if (clock.Reckon(PolicyBook.Find(one.PolicyVersion).Correction, BeijingTime.DayOf(one.Since)) is { ClosesAt: { } due } period)
                {
                    await work.Execute("update corrections set due_at = @due, nominal_due_on = @NominalLastDay where application_id = @Id", new { one.Id, due, period.NominalLastDay });
                    await letters.Tell(work, Audience.Unit(one.LeadCreditCode), one.Id, $"补正截止时间已经确定", $"申报书 {one.ReceiptNumber} 的补正截止时间原为暂定，放假安排公布后确定为 {BeijingText.End(due)}。",
                        $"/intake/applications/{one.Id}", "Art. 10");
                    await work.Record(one.Id, nameof(ReckonDueDates), new { due }, "Art. 10", one.PolicyVersion);
                    settled++;
                }
            await work.Commit();
            last = provisional[^1].Id;
        }
    }

    async Task<int> Reviews(CancellationToken ct)
    {
        var (settled, last) = (0, Guid.Empty);
        while (true)
        {
            await using var work = await database.BeginAsSystem("intake", ct);
            var provisional = await work.Query<Provisional>("""
                select a.id, a.policy_version, s.submitted_at as since
                from applications a join submissions s on s.application_id = a.id and s.number = a.submissions
                where a.stage = 'FormalReview' and a.review_due_at is null and a.id > @last order by a.id limit @Page for update of a skip locked
                """, new { last, Page });
            if (provisional.Count == 0) return settled;
            foreach (var one in provisional)
                if (clock.Reckon(PolicyBook.Find(one.PolicyVersion).FormalReview, BeijingTime.DayOf(one.Since)) is { ClosesAt: { } due } period)
                {
                    await work.Execute("update applications set review_due_at = @due, review_nominal_due_on = @NominalLastDay where id = @Id", new { one.Id, due, period.NominalLastDay });
                    await work.Record(one.Id, "ReckonReviewDate", new { due }, "Art. 10", one.PolicyVersion);
                    settled++;
                }
            await work.Commit();
            last = provisional[^1].Id;
        }
    }

    sealed record Provisional
    {
        public Guid Id { get; init; }
        public string PolicyVersion { get; init; } = "";
        public string ReceiptNumber { get; init; } = "";
        public string LeadCreditCode { get; init; } = "";
        public DateTimeOffset Since { get; init; }
    }
}
