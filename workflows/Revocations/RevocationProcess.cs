using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Workflows.Procedures;
using static Alliance.Contracts.RevocationState;
using static Alliance.Workflows.Revocations.RevocationConditions;

namespace Alliance.Workflows.Revocations;

/// <summary>撤销: told beforehand, heard, and only then decided (Art. 17). One case an alliance at a time; that the recognition ends is the
/// operation's.</summary>
public sealed class RevocationProcess : Procedure<RevocationCase>
{
    /// <summary>The page of law.</summary>
    public RevocationProcess()
    {
        WhatIsHeard();
        InAnyOrder(Investigation, Statement, RevocationState.Hearing, Decision, Revoking, Revoked, Dropped, Overtaken);
        EndsIn(Revoked, Dropped, Overtaken);

        // Art. 17: one of four grounds, with facts and evidence. No money leaves while it is looked into (Art. 12).
        Initially(
            When<RevocationCaseOpened>().OpenCase().HoldFunding().TransitionTo(Investigation));

        // 告知: the period of 陈述申辩 begins with its service. What the unit does about it may be heard first.
        During(Investigation,
            When<PriorNoticeServed>().SetStatementDeadline().TransitionTo(Statement),
            When<StatementFiled>().WaitForItsTurn(),
            When<HearingRequested>().WaitForItsTurn(),
            When<HearingHeld>().WaitForItsTurn());

        // 陈述申辩: nothing is decided against the unit before the period is over, and none before a hearing it asked for in time.
        During(Statement,
            When<HearingRequested>(FirstAsked).SetHearingDeadline().TransitionTo(RevocationState.Hearing),
            When<HearingRequested>(AskedBefore).Note(Notes.Late),
            When<HearingHeld>(NotAskedYet).WaitForItsTurn(),
            When<HearingHeld>(HeldBefore).Note(Notes.Late),
            When<StatementDue>().EndPeriod().TransitionTo(Decision));
        During([Statement, RevocationState.Hearing, Decision],
            When<StatementFiled>(NewStatement).KeepStatement(),
            When<StatementFiled>(KnownStatement).Note(Notes.Late));

        // 听证.
        During(RevocationState.Hearing,
            When<StatementDue>().EndPeriod().Note(Notes.StatementPeriodOverBeforeHearing),
            When<HearingDue>().RemindHearing(),
            When<HearingHeld>(PeriodOver).KeepHearing().TransitionTo(Decision),
            When<HearingHeld>(PeriodRuns).KeepHearing().Note(Notes.StatementPeriodRuns).TransitionTo(Statement));

        // To drop the case takes nothing from anybody, and is possible at any time.
        During([Investigation, Statement, RevocationState.Hearing],
            When<RevocationDecided>(ToDrop).ReleaseFunding().CancelDeadlines().TransitionTo(Dropped),
            When<RevocationDecided>(ToRevoke).WaitForItsTurn());

        // The decision. A hearing that was asked for in the last minute comes before it.
        During(Decision,
            When<HearingRequested>(FirstAsked).SetHearingDeadline().Note(Notes.HearingAskedInTime).TransitionTo(RevocationState.Hearing),
            When<HearingRequested>(AskedBefore).Note(Notes.Late),
            When<HearingHeld>(NotAskedYet).WaitForItsTurn(),
            When<HearingHeld>(HeldBefore).Note(Notes.Late),
            When<RevocationDecided>(DroppedNow).KeepDecision().ReleaseFunding().TransitionTo(Dropped),
            When<RevocationDecided>(RevokedNow).KeepDecision().RevokeRecognition().TransitionTo(Revoking),
            When<RevocationDecided>(DecidedBefore).Note(Notes.FormerRevocation));

        // 决定书 and 公告: signed, the recognition is revoked, and its plaque is due.
        During(Revoking,
            When<RecognitionRevoked>(StillStands).SetPlaqueDeadline().TransitionTo(Revoked),
            When<RecognitionRevoked>(AnnulledSince).Note(Notes.FormerRevocation),
            When<PlaqueRecovered>(OfThisRevocation).WaitForItsTurn(),
            When<PlaqueRecovered>(OfAFormerRevocation).Note(Notes.FormerRevocation),
            When<RevocationAnnulled>(NotAnnulledYet).WaitForItsTurn(),
            When<RevocationAnnulled>(AnnulmentHeard).Note(Notes.Late));
        During(Revoked,
            When<PlaqueRecoveryDue>(OfThisRevocation).RemindPlaqueRecovery(),
            When<PlaqueRecoveryDue>(OfAFormerRevocation).Note(Notes.FormerRevocation),
            When<PlaqueRecovered>(OfThisRevocation).CancelPlaqueDeadline(),
            When<PlaqueRecovered>(OfAFormerRevocation).Note(Notes.FormerRevocation));

        // Reconsideration or court annulled the decision: it is to be taken anew. The money stays on hold until then.
        During(Revoked,
            When<RevocationAnnulled>(NotAnnulledYet).ReopenRevocation().CancelDeadlines().TransitionTo(Decision),
            When<RevocationAnnulled>(AnnulmentHeard).Note(Notes.Late));

        // Art. 15: whoever leads the alliance now speaks for it from then on.
        During([Investigation, Statement, RevocationState.Hearing, Decision, Revoking, Revoked],
            When<RevocationPartiesChanged>().KeepParties());

        // Art. 14, 15: cancelled or dissolved meanwhile, there is no recognition left to revoke.
        During([Investigation, Statement, RevocationState.Hearing, Decision, Revoking],
            When<RevocationOvertaken>().ReleaseFunding().CancelDeadlines().TransitionTo(Overtaken));
        // What was revoked can end otherwise only after an annulment that has not been heard yet.
        During(Revoked, When<RevocationOvertaken>().WaitForItsTurn());
    }

    void WhatIsHeard()
    {
        Hear<RevocationCaseOpened>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<PriorNoticeServed>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<StatementFiled>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<StatementDue>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<HearingRequested>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<HearingDue>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<HearingHeld>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<RevocationDecided>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<RevocationPartiesChanged>(m => m.RevocationCaseId, Articles.Changes);
        Hear<RevocationOvertaken>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<RecognitionRevoked>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<PlaqueRecovered>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<PlaqueRecoveryDue>(m => m.RevocationCaseId, Articles.Revocation);
        Hear<RevocationAnnulled>(m => m.RevocationCaseId, Articles.Reconsideration);
    }
}
