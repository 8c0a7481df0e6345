using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Funding.Reading;

/// <summary>Where money of a grant is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GrantMoney>))]
public enum GrantMoney
{
    /// <summary>The bureau approved it, and the recognition did not end before it was paid.</summary>
    [State("批准的引导经费", StateColour.Blue)] Approved,
    /// <summary>It left.</summary>
    [State("已拨付", StateColour.Green)] Paid,
    /// <summary>The lead unit showed it as its matching.</summary>
    [State("已核实配套", StateColour.Purple)] Matched,
    /// <summary>The matching still lacks it.</summary>
    [State("配套缺口", StateColour.Orange)] Short,
}

/// <summary>The sums of a grant: the same in the list and in what is counted.</summary>
static class GrantSums
{
    /// <summary>So much of the grant g, in fen; Art. 12 asks for a matching of grant × ratio while the recognition lasts.</summary>
    public static string Of(GrantMoney money) => money switch
    {
        GrantMoney.Approved => """
            case when g.state in ('Approved', 'PaymentRequested', 'Disbursed', 'PaidAfterEnd') then g.grant_fen else 0 end
            """,
        GrantMoney.Paid => "case when g.state in ('Disbursed', 'PaidAfterEnd') then g.grant_fen else 0 end",
        GrantMoney.Matched => "g.verified_matching_fen",
        _ => """
            case when g.state in ('Suspended', 'PaidAfterEnd') then 0
              else greatest(0, g.grant_fen * g.match_ratio - g.verified_matching_fen) end
            """,
    };
}
