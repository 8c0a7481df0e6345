using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Delivery;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>A monitoring officer says what a lead unit has to put right, and until when, before the case is decided (整改, Art. 17). The
/// notice is served.</summary>
[For(Roles.MonitoringOfficer)]
public sealed class OrderRectification(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The longest time to put something right, days.</summary>
    public const int LongestDays = 180;

    /// <param name="Demand">What has to be put right.</param>
    /// <param name="DueOn">The last day.</param>
    public sealed record Request([LongText(2000)] string? Demand, DateOnly? DueOn);

    public async Task<Outcome> Handle(Guid id, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var opened = await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id for update of c", new { id });
        if (WhyNot(opened, request, clock.Today) is { } refusal) return refusal;

        await Order(work, letters, clock.Now, opened!, request.Demand!.Trim(), request.DueOn!.Value);
        await work.Record(opened!.AllianceId, nameof(OrderRectification), new { id, opened.Year, request.Demand, request.DueOn },
            opened.Article, opened.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The next one of the case, with its notice.</summary>
    internal static async Task Order(
        UnitOfWork work, LetterWriter letters, DateTimeOffset now, ComplianceCase opened, string demand, DateOnly dueOn)
    {
        await work.Execute("""
            insert into rectification(id, case_id, number, demand, due_on, ordered_at, ordered_by, ordered_by_name)
            select @key, @Id, coalesce(max(number), 0) + 1, @demand, @dueOn, @now, @Account, @Name from rectification where case_id = @Id
            """, new { key = Guid.CreateVersion7(), opened.Id, demand, dueOn, now, work.Actor.Account, work.Actor.Name });
        var letter = await letters.Tell(work, Audience.Unit(opened.LeadUnitCreditCode), opened.AllianceId, $"限期整改通知",
            $"{opened.AllianceName}因“{opened.Sentence}”须在 {dueOn:yyyy-MM-dd} 前完成整改，并在系统中报送整改情况和证明材料。要求：{demand.TrimEnd('。')}。",
            $"/monitoring/compliance/{opened.Id}", opened.Article,
            new($"{opened.AllianceName}：{opened.Sentence}。", [new(opened.Article, $"须在 {dueOn:yyyy-MM-dd} 前整改：{demand}")],
                Appealable: false));
        await Delivered.Expect(work, letter, opened.AllianceId, opened.Id, "限期整改通知", opened.LeadUnit, Roles.MonitoringOfficer, now);
    }

    internal static Refusal? WhyNot(ComplianceCase? opened, Request request, DateOnly today)
    {
        if (opened is null) return Refusal.NotFound($"没有这个违规核查案件");
        if (opened.State != ComplianceState.Open) return Refusal.Conflict($"这个违规核查案件已经办结", opened.Article, opened.PolicyVersion);
        if (opened.Ended) return Refusal.Conflict($"联盟的认定资格已终止，不再办理", opened.Article, opened.PolicyVersion);
        if (opened.Rectification is RectificationState.Ordered or RectificationState.Answered)
            return Refusal.Conflict($"已经要求限期整改，请先核查整改", opened.Article, opened.PolicyVersion);
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Demand)) faults.Add(new($"请写明须整改的内容", opened.Article, "demand"));
        if (WhyNot(request.DueOn, today, opened.Article, "dueOn") is { } day) faults.Add(day);
        return faults.Count > 0 ? Refusal.Invalid(faults, opened.PolicyVersion) : null;
    }

    internal static Fault? WhyNot(DateOnly? due, DateOnly today, string article, string field) => due switch
    {
        null => new($"请填写整改的期限", article, field),
        { } day when day <= today || day > today.AddDays(LongestDays)
            => new($"整改的期限应在 {today.AddDays(1):yyyy-MM-dd} 至 {today.AddDays(LongestDays):yyyy-MM-dd} 之间", article, field),
        _ => null,
    };
}
