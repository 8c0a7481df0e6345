using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Policies;
using MassTransit;

namespace Alliance.Funding.Grants;

/// <summary>Opens the 引导经费 of a newly recognised alliance, to its lead unit and once per recognition (Art. 12).</summary>
public sealed class OpenGuidanceGrant(Database database, TimeProvider clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.OpenGuidanceGrant>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.OpenGuidanceGrant> context)
    {
        var command = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);

        if (await work.Find<Guid?>("select alliance_id from ended_recognition where alliance_id = @AllianceId", command) is not null)
        {
            await work.Ignore(command.AllianceId, nameof(OpenGuidanceGrant), context.Message, "认定资格已终止，不再设立引导经费", Articles.Funding,
                command.Application.PolicyVersion);
            await work.Commit();
            return;
        }

        var policy = PolicyBook.Find(command.Application.PolicyVersion);
        var opened = await work.Execute("""
            insert into guidance_grant(id, alliance_id, alliance_name, payee_name, payee_credit_code, lead_unit_name,
              lead_unit_credit_code, document_number, recognised_on,
              policy_version, grant_fen, match_ratio, state, opened_at, industry, district)
            values (@id, @AllianceId, @AllianceName, @Name, @CreditCode, @Name, @CreditCode, @DocumentNumber, @RecognisedOn,
              @PolicyVersion, @GrantFen, @MatchRatio, 'AwaitingPledge', @now, @KeyIndustry, @District)
            on conflict (alliance_id) do nothing
            """, new
        {
            id = Guid.CreateVersion7(),
            command.AllianceId,
            command.Application.AllianceName,
            command.Application.LeadUnit.Name,
            command.Application.LeadUnit.CreditCode,
            command.DocumentNumber,
            command.RecognisedOn,
            command.Application.PolicyVersion,
            policy.GrantFen,
            policy.MatchRatio,
            now = clock.GetUtcNow(),
            command.Application.KeyIndustry,
            command.Application.District,
        });
        if (opened == 1)
        {
            var required = Matching.RequiredFen(policy.GrantFen, policy.MatchRatio);
            await letters.Tell(work, Audience.Unit(command.Application.LeadUnit.CreditCode), command.AllianceId, $"请承诺引导经费的配套",
                $"{command.Application.AllianceName}的引导经费 {Money.Yuan(policy.GrantFen)} 已设立，请承诺不低于 {Money.Yuan(required)} 的配套经费，承诺后进入审批。",
                $"/funding/grants/{command.AllianceId}", Articles.Funding);
            await letters.Tell(work, Audience.Office(Roles.FundingOfficer), command.AllianceId, $"引导经费已设立",
                $"{command.Application.AllianceName}已获认定，引导经费 {Money.Yuan(policy.GrantFen)} 已设立，等待牵头单位承诺配套。",
                $"/funding/grants/{command.AllianceId}", Articles.Funding);
            await work.Record(command.AllianceId, nameof(OpenGuidanceGrant),
                new { policy.GrantFen, policy.MatchRatio, payee = command.Application.LeadUnit },
                Articles.Funding, policy.Version);
        }
        else await work.Ignore(command.AllianceId, nameof(OpenGuidanceGrant), context.Message, "该次认定的引导经费已设立", Articles.Funding,
            policy.Version);
        await work.Commit();
    }
}
