using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Certification;

/// <summary>What can become of a recognition, as the public register tells it.</summary>
public enum StatusEventKind
{
    /// <summary>认定.</summary>
    [State("认定", StateColour.Green)] Recognised,
    /// <summary>It bears another name.</summary>
    [State("更名", StateColour.Blue)] Renamed,
    /// <summary>Members, lead unit or direction changed (Art. 15).</summary>
    [State("变更", StateColour.Blue)] Changed,
    /// <summary>拟取消, announced (Art. 14).</summary>
    [State("拟取消公示", StateColour.Purple)] CancellationAnnounced,
    /// <summary>An objection was upheld: the recognition stays.</summary>
    [State("不予取消", StateColour.Green)] CancellationDropped,
    /// <summary>取消 (Art. 14).</summary>
    [State("取消认定", StateColour.Red)] Cancelled,
    /// <summary>撤销 (Art. 17).</summary>
    [State("撤销认定", StateColour.Red)] Revoked,
    /// <summary>The decision that ended it was annulled.</summary>
    [State("恢复认定", StateColour.Green)] Restored,
    /// <summary>自行解散 (Art. 15).</summary>
    [State("自行解散", StateColour.Grey)] Dissolved,
}

/// <summary>One event in the history of a recognition. Whoever changes what the register says adds one in the same step.</summary>
public sealed record StatusEvent
{
    /// <summary>Key; of the feed's entry too.</summary>
    public Guid Id { get; init; }
    /// <summary>Of which alliance.</summary>
    public Guid AllianceId { get; init; }
    /// <summary>What happened.</summary>
    public StatusEventKind Kind { get; init; }
    /// <summary>From which day it holds.</summary>
    public DateOnly OnDay { get; init; }
    /// <summary>When it was put on record.</summary>
    public DateTimeOffset RecordedAt { get; init; }
    /// <summary>The article it rests on.</summary>
    public string? Article { get; init; }
    /// <summary>文号.</summary>
    public string? DocumentNumber { get; init; }
    /// <summary>Why, or what else there is to say.</summary>
    public string? Sentence { get; init; }
    /// <summary>Of a change: what it was.</summary>
    public string? Before { get; init; }
    /// <summary>Of a change: what it is.</summary>
    public string? After { get; init; }

    internal const string Columns = "id, alliance_id, kind, on_day, recorded_at, article, document_number, sentence, before, after";

    /// <summary>Adds it to the history, in the step that makes it so.</summary>
    internal static Task Add(
        UnitOfWork work, Guid allianceId, StatusEventKind kind, DateOnly onDay, DateTimeOffset now, string? article,
        string? documentNumber = null, string? sentence = null, string? before = null, string? after = null)
        => work.Execute("""
            insert into status_event(id, alliance_id, kind, on_day, recorded_at, article, document_number, sentence, before, after)
            values (@id, @allianceId, @kind, @onDay, @now, @article, @documentNumber, @sentence, @before, @after)
            """, new
        {
            id = Guid.CreateVersion7(),
            allianceId,
            kind = kind.ToString(),
            onDay,
            now,
            article,
            documentNumber,
            sentence,
            before,
            after,
        });

    /// <summary>The history of an alliance, the earliest first.</summary>
    internal static Task<IReadOnlyList<StatusEvent>> Of(Database database, Guid allianceId, CancellationToken ct)
        => database.Query<StatusEvent>(
            $"select {Columns} from status_event where alliance_id = @allianceId order by recorded_at, id", new { allianceId }, ct);
}
