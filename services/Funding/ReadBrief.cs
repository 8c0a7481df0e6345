using Alliance.Contracts.Desk;
using Alliance.Core.Audit;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Funding.Reading;
using Alliance.Statute;
using Alliance.Ui;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Funding;

/// <summary>What this service tells of an alliance: its grant against the matching; to whom the grant itself is shown.</summary>
[ForSignedIn]
public sealed class ReadBrief(ReadGrant grants, AuditTrail trail, Words words)
{
    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await grants.Handle(id, actor, ct);
        if (outcome.Value is not { } grant) return outcome.Refusal!;
        var link = $"/funding/grants/{id}";
        return new Brief
        {
            AllianceId = id,
            Name = grant.AllianceName,
            LeadUnit = grant.LeadUnit.Name,
            Parts =
            [
                new("grant", words["引导经费与配套"], State(words, grant.State), link)
                {
                    Measures =
                    [
                        new(words["承诺配套"], grant.PledgedFen ?? 0, grant.RequiredMatchingFen,
                            words["{0}，应配套 {1}", Money.Yuan(grant.PledgedFen ?? 0), Money.Yuan(grant.RequiredMatchingFen)]),
                        new(words["已核实配套"], grant.VerifiedMatchingFen, grant.RequiredMatchingFen,
                            words["{0}，应配套 {1}", Money.Yuan(grant.VerifiedMatchingFen), Money.Yuan(grant.RequiredMatchingFen)]),
                    ],
                    Facts = Facts(
                        Fact(words["引导经费"], Money.Yuan(grant.GrantFen)),
                        Fact(words["配套比例"], words["不低于 {0}:1", grant.MatchRatio]),
                        Fact(words["尚缺证明"], grant.ShortfallFen > 0 ? Money.Yuan(grant.ShortfallFen) : null),
                        Fact(words["凭证号"], grant.VoucherNumber),
                        Fact(words["付款日期"], grant.PaidOn is { } paid ? BeijingTime.Text(paid) : null),
                        Fact(words["停拨理由"], grant.RecognitionEnded?.Sentence)),
                },
            ],
            Timeline = Events(words, await trail.Of(id, ct), entry => Vocabulary.Of(entry.What) is { } what ? words[what] : null, link,
                actor),
            Documents = [.. grant.Proofs.Where(proof => proof.DocumentId is not null).Select(proof => new BriefDocument(
                words["配套证明"], $"{proof.DocumentNumber} {Money.Yuan(proof.AmountFen)}",
                $"/funding/api/grants/{id}/proofs/{proof.ProofId}/attachment"))],
        };
    }
}
