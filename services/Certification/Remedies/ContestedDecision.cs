using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Certification.Remedies;

/// <summary>The decision that stands against an application or an alliance, and can be contested.</summary>
public sealed record ContestedDecision
{
    /// <summary>The application or the alliance.</summary>
    public Guid CaseId { get; init; }
    /// <summary>The application.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>The alliance, where its recognition was ended.</summary>
    public Guid? AllianceId { get; init; }
    /// <summary>Where it was taken.</summary>
    public DecidedStep Step { get; init; }
    /// <summary>The frozen summary of the application, JSON.</summary>
    public string Summary { get; init; } = "";
    /// <summary>When.</summary>
    public DateTimeOffset DecidedAt { get; init; }
    /// <summary>文号, where it has one.</summary>
    public string? DecisionNumber { get; init; }
    /// <summary>The notice whose objection was upheld.</summary>
    public Guid? NoticeId { get; init; }

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    // One case has one decision that stands: whoever is refused by one office does not reach the next.
    internal const string Select = """
        select * from (
          select d.application_id as case_id, d.application_id, null::uuid as alliance_id, 'Determination' as step,
            d.application::text as summary, d.decided_at, null::text as decision_number, null::uuid as notice_id
          from determination d where d.state = 'Declined' and d.application is not null
          union all
          select d.application_id, d.application_id, null, 'ObjectionHandling', d.application::text, n.closed_at, null, n.id
          from determination d cross join lateral (select id, closed_at from notice where application_id = d.application_id
            and kind = 'Recognition' and outcome = 'Refused' order by closed_at desc limit 1) n
          where d.state = 'Refused' and d.application is not null
          union all
          select a.id, a.application_id, a.id, 'Cancelled', a.application::text, n.closed_at, a.end_document_number, null
          from alliance a cross join lateral (select closed_at from notice where alliance_id = a.id and kind = 'Cancellation'
            and outcome = 'Cancelled' order by closed_at desc limit 1) n
          where a.status = 'Cancelled'
          union all
          select a.id, a.application_id, a.id, 'Revoked', a.application::text, i.signed_at, a.end_document_number, null
          from alliance a join instrument i on i.id = a.end_instrument_id where a.status = 'Revoked'
          union all
          select r.application_id, r.application_id, null, r.step, r.application::text, r.refused_at, null, null
          from refused_application r where r.annulled_at is null) decision
        """;

    /// <summary>The decision that stands in this case; null where none does.</summary>
    internal static Task<ContestedDecision?> Of(UnitOfWork work, Guid caseId)
        => work.Find<ContestedDecision>($"{Select} where case_id = @caseId", new { caseId });
}
