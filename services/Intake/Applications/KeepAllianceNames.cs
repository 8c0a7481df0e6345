using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute.Names;
using MassTransit;

namespace Alliance.Intake.Applications;

/// <summary>
/// Keeps the names that living alliances bear, as Certification announces them, so that an application is told of one while its name can
/// still be changed, not when it is decided on (Art. 11). A recognition that ended stays ended, whatever is heard later, unless its end was
/// annulled.
/// </summary>
public sealed class KeepAllianceNames(Database database)
    : IConsumer<AllianceRecognised>, IConsumer<RecognitionCancelled>, IConsumer<RecognitionRevoked>,
        IConsumer<EndAnnulled>
{
    public Task Consume(ConsumeContext<AllianceRecognised> context) => Keep(context.Message.AllianceId, """
        insert into living_alliance(alliance_id, application_id, name, name_key) values (@AllianceId, @ApplicationId, @name, @key)
        on conflict (alliance_id) do update set application_id = excluded.application_id, name = excluded.name, name_key = excluded.name_key
        """, new
    {
        context.Message.AllianceId,
        context.Message.ApplicationId,
        name = context.Message.Application.AllianceName,
        key = AllianceName.Key(context.Message.Application.AllianceName),
    }, context.CancellationToken);

    public Task Consume(ConsumeContext<RecognitionCancelled> context)
        => End(context.Message.AllianceId, context.Message.CancelledOn, context.CancellationToken);

    public Task Consume(ConsumeContext<RecognitionRevoked> context)
        => End(context.Message.AllianceId, context.Message.RevokedOn, context.CancellationToken);

    public Task Consume(ConsumeContext<EndAnnulled> context) => Keep(context.Message.AllianceId,
        "update living_alliance set ended_on = null where alliance_id = @AllianceId", new { context.Message.AllianceId },
        context.CancellationToken);

    Task End(Guid allianceId, DateOnly endedOn, CancellationToken ct) => Keep(allianceId, """
        insert into living_alliance(alliance_id, ended_on) values (@allianceId, @endedOn)
        on conflict (alliance_id) do update set ended_on = excluded.ended_on
        """, new { allianceId, endedOn }, ct);

    async Task Keep(Guid allianceId, string sql, object said, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        await work.Execute(sql, said);
        await work.Record(allianceId, nameof(KeepAllianceNames), said);
        await work.Commit();
    }

    /// <summary>The living alliance that bears this name already; null where none does.</summary>
    internal static Task<string?> Bearing(Database database, string allianceName, CancellationToken ct)
        => database.Find<string>("select name from living_alliance where name_key = @key and ended_on is null limit 1",
            new { key = AllianceName.Key(allianceName) }, ct);
}
