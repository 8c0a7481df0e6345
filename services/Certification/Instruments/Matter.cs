using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Certification.Instruments;

/// <summary>A case that waits for an instrument: what the procedure or a decision asks for, people put into a draft.</summary>
public sealed record Matter
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The instrument it waits for.</summary>
    public InstrumentKind Kind { get; init; }
    /// <summary>The application.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>The alliance, where the matter is that of one.</summary>
    public Guid? AllianceId { get; init; }
    /// <summary>What it is about.</summary>
    public Guid SubjectId { get; init; }
    /// <summary>What its kind keeps of it, JSON.</summary>
    public string? DetailsJson { get; init; }
    /// <summary>Since when it waits.</summary>
    public DateTimeOffset Since { get; init; }
    /// <summary>Where it stands.</summary>
    public MatterState State { get; init; }
    /// <summary>The draft it stands in, or the instrument that settled it.</summary>
    public Guid? InstrumentId { get; init; }
    /// <summary>Why nothing is issued any more.</summary>
    public string? DroppedWhy { get; init; }
    /// <summary>The application or alliance as it is known today, JSON.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The application or alliance as it is known today.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The case on whose record it stands.</summary>
    public Guid CaseId => AllianceId ?? ApplicationId;

    internal const string Select = """
        select m.id, m.kind, m.application_id, m.alliance_id, m.subject_id, m.details::text as details_json, m.since, m.state,
          m.instrument_id, m.dropped_why, coalesce(a.application, d.application)::text as summary
        from matter m join determination d on d.application_id = m.application_id left join alliance a on a.id = m.alliance_id
        """;

    /// <summary>Has a case wait for an instrument; false where it waits for one already.</summary>
    internal static async Task<bool> Wait(
        UnitOfWork work, InstrumentKind kind, Guid applicationId, Guid? allianceId, Guid subjectId, DateTimeOffset now,
        object? details = null)
        => await work.Execute("""
            insert into matter(id, kind, application_id, alliance_id, subject_id, details, since, state)
            values (@id, @kind, @applicationId, @allianceId, @subjectId, @details, @now, 'Waiting')
            on conflict (kind, subject_id) where state = 'Waiting' do nothing
            """, new
        {
            id = Guid.CreateVersion7(),
            kind = kind.ToString(),
            applicationId,
            allianceId,
            subjectId,
            details = Json.Of(details),
            now,
        }) == 1;

    /// <summary>Takes what waits of a case out of every draft, with the reason; it stays readable there. Whoever does that has locked the
    /// case.</summary>
    internal static Task<int> Drop(UnitOfWork work, Guid applicationId, string why, DateTimeOffset now) => work.Execute("""
        update matter set state = 'Dropped', dropped_why = @why, settled_at = @now
        where application_id = @applicationId and state = 'Waiting'
        """, new { applicationId, why, now });

    /// <summary>The recognition ended with what is signed: whatever else waits of the alliance is issued no more.</summary>
    internal Task<int> DropOthers(UnitOfWork work, string why, DateTimeOffset now) => work.Execute("""
        update matter set state = 'Dropped', dropped_why = @why, settled_at = @now
        where alliance_id = @AllianceId and state = 'Waiting' and id <> @Id
        """, new { Id, AllianceId, why, now });

    /// <summary>Takes this one out, likewise.</summary>
    internal Task Drop(UnitOfWork work, string why, DateTimeOffset now)
        => work.Execute("update matter set state = 'Dropped', dropped_why = @why, settled_at = @now where id = @Id", new { Id, why, now });

    /// <summary>All that stand in an instrument, those that were taken out among them.</summary>
    internal static Task<IReadOnlyList<Matter>> In(UnitOfWork work, Guid instrumentId)
        => work.Query<Matter>($"{Select} where m.instrument_id = @instrumentId order by m.since, m.id", new { instrumentId });
}
