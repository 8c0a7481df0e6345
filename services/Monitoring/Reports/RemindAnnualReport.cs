using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Reports;

/// <summary>Puts a reminder of the annual report on the lead unit's page (Art. 14); none where the report is there already.</summary>
public sealed class RemindAnnualReport(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.RemindAnnualReport>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.RemindAnnualReport> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        var reminded = await work.Execute("""
            insert into report_reminder(alliance_id, year, due_on, reminded_at)
            select id, @Year, @DueOn, @now from alliance
            where id = @AllianceId and closed_at is null
              and not exists (select 1 from annual_report where alliance_id = @AllianceId and year = @Year)
            """, new { command.AllianceId, command.Year, command.DueOn, now = clock.GetUtcNow() });
        if (reminded == 1)
        {
            var alliance = (await OperatingAlliance.Lock(work, command.AllianceId))!;
            await letters.Tell(work, Audience.Unit(alliance.LeadUnit.CreditCode), command.AllianceId, $"年度科技报告即将到期",
                $"{alliance.Name}的 {command.Year} 年度科技报告须在 {command.DueOn:yyyy-MM-dd} 前报送。",
                $"/monitoring/alliances/{command.AllianceId}/reports/{command.Year}", Articles.Operation);
            await letters.Tell(work, alliance.OtherMembers, command.AllianceId, $"请协助牵头单位编报年度科技报告",
                $"{alliance.Name}的 {command.Year} 年度科技报告须在 {command.DueOn:yyyy-MM-dd} 前由牵头单位报送，请提供贵单位承担部分的材料。", $"/portal",
                Articles.Operation);
            await work.Record(command.AllianceId, nameof(RemindAnnualReport), new { command.Year, command.DueOn }, Articles.Operation);
        }
        else await work.Ignore(command.AllianceId, nameof(RemindAnnualReport), context.Message, "报告已报送，或联盟不在运行", Articles.Operation);
        await work.Commit();
    }
}
