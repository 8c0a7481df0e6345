using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Workflows.Procedures;
using static Alliance.Contracts.UpgradeState;

namespace Alliance.Workflows.Upgrades;

/// <summary>推荐升级: the bureau recommends a recognised alliance to a higher level, and the superior decides (Art. 7, 12). One case an
/// alliance and level.</summary>
public sealed class UpgradeProcess : Procedure<UpgradeCase>
{
    /// <summary>The page of law.</summary>
    public UpgradeProcess()
    {
        WhatIsHeard();
        InAnyOrder(Recommended, Confirmed, Closed);
        EndsIn(Confirmed, Closed);

        // Art. 7: the bureau recommends; it does not decide.
        Initially(
            When<UpgradeRecommended>().OpenCase().TransitionTo(Recommended));

        // Art. 12: an award follows a confirmed upgrade. It is Funding's, and no command of this page yet.
        During(Recommended,
            When<UpgradeConfirmed>().TransitionTo(Confirmed),
            When<UpgradeDeclined>().TransitionTo(Closed),
            // Art. 15.
            When<UpgradePartiesChanged>().KeepParties());
    }

    void WhatIsHeard()
    {
        Hear<UpgradeRecommended>(m => m.UpgradeId, Articles.Authority);
        Hear<UpgradeConfirmed>(m => m.UpgradeId, Articles.Authority);
        Hear<UpgradeDeclined>(m => m.UpgradeId, Articles.Authority);
        Hear<UpgradePartiesChanged>(m => m.UpgradeId, Articles.Changes);
    }
}
