using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Revocations;

/// <summary>The named effects of the page.</summary>
static class RevocationSteps
{
    extension(Row<RevocationCase, RevocationCaseOpened> row)
    {
        public Row<RevocationCase, RevocationCaseOpened> OpenCase() => row.Keep(c =>
        {
            c.Case.OpenedAt = c.Message.OpenedAt;
            c.Case.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Case.Application = c.Message.Application;
            c.Case.Name = c.Message.Application.AllianceName;
            (c.Case.AllianceId, c.Case.Ground) = (c.Message.AllianceId, c.Message.Ground);
        });

        public Row<RevocationCase, RevocationCaseOpened> HoldFunding()
            => row.Say(c => new HoldFunding(c.Message.AllianceId, c.Case.CorrelationId, c.Message.Reason.Sentence));
    }

    extension(Row<RevocationCase, PriorNoticeServed> row)
    {
        public Row<RevocationCase, PriorNoticeServed> SetStatementDeadline()
            => row.SetDeadline(c => new StatutoryDeadline<StatementDue>(nameof(StatementDue),
                new StatementPeriod(c.Case.PolicyVersion, c.Message.ServedOn), new(c.Case.CorrelationId))
            { Announced = c.Message.ClosesAt });
    }

    extension(Row<RevocationCase, StatementFiled> row)
    {
        public Row<RevocationCase, StatementFiled> KeepStatement() => row.Keep(c => c.Case.StatedAt = c.Message.FiledAt);
    }

    extension(Row<RevocationCase, HearingRequested> row)
    {
        public Row<RevocationCase, HearingRequested> SetHearingDeadline() => row
            .Keep(c => c.Case.HearingAskedAt = c.Message.RequestedAt)
            .SetDeadline(c => new StatutoryDeadline<HearingDue>(nameof(HearingDue),
                new HearingPeriod(c.Case.PolicyVersion, c.Message.RequestedOn), new(c.Case.CorrelationId)));
    }

    extension(Row<RevocationCase, StatementDue> row)
    {
        public Row<RevocationCase, StatementDue> EndPeriod() => row.Keep(c => c.Case.PeriodOver = true);
    }

    extension(Row<RevocationCase, HearingDue> row)
    {
        public Row<RevocationCase, HearingDue> RemindHearing() => row.Say(c => new RemindHearing(c.Case.CorrelationId));
    }

    extension(Row<RevocationCase, HearingHeld> row)
    {
        public Row<RevocationCase, HearingHeld> KeepHearing()
            => row.Keep(c => c.Case.HeldAt = c.Message.RecordedAt).CancelDeadline(nameof(HearingDue));
    }

    extension(Row<RevocationCase, RevocationDecided> row)
    {
        public Row<RevocationCase, RevocationDecided> KeepDecision() => row.Keep(c => c.Case.DecidedAt = c.Message.DecidedAt);

        public Row<RevocationCase, RevocationDecided> ReleaseFunding()
            => row.Say(c => new ReleaseFunding(c.Case.AllianceId, c.Case.CorrelationId, c.Message.Reason.Sentence));

        public Row<RevocationCase, RevocationDecided> RevokeRecognition()
            => row.Say(c => new RevokeRecognition(c.Case.AllianceId, c.Case.CorrelationId, c.Message.Reason,
                c.Message.Decision ?? throw new InvalidOperationException("A decision to revoke says on what facts and why.")));
    }

    extension(Row<RevocationCase, RecognitionRevoked> row)
    {
        public Row<RevocationCase, RecognitionRevoked> SetPlaqueDeadline() => row
            .Keep(c => c.Case.RevokedOn = c.Message.RevokedOn)
            .SetDeadline(c => new StatutoryDeadline<PlaqueRecoveryDue>(nameof(PlaqueRecoveryDue),
                new PlaqueRecoveryPeriod(c.Case.PolicyVersion, c.Message.RevokedOn), new(c.Case.CorrelationId, c.Message.RevokedOn)));
    }

    extension(Row<RevocationCase, PlaqueRecovered> row)
    {
        public Row<RevocationCase, PlaqueRecovered> CancelPlaqueDeadline() => row.CancelDeadline(nameof(PlaqueRecoveryDue));
    }

    extension(Row<RevocationCase, PlaqueRecoveryDue> row)
    {
        public Row<RevocationCase, PlaqueRecoveryDue> RemindPlaqueRecovery() => row.Say(c =>
        {
            var period = new PlaqueRecoveryPeriod(c.Case.PolicyVersion, c.Message.RevokedOn).Reckon(c.Calendar);
            return new RemindPlaqueRecovery(c.Case.AllianceId, c.Case.CorrelationId, period.NominalDueOn);
        });
    }

    extension(Row<RevocationCase, RevocationAnnulled> row)
    {
        public Row<RevocationCase, RevocationAnnulled> ReopenRevocation() => row
            .Keep(c => (c.Case.AnnulledAt, c.Case.RevokedOn) = (c.Message.AnnulledAt, null))
            .Say(c => new ReopenRevocation(c.Case.CorrelationId, c.Message.Why));
    }

    extension(Row<RevocationCase, RevocationPartiesChanged> row)
    {
        public Row<RevocationCase, RevocationPartiesChanged> KeepParties() => row.Keep(c => c.Case.Keep(c.Message.Application));
    }

    extension(Row<RevocationCase, RevocationOvertaken> row)
    {
        public Row<RevocationCase, RevocationOvertaken> ReleaseFunding()
            => row.Say(c => new ReleaseFunding(c.Case.AllianceId, c.Case.CorrelationId, c.Message.Reason.Sentence));
    }
}
