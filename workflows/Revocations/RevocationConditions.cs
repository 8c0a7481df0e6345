using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Revocations;

/// <summary>What a row of the page depends on beside state and message. Of the rows of one message exactly one holds.</summary>
static class RevocationConditions
{
    public static bool NewStatement(Step<RevocationCase, StatementFiled> c) => !KnownStatement(c);
    public static bool KnownStatement(Step<RevocationCase, StatementFiled> c) => c.Message.FiledAt <= c.Case.StatedAt;

    // Whoever decided knew of what had been asked for; heard only afterwards, it asks for nothing any more.
    public static bool FirstAsked(Step<RevocationCase, HearingRequested> c) => !AskedBefore(c);
    public static bool AskedBefore(Step<RevocationCase, HearingRequested> c)
        => c.Case.HearingAskedAt is not null || c.Message.RequestedAt <= c.Case.DecidedAt;

    public static bool NotAskedYet(Step<RevocationCase, HearingHeld> c) => !HeldBefore(c);
    public static bool HeldBefore(Step<RevocationCase, HearingHeld> c)
        => c.Case.HearingAskedAt is not null || c.Message.RecordedAt <= c.Case.DecidedAt;
    public static bool PeriodOver(Step<RevocationCase, HearingHeld> c) => c.Case.PeriodOver;
    public static bool PeriodRuns(Step<RevocationCase, HearingHeld> c) => !c.Case.PeriodOver;

    public static bool ToDrop(Step<RevocationCase, RevocationDecided> c) => !c.Message.Revoked;
    public static bool ToRevoke(Step<RevocationCase, RevocationDecided> c) => c.Message.Revoked;
    public static bool DroppedNow(Step<RevocationCase, RevocationDecided> c) => !c.Message.Revoked && !DecidedBefore(c);
    public static bool RevokedNow(Step<RevocationCase, RevocationDecided> c) => c.Message.Revoked && !DecidedBefore(c);
    public static bool DecidedBefore(Step<RevocationCase, RevocationDecided> c) => c.Message.DecidedAt <= c.Case.AnnulledAt;

    public static bool StillStands(Step<RevocationCase, RecognitionRevoked> c) => !AnnulledSince(c);
    public static bool AnnulledSince(Step<RevocationCase, RecognitionRevoked> c) => c.Message.RevokedAt <= c.Case.AnnulledAt;

    public static bool NotAnnulledYet(Step<RevocationCase, RevocationAnnulled> c) => !AnnulmentHeard(c);
    public static bool AnnulmentHeard(Step<RevocationCase, RevocationAnnulled> c) => c.Message.AnnulledAt <= c.Case.AnnulledAt;

    public static bool OfThisRevocation(Step<RevocationCase, PlaqueRecovered> c) => !OfAFormerRevocation(c);
    public static bool OfAFormerRevocation(Step<RevocationCase, PlaqueRecovered> c) => c.Message.RecordedAt <= c.Case.AnnulledAt;
    public static bool OfThisRevocation(Step<RevocationCase, PlaqueRecoveryDue> c) => c.Message.RevokedOn == c.Case.RevokedOn;
    public static bool OfAFormerRevocation(Step<RevocationCase, PlaqueRecoveryDue> c) => !OfThisRevocation(c);
}
