using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;

namespace Alliance.Certification.Legacy;

/// <summary>
/// An alliance of 2013 goes on under the measures in force, by choice (Art. 14, 19): its first operating cycle begins today, with contract,
/// annual reports and assessment. It brings no grant.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class BringUnderOperation(Database database, StatutoryClock clock, LetterWriter letters)
{
    public async Task<Outcome> Handle(Guid allianceId, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        if (WhyNot(alliance, alliance?.OperationBegunOn) is { } refusal) return refusal;

        var (today, application) = (clock.Today, alliance!.Application);
        var (startsOn, endsOn) = Cycles.Of(today, 1, alliance.Policy.CycleMonths);
        await work.Execute("update alliance set operation_begun_on = @today where id = @allianceId", new { allianceId, today });
        // The procedure hears that the cycle runs and opens the case by itself, as after a recognition.
        await work.Send(new StartOperatingCycle(allianceId, application, 1, startsOn, startsOn, endsOn));
        await letters.Tell(work, Parties.Of(application), allianceId, $"联盟纳入运行周期",
            $"“{alliance.Name}”自 {startsOn:yyyy-MM-dd} 起按现行办法运行，第一个周期至 {endsOn:yyyy-MM-dd}：签订合同书，每年报送年度科技报告，期满考核。",
            $"/registry/{alliance.CertificateNumber}", Articles.Operation);
        await work.Record(allianceId, nameof(BringUnderOperation), new { startsOn, endsOn }, Articles.EntryIntoForce,
            application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, DateOnly? begunOn) => alliance switch
    {
        null => Refusal.NotFound($"没有这个联盟"),
        { RecognisedUnder: null } => Refusal.Conflict($"按现行办法认定的联盟自认定之日起已在运行周期之中", Articles.Operation),
        { IsAlive: false } => Refusal.Conflict($"认定资格已终止，不能纳入运行周期", alliance.EndArticle),
        _ when begunOn is not null => Refusal.Conflict($"联盟已经纳入运行周期", Articles.Operation),
        _ => null,
    };
}
