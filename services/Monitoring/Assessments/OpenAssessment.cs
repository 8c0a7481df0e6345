using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Questionnaires;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Assessments;

/// <summary>
/// The cycle is over: opens its 考核 (Art. 14). After a failed one it opens another when an objection to the cancellation was upheld, and
/// not because the first was asked for again.
/// </summary>
public sealed class OpenAssessment(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.OpenAssessment>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.OpenAssessment> context)
    {
        var (allianceId, cycle, asked) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var earlier = await work.Query<bool?>(
            "select passed from assessment where alliance_id = @allianceId and cycle = @cycle order by attempt", new { allianceId, cycle });
        if (WhyIgnore(alliance, cycle, asked, earlier) is { } why)
        {
            await work.Ignore(allianceId, nameof(OpenAssessment), context.Message, why, Articles.Operation, alliance?.PolicyVersion);
            await work.Commit();
            return;
        }

        var attempt = await Open(work, letters, alliance!, cycle, earlier.Count, clock);
        await letters.Tell(work, Audience.Unit(alliance!.LeadUnit.CreditCode), allianceId, $"周期考核开始",
            $"{alliance.Name}的第 {cycle} 个运行周期已经届满，考核开始。", $"/monitoring/alliances/{allianceId}", Articles.Operation);
        await letters.Tell(work, Audience.Office(Roles.Assessor), allianceId, $"有周期考核等待办理",
            $"{alliance.Name}的第 {cycle} 个运行周期已经届满，请考核。", $"/monitoring/alliances/{allianceId}/assessments/{cycle}", Articles.Operation);
        await work.Record(allianceId, nameof(OpenAssessment), new { cycle, attempt }, Articles.Operation, alliance!.PolicyVersion);
        await work.Commit();
    }

    /// <summary>The next assessment of the cycle.</summary>
    internal static async Task<int> Open(
        UnitOfWork work, LetterWriter letters, OperatingAlliance alliance, int cycle, int earlier, StatutoryClock clock)
    {
        var (id, attempt) = (Guid.CreateVersion7(), earlier + 1);
        await work.Execute(
            "insert into assessment(id, alliance_id, cycle, attempt, opened_at) values (@id, @allianceId, @cycle, @attempt, @Now)",
            new { id, allianceId = alliance.Id, cycle, attempt, clock.Now });
        await Questionnaire.Ask(work, letters, alliance, id, clock);
        return attempt;
    }

    internal static string? WhyIgnore(OperatingAlliance? alliance, int cycle, int asked, IReadOnlyList<bool?> earlier) => alliance switch
    {
        null => "没有这个联盟",
        { ClosedAt: not null } => "认定资格已终止",
        { UnderAssessment: true } => "考核正在进行",
        _ when cycle != alliance.Cycle => "不是当前运行周期",
        _ when earlier.Contains(true) => "该运行周期已考核合格",
        _ when asked > 0 && asked <= earlier.Count => "该次考核已经进行",
        _ => null,
    };
}
