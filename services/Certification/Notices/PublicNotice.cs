using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Notices;

/// <summary>What is announced.</summary>
public enum PublicNoticeKind
{
    /// <summary>拟认定 (Art. 11).</summary>
    Recognition,
    /// <summary>拟取消 after a failed assessment (Art. 14).</summary>
    Cancellation,
}

/// <summary>What the public sees of a notice.</summary>
public enum NoticeState
{
    /// <summary>The period runs.</summary>
    [State("进行中", StateColour.Blue)] Open,
    /// <summary>An objection is being dealt with.</summary>
    [State("异议处理中", StateColour.Orange)] Held,
    /// <summary>The period is over.</summary>
    [State("公示期满", StateColour.Grey)] Ended,
    /// <summary>Taken off because the application was withdrawn.</summary>
    [State("已撤回", StateColour.Grey)] Withdrawn,
}

/// <summary>What came of a notice.</summary>
public enum NoticeOutcome
{
    /// <summary>The alliance was recognised.</summary>
    Recognised,
    /// <summary>An objection was upheld: no recognition.</summary>
    Refused,
    /// <summary>The application was withdrawn.</summary>
    Withdrawn,
    /// <summary>The recognition was cancelled.</summary>
    Cancelled,
    /// <summary>An objection was upheld: the recognition stays.</summary>
    Kept,
    /// <summary>What it announced was corrected: another notice stands in its place.</summary>
    Reissued,
}

