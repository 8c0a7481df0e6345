using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes;

/// <summary>变更备案 (Art. 15): one change of an alliance, from the draft to the officer's note.</summary>
public sealed record ChangeFiling
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public FilingKind Kind { get; init; }
    public FilingState State { get; init; }
    /// <summary>One more each time its content changes.</summary>
    public int Version { get; init; }
    public string ContentJson { get; init; } = "{}";
    public DateTimeOffset BegunAt { get; init; }
    public DateTimeOffset SavedAt { get; init; }
    public string SavedByName { get; init; } = "";
    /// <summary>What it was, in words; null until it was submitted.</summary>
    public string? Before { get; init; }
    /// <summary>What it is, in words.</summary>
    public string? After { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? SubmittedByName { get; init; }
    /// <summary>When the last consent was there.</summary>
    public DateTimeOffset? FiledAt { get; init; }
    public string? ReturnedWhy { get; init; }
    public DateOnly? ReturnedUntil { get; init; }
    /// <summary>备案编号.</summary>
    public string? Number { get; init; }
    public string? Remark { get; init; }
    public string WarningsJson { get; init; } = "[]";
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecidedByName { get; init; }
    public string? WithdrawnWhy { get; init; }

    /// <summary>What was filled in.</summary>
    public ChangeContent Content => Json.Read<ChangeContent>(ContentJson);

    /// <summary>True while the lead unit writes.</summary>
    public bool IsOpen => State is FilingState.Draft or FilingState.Returned;

    /// <summary>True while nothing is decided on it.</summary>
    public bool IsUnderWay => State is not (FilingState.Noted or FilingState.Withdrawn);

    /// <summary>Most files of a filing.</summary>
    internal const int MostFiles = 30;

    internal const string Select = """
        select f.id, f.alliance_id, f.kind, f.state, f.version, f.content::text as content_json, f.begun_at, f.saved_at, f.saved_by_name,
          f.before, f.after, f.effective_on, f.submitted_at, f.submitted_by_name, f.filed_at, f.returned_why, f.returned_until, f.number,
          f.remark, f.warnings::text as warnings_json, f.decided_at, f.decided_by_name, f.withdrawn_why
        from change_filing f
        """;

    /// <summary>The filing with its alliance, both kept from others until this step is over. The alliance is taken first, as in every
    /// step.</summary>
    internal static async Task<(OperatingAlliance? Alliance, ChangeFiling? Filing)> Lock(UnitOfWork work, Guid id)
    {
        var allianceId = await work.Find<Guid?>("select alliance_id from change_filing where id = @id", new { id });
        return allianceId is not { } of ? (null, null)
            : (await OperatingAlliance.Lock(work, of), await work.Find<ChangeFiling>(Select + " where f.id = @id for update", new { id }));
    }

    /// <summary>The same, kept from nobody.</summary>
    internal static async Task<(OperatingAlliance? Alliance, ChangeFiling? Filing)> Find(Database database, Guid id, CancellationToken ct)
        => await database.Find<ChangeFiling>(Select + " where f.id = @id", new { id }, ct) is { } filing
            ? (await OperatingAlliance.Find(database, filing.AllianceId, ct), filing) : (null, null);

    /// <summary>Who reads it: the offices and the lead unit, and every unit that is a member or was asked. A draft is the lead unit's
    /// own.</summary>
    internal bool IsVisibleTo(Actor actor, OperatingAlliance alliance, IEnumerable<ChangeConsent> asked)
    {
        if (actor.IsAny(Roles.Applicant) && actor.BelongsTo(alliance.LeadUnitCreditCode)) return true;
        if (SubmittedAt is null) return false;
        return OperatingAlliance.SeesAll(actor) || (actor.IsAny(Roles.Applicant, Roles.Member)
            && (alliance.Members.Any(unit => actor.BelongsTo(unit.CreditCode)) || asked.Any(one => actor.BelongsTo(one.CreditCode))));
    }

    /// <summary>What every step of the lead unit asks first: the alliance is theirs and operates, and there is such a filing.</summary>
    internal static Refusal? NotOf(OperatingAlliance? alliance, ChangeFiling? filing, Actor lead)
        => alliance is null || filing is null || !lead.BelongsTo(alliance.LeadUnitCreditCode)
            ? Refusal.NotFound($"贵单位没有这份变更备案") : OperatingAlliance.NotOf(alliance, lead);

    /// <summary>Why the lead unit does not write in it any more; null while it does.</summary>
    internal Refusal? Fixed => IsOpen ? null : Refusal.Conflict($"变更备案已经提交，内容已固定", Articles.Changes);

    /// <summary>Why this version is not the one that is acted on; null where it is.</summary>
    internal Refusal? Outdated(int version) => version == Version ? null
        : Refusal.Conflict($"您看到的是第 {version} 版，现在是第 {Version} 版，请重新打开", Articles.Changes);

    /// <summary>The names of the living alliances but this one.</summary>
    internal static Task<IReadOnlyList<string>> OtherNames(UnitOfWork work, Guid allianceId)
        => work.Query<string>("select name from alliance where closed_at is null and id <> @allianceId", new { allianceId });

    /// <summary>Its page.</summary>
    internal string Link => $"/monitoring/changes/{Id}";
}
