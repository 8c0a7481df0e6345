using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Certificates;

/// <summary>
/// Keeps the operating cycles that Monitoring begins: a certificate holds until the end of the current one, so it is moved on with each
/// assessment that was passed (Art. 14). From the second on the units are told that they can print it anew.
/// </summary>
public sealed class KeepCycles(Database database, LetterWriter letters) : IConsumer<OperatingCycleStarted>
{
    public async Task Consume(ConsumeContext<OperatingCycleStarted> context)
    {
        var started = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        var kept = await work.Execute("""
            insert into alliance_cycle(alliance_id, cycle, starts_on, ends_on) values (@AllianceId, @Cycle, @StartsOn, @EndsOn)
            on conflict (alliance_id, cycle) do nothing
            """, new { started.AllianceId, started.Cycle, started.StartsOn, started.EndsOn });
        if (kept == 1 && started.Cycle > 1 && await RecognisedAlliance.Lock(work, started.AllianceId) is { } alliance)
            await letters.Tell(work, Parties.Of(alliance.Application), alliance.Id, $"证书有效期已顺延",
                $"“{alliance.Name}”考核合格，进入第 {started.Cycle} 个运行周期，证书 {alliance.CertificateNumber} 有效期至 {started.EndsOn:yyyy-MM-dd}，可以重新打印。",
                $"/registry/{alliance.CertificateNumber}", Articles.Operation);
        await work.Record(started.AllianceId, nameof(KeepCycles), new { started.Cycle, started.StartsOn, started.EndsOn },
            Articles.Operation);
        await work.Commit();
    }
}
