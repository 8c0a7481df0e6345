using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations;

/// <summary>
/// A monitoring officer opens a case for revocation, out of a compliance case or freely (Art. 17). It ends nothing by itself; the money of
/// the alliance is on hold while it runs.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class OpenRevocation(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="AllianceId">The alliance.</param>
    /// <param name="Ground">Which of the four grounds.</param>
    /// <param name="Facts">What was found.</param>
    /// <param name="ComplianceCaseId">The compliance case it comes from; null where it comes from none.</param>
    public sealed record Request(Guid AllianceId, RevocationGround? Ground, [LongText] string? Facts, Guid? ComplianceCaseId = null);

    /// <summary>The answer.</summary>
    public sealed record Opened(Guid RevocationCaseId);

    public async Task<Outcome<Opened>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, request.AllianceId);
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var another = await RevocationCase.Against(work, request.AllianceId);
        var ofThisAlliance = request.ComplianceCaseId is null || await work.Find<Guid?>(
            "select id from compliance_case where id = @ComplianceCaseId and alliance_id = @AllianceId", request) is not null;
        if (WhyNot(request, another is not null, ofThisAlliance, alliance!.PolicyVersion) is { } refusal) return refusal;

        var (id, now, ground, facts) = (Guid.CreateVersion7(), clock.Now, request.Ground!.Value, request.Facts!.Trim());
        await work.Execute("""
            insert into revocation_case(id, alliance_id, compliance_case_id, policy_version, ground, facts, state, opened_at, opened_by,
              opened_by_name)
            values (@id, @AllianceId, @ComplianceCaseId, @PolicyVersion, @ground, @facts, 'Investigation', @now, @Account, @Name)
            """, new
        {
            id,
            request.AllianceId,
            request.ComplianceCaseId,
            alliance.PolicyVersion,
            ground = (int)ground,
            facts,
            now,
            officer.Account,
            officer.Name,
        });
        var article = RevocationCase.ArticleOf(ground);
        await work.Publish(new RevocationCaseOpened(id, alliance.Id, RevocationCase.Of(alliance.Name, alliance.LeadUnitName,
            alliance.LeadUnitCreditCode, alliance.MembersJson, alliance.PolicyVersion, alliance.KeyIndustry), (int)ground,
            new(article, ground.Word()), now));
        await letters.Tell(work, Audience.Office(Roles.DecisionMaker), alliance.Id, $"撤销案件已立案",
            $"对{alliance.Name}以“{new Word(ground.Word())}”为由立案调查，告知当事人并听取陈述申辩后，由您作出决定。",
            $"/monitoring/revocations/{id}", article);
        await work.Record(alliance.Id, nameof(OpenRevocation), new { id, ground, facts, request.ComplianceCaseId }, article,
            alliance.PolicyVersion);
        await work.Commit();
        return new Opened(id);
    }

    internal static Refusal? WhyNot(Request request, bool anotherRuns, bool ofThisAlliance, string policyVersion)
    {
        if (anotherRuns) return Refusal.Conflict($"该联盟已有撤销案件正在办理", Articles.Revocation, policyVersion);
        if (!ofThisAlliance) return Refusal.NotFound($"没有这个违规核查案件");
        var faults = new List<Fault>();
        if (request.Ground is not { } ground || !Enum.IsDefined(ground)) faults.Add(new($"请选择撤销事由", Articles.Revocation, "ground"));
        if (string.IsNullOrWhiteSpace(request.Facts)) faults.Add(new($"请写明查明的事实", Articles.Revocation, "facts"));
        return faults.Count > 0 ? Refusal.Invalid(faults, policyVersion) : null;
    }
}
