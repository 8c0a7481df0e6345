using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Interventions;

/// <summary>
/// Moves a running deadline that the policy lets the bureau move, and explains it anew. What the statute sets is not the bureau's to move:
/// the notice protects whoever may object, the cycle and the date of the report follow from the text. A correction period is only extended.
/// </summary>
/// <param name="Name">The deadline's name in the case.</param>
/// <param name="Until">The new last day, before any rolling; of a reminder, its day.</param>
public sealed record MoveDeadline(string Name, DateOnly Until) : Change
{
    public sealed record Request(string Name, DateOnly Until, [LongText] string? Reason);

    /// <inheritdoc/>
    public override FormattableString InWords
        => $"{new Alliance.Statute.Text.Word(Sentences.Deadline(Name).Text)}改至 {Ui.BeijingTime.Text(Until)}";

    internal override async Task<Step> Look(Hands hands)
    {
        var running = await hands.Work.Find<Running>("""
            select id, due_at, nominal_due_on, rule::text as rule from deadline where case_id = @CaseId and kind = @Kind and name = @Name
              and fired_at is null and cancelled_at is null for update
            """, new { hands.Case.CaseId, hands.Case.Kind, Name });
        if (WhyNot(running, hands.Case.Policy, hands.Calendar, hands.Now) is { } refusal) return refusal;

        var rule = Lawful(running!, hands.Calendar) is { } lawful && BeijingTime.DayOf(lawful.AddTicks(-1)) == Until
            ? DeadlineRule.FromJson(running!.Rule) : Moved(running!);
        var reckoning = rule.Reckon(hands.Calendar);
        return new(null, rule.Article, async () =>
        {
            await hands.Work.Execute("""
                update deadline
                set due_at = @DueAt, nominal_due_on = @NominalDueOn, explanation = @explanation, rule = @rule::jsonb
                where id = @Id
                """,
                new
                {
                    reckoning.DueAt,
                    reckoning.NominalDueOn,
                    explanation = Json.Of(reckoning.InChinese()),
                    rule = rule.ToJson(),
                    running!.Id
                });
            if (rule is ExtendedCorrection)
                await hands.Work.Send(new ExtendCorrection(hands.Case.CaseId, Until, reckoning.DueAt!.Value, hands.Reason));
            await hands.Case.TellNextDeadline(hands.Work, nameof(MoveDeadline), hands.Now);
            return new { before = running.DueAt, after = reckoning.DueAt };
        });
    }

    /// <summary>Why nobody moves the deadline of this name under this policy; null when it can be moved.</summary>
    public static Refusal? WhyFixed(string name, Policy policy) => name.Split(':')[0] switch
    {
        nameof(NoticePeriodEnds) => Refusal.Conflict($"公示期是公众提出异议的法定期间，不能变更；公示内容确需更正的，重新公示并重新计算", Articles.Notice, policy.Version),
        nameof(CancellationNoticeEnds) => Refusal.Conflict($"取消资格的公示期是当事人和公众提出异议的法定期间，不能变更", Articles.Operation, policy.Version),
        nameof(CycleEnds) => Refusal.Conflict($"运行周期自认定文件之日起按办法计算，不能变更", Articles.Operation, policy.Version),
        nameof(AnnualReportDue) => Refusal.Conflict($"年度科技报告的截止日由办法规定，不能变更", Articles.Operation, policy.Version),
        nameof(StatementDue) => Refusal.Conflict($"陈述申辩期限是当事人的法定权利，不能变更", Articles.Revocation, policy.Version),
        nameof(HearingDue) => Refusal.Conflict($"当事人要求的听证须如期举行，期限不能变更", Articles.Revocation, policy.Version),
        nameof(PlaqueRecoveryDue) => Refusal.Conflict($"撤销后收回牌匾的期限按政策计算，不能变更", Articles.Revocation, policy.Version),
        var movable when Enum.TryParse<MovableDeadline>(movable, out var one) && policy.MovableDeadlines.Contains(one) => null,
        _ => Refusal.Conflict($"政策版本 {policy.Version} 没有允许变更该期限", policyVersion: policy.Version),
    };

    internal Refusal? WhyNot(Running? running, Policy policy, WorkCalendar calendar, DateTimeOffset now)
    {
        if (running is null) return Refusal.NotFound($"没有这项正在计算的期限");
        // What the law itself extends is not the bureau's discretion: a calendar that came later, where the deadline did not follow it by
        // itself.
        if (Lawful(running, calendar) is { } lawful && BeijingTime.DayOf(lawful.AddTicks(-1)) == Until) return null;
        if (WhyFixed(Name, policy) is { } @fixed) return @fixed;
        if (Until <= BeijingTime.DayOf(now)) return Refusal.Invalid($"新的日期须晚于今天", field: "until", policyVersion: policy.Version);
        var rule = Moved(running);
        if (rule.Reckon(calendar).DueAt is not { } due)
            return Refusal.Invalid($"{Until.Year} 年的放假安排尚未公布，还不能确定届满日，请选择更早的日期", Articles.HolidayRules, "until", policy.Version);
        return rule switch
        {
            ExtendedCorrection when due <= running.DueAt || Until <= running.NominalDueOn =>
                Refusal.Invalid($"补正期限只能延长，不能缩短", Articles.Review, "until", policy.Version),
            AnnualReportReminder reminder when Until >= FixedDates.AnnualReport(reminder.Year, policy, calendar).NominalLastDay
                => Refusal.Invalid($"提醒日须早于年度科技报告的截止日", Articles.Operation, "until", policy.Version),
            _ => null,
        };
    }

    static DateTimeOffset? Lawful(Running running, WorkCalendar calendar)
        => DeadlineRule.FromJson(running.Rule).Reckon(calendar).DueAt is { } due && due > running.DueAt ? due : null;

    DeadlineRule Moved(Running running) => DeadlineRule.FromJson(running.Rule) switch
    {
        CorrectionPeriod correction => new ExtendedCorrection(correction.PolicyVersion, correction.RequestedOn, Until),
        ExtendedCorrection correction => correction with { Until = Until },
        AnnualReportReminder reminder => reminder with { On = Until },
        var other => throw new InvalidOperationException($"A {other.GetType().Name} cannot be moved."),
    };

    internal sealed record Running
    {
        public long Id { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateOnly NominalDueOn { get; init; }
        public string Rule { get; init; } = "";
    }
}