/// <summary>公示: what the bureau intends stands in public for the statutory period (Art. 11, 14).</summary>
public sealed record PublicNotice
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>What is announced.</summary>
    public PublicNoticeKind Kind { get; init; }
    /// <summary>The application it rests on.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>The alliance to be cancelled.</summary>
    public Guid? AllianceId { get; init; }
    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";
    /// <summary>Day of publication.</summary>
    public DateOnly PublishedOn { get; init; }
    /// <summary>Instant of publication.</summary>
    public DateTimeOffset PublishedAt { get; init; }
    /// <summary>Last day by counting alone.</summary>
    public DateOnly NominalLastDay { get; init; }
    /// <summary>Last day by law as published; null when it was provisional then.</summary>
    public DateOnly? LastDay { get; init; }
    /// <summary>The instant in which the period ends, as published; null when it was provisional then.</summary>
    public DateTimeOffset? ClosesAt { get; init; }
    /// <summary>The end that stood there before a calendar that came later extended the period; null where none did.</summary>
    public DateTimeOffset? FirstClosesAt { get; init; }
    /// <summary>Which calendar that was.</summary>
    public string? ExtendedBy { get; init; }
    /// <summary>The day from which it stands again, because the decision that had ended it was annulled.</summary>
    public DateOnly? ReopenedOn { get; init; }
    /// <summary>What came of it; null while it runs.</summary>
    public NoticeOutcome? Outcome { get; init; }
    /// <summary>When that was.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
    /// <summary>Objections that are not settled yet, those among them that still have to be confirmed: while there is one nothing is
    /// issued.</summary>
    public int OpenObjections { get; init; }
    /// <summary>Those of them that hold the case.</summary>
    public int HoldingObjections { get; init; }
    /// <summary>更正说明, on a notice that stands in another's place.</summary>
    public string? Correction { get; init; }
    /// <summary>What was corrected, field by field, JSON.</summary>
    public string? CorrectionsJson { get; init; }
    /// <summary>The notice in whose place it stands.</summary>
    public Guid? ReplacesId { get; init; }
    /// <summary>The document in whose list it is a line; null where it was published by itself.</summary>
    public Guid? InstrumentId { get; init; }
    /// <summary>The notice that stands in its place.</summary>
    public Guid? ReplacedById { get; init; }
    /// <summary>The frozen summary of the application as announced, JSON.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What was corrected, field by field.</summary>
    public IReadOnlyList<Corrected> Corrections => CorrectionsJson is null ? [] : Json.Read<List<Corrected>>(CorrectionsJson);

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    /// <summary>The period, computed by law.</summary>
    public ReckonedPeriod Reckon(WorkCalendar calendar) => Policy.Notice.Reckon(ReopenedOn ?? PublishedOn, calendar);

    /// <summary>
    /// The notice with its last day: what was published stands, even if a calendar is amended later, unless that extended it (<see
    /// cref="ExtendNotices"/>); what was provisional is known from the day the calendar of that year is.
    /// </summary>
    public PublicNotice Known(WorkCalendar calendar)
    {
        if (ClosesAt is not null) return this;
        var period = Reckon(calendar);
        return this with { LastDay = period.LastDay, ClosesAt = period.ClosesAt };
    }

    /// <summary>What the public sees.</summary>
    public NoticeState State(DateTimeOffset now) => this switch
    {
        { Outcome: NoticeOutcome.Withdrawn } => NoticeState.Withdrawn,
        { Outcome: not null } => NoticeState.Ended,
        { HoldingObjections: > 0 } => NoticeState.Held,
        _ => IsOver(now) ? NoticeState.Ended : NoticeState.Open,
    };

    /// <summary>True when the period is over; a provisional one never is.</summary>
    public bool IsOver(DateTimeOffset now) => ClosesAt <= now;

    /// <summary>Why nobody can object any more; null while they can (Art. 11).</summary>
    public FormattableString? WhyClosed(DateTimeOffset now) => this switch
    {
        { Outcome: NoticeOutcome.Withdrawn } => $"申报单位已撤回申报，公示终止，不再受理异议",
        { Outcome: NoticeOutcome.Refused } => $"已有异议成立，公示终止，不再受理异议",
        { Outcome: NoticeOutcome.Reissued } => $"公示内容已更正并重新公示，请对新的公示提出异议",
        { Outcome: NoticeOutcome.Kept } => $"已有异议成立，资格不予取消，不再受理异议",
        { Outcome: not null } => $"公示期已满并已作出决定，不再受理异议",
        _ when IsOver(now) => $"公示期已于 {LastDay:yyyy-MM-dd} 届满，不再受理异议",
        _ => null,
    };

    internal const string Select = """
        select n.id, n.kind, n.application_id, n.alliance_id, n.title, n.published_on, n.published_at, n.nominal_last_day, n.last_day,
          n.closes_at, n.first_closes_at, n.extended_by, n.reopened_on, n.outcome, n.closed_at,
          n.correction, n.corrections::text as corrections_json, n.replaces_id, n.instrument_id,
            (select r.id from notice r where r.replaces_id = n.id) as replaced_by_id,
          (select count(*)::int from objection o where o.notice_id = n.id and o.state in ('Open', 'Unconfirmed')) as open_objections,
          (select count(*)::int from objection o where o.notice_id = n.id and o.state = 'Open') as holding_objections,
            coalesce(n.announced, d.application)::text as summary
        from notice n join determination d on d.application_id = n.application_id
        """;

    /// <summary>The notice, kept from others until this step is over. Whoever also needs the determination or the alliance locks that
    /// first.</summary>
    internal static Task<PublicNotice?> Lock(UnitOfWork work, Guid id) => Locked(work, "id = @id", new { id });

    /// <summary>The notice of an application that still runs, likewise.</summary>
    internal static Task<PublicNotice?> LockRunning(UnitOfWork work, Guid applicationId, PublicNoticeKind kind)
        => Locked(work, "application_id = @applicationId and kind = @kind and outcome is null",
            new { applicationId, kind = kind.ToString() });

    /// <summary>The notice with what it rests on: determination or alliance before notice, in every step that needs both; otherwise two
    /// steps could wait for each other.</summary>
    internal static async Task<PublicNotice?> LockInOrder(UnitOfWork work, Guid id)
    {
        if (await work.Find<PublicNotice>($"{Select} where n.id = @id", new { id }) is not { } seen) return null;
        if (seen.AllianceId is { } allianceId) await RecognisedAlliance.Lock(work, allianceId);
        else await Determination.Lock(work, seen.ApplicationId);
        return await Lock(work, id);
    }

    // Two statements: objections are counted in a snapshot taken after the lock, so that one lodged a moment ago is seen.
    static async Task<PublicNotice?> Locked(UnitOfWork work, string where, object parameters)
    {
        var ids = await work.Query<Guid>($"select id from notice where {where} for update", parameters);
        return ids.Count == 0 ? null : await work.Find<PublicNotice>($"{Select} where n.id = @id", new { id = ids[0] });
    }

    /// <summary>Puts a notice on the portal.</summary>
    internal static async Task<Guid> Insert(
        UnitOfWork work, PublicNoticeKind kind, Guid applicationId, Guid? allianceId, string title, ReckonedPeriod period,
        DateTimeOffset now, Guid? instrumentId = null)
    {
        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into notice(id, kind, application_id, alliance_id, title, published_on, published_at,
              nominal_last_day, last_day, closes_at, instrument_id)
            values (@id, @kind, @applicationId, @allianceId, @title, @Start, @now, @NominalLastDay, @LastDay, @ClosesAt, @instrumentId)
            """, new
        {
            id,
            kind = kind.ToString(),
            applicationId,
            allianceId,
            title,
            period.Start,
            now,
            period.NominalLastDay,
            period.LastDay,
            period.ClosesAt,
            instrumentId,
        });
        return id;
    }
}
