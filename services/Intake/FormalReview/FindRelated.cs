using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;

namespace Alliance.Intake.FormalReview;

/// <summary>Other applications of the same year that name the same unit, project or right, so that an officer sees what may be counted
/// twice (Art. 8, 9). It informs; nothing follows by itself. A right comes before a project and a project before a unit: of many, the more
/// telling are shown.</summary>
[ForReadingByStaff]
public sealed class FindRelated(Database database, ReadApplication application)
{
    /// <summary>What an other application shares with this one.</summary>
    public sealed record Shared
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public string? ReceiptNumber { get; init; }
        public Stage Stage { get; init; }
        public ApplicationState? CaseState { get; init; }
        /// <summary>name, unit, project or achievement.</summary>
        public string Kind { get; init; } = "";
        public string Key { get; init; } = "";
        public string Name { get; init; } = "";

        /// <summary>The state people see.</summary>
        public ApplicationState State => CurrentState.Of(Stage, CaseState);
    }

    public async Task<Outcome<IReadOnlyList<Shared>>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        if (await application.WhyNot(applicationId, actor, ct) is { } refusal) return refusal;
        return new Outcome<IReadOnlyList<Shared>>(await database.Query<Shared>($"""
            select o.application_id, a.alliance_name, a.receipt_number, a.stage, a.case_state, o.kind, o.key, o.name
            from filed_item i
            join filed_item o on o.year = i.year and o.kind = i.kind and o.key = i.key and o.application_id <> i.application_id
            join application a on a.id = o.application_id and a.stage <> 'Withdrawn' and {Reading.Listed}
            where i.application_id = @applicationId
            order by o.kind <> 'name', o.kind, a.arrived_at, o.application_id, o.key limit 100
            """, new { applicationId, from = (int?)Offices.From(actor) }, ct), null);
    }
}
