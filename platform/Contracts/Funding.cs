namespace Alliance.Contracts;

/// <summary>Open the 引导经费 of a recognised alliance: once per recognition, to the lead unit (Art. 12).</summary>
[CommandFor("funding")]
public sealed record OpenGuidanceGrant(Guid AllianceId, ApplicationSummary Application, string DocumentNumber, DateOnly RecognisedOn);

/// <summary>The recognition ended: pay nothing more.</summary>
[CommandFor("funding")]
public sealed record SuspendFunding(Guid AllianceId, Reason Reason);

/// <summary>The bureau approved the grant.</summary>
[Announcement]
public sealed record GrantApproved(Guid AllianceId, Guid GrantId, long GrantFen, DateTimeOffset ApprovedAt);

/// <summary>Proof of matching reached at least grant × ratio (Art. 12).</summary>
[Announcement]
public sealed record MatchingVerified(Guid AllianceId, Guid GrantId, long MatchingFen, DateTimeOffset VerifiedAt);

/// <summary>Payment was requested from the treasury.</summary>
[Announcement]
public sealed record PaymentRequested(Guid AllianceId, Guid GrantId, long GrantFen, Unit Payee, DateTimeOffset RequestedAt);

/// <summary>The voucher of the payment is recorded: the money is with the lead unit.</summary>
[Announcement]
public sealed record GrantDisbursed(Guid AllianceId, Guid GrantId, long GrantFen, Unit Payee, string VoucherNumber, DateOnly PaidOn);

/// <summary>
/// Money had left when the recognition had ended already: the voucher is on record, and the bureau decides whether the money comes back.
/// Told beside <see cref="GrantDisbursed"/>.
/// </summary>
/// <param name="AllianceId">The alliance.</param>
/// <param name="GrantId">The grant.</param>
/// <param name="GrantFen">What left.</param>
/// <param name="Payee">Who has it.</param>
/// <param name="PaidOn">The day of payment.</param>
/// <param name="EndedOn">The day the recognition ended here.</param>
/// <param name="Reason">Why it ended.</param>
[Announcement]
public sealed record PaidAfterSuspension(
    Guid AllianceId, Guid GrantId, long GrantFen, Unit Payee, DateOnly PaidOn, DateOnly EndedOn, Reason Reason);

/// <summary>Funding stands still because the recognition ended.</summary>
[Announcement]
public sealed record FundingSuspended(Guid AllianceId, Guid GrantId, Reason Reason, DateTimeOffset SuspendedAt);

/// <summary>The end of the recognition was annulled: what had been stopped goes on where it was.</summary>
[CommandFor("funding")]
public sealed record ResumeFunding(Guid AllianceId, string Why);
