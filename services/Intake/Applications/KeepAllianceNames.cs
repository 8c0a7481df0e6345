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
    : IConsumer<AllianceRecognised>, IConsumer<LegacyAllianceEntered>, IConsumer<RecognitionCancelled>, IConsumer<RecognitionRevoked>,
        IConsumer<EndAnnulled>, IConsumer<AllianceRenamed>, IConsumer<AllianceDissolved>
{
    public Task Consume(ConsumeContext<AllianceRecognised> context) => Live(context.Message.AllianceId, context.Message.ApplicationId,
        context.Message.Application.AllianceName, context.CancellationToken);

    public Task Consume(ConsumeContext<LegacyAllianceEntered> context) => Live(context.Message.AllianceId, context.Message.ApplicationId,
        context.Message.Application.AllianceName, context.CancellationToken);

    Task Live(Guid allianceId, Guid applicationId, string name, CancellationToken ct) => Keep(allianceId, """
        insert into living_alliance(alliance_id, application_id, name, name_key) values (@allianceId, @applicationId, @name, @key)
        on conflict (alliance_id) do update set application_id = excluded.application_id, name = excluded.name, name_key = excluded.name_key
        """, new { allianceId, applicationId, name, key = AllianceName.Key(name) }, ct);

    public Task Consume(ConsumeContext<RecognitionCancelled> context)
        => End(context.Message.AllianceId, context.Message.CancelledOn, context.CancellationToken);

    public Task Consume(ConsumeContext<RecognitionRevoked> context)
        => End(context.Message.AllianceId, context.Message.RevokedOn, context.CancellationToken);

    public Task Consume(ConsumeContext<EndAnnulled> context) => Keep(context.Message.AllianceId,
        "update living_alliance set ended_on = null where alliance_id = @AllianceId", new { context.Message.AllianceId },
        context.CancellationToken);

    public Task Consume(ConsumeContext<AllianceRenamed> context) => Keep(context.Message.AllianceId,
        "update living_alliance set name = @Name, name_key = @key where alliance_id = @AllianceId",
        new { context.Message.AllianceId, context.Message.Name, key = AllianceName.Key(context.Message.Name) }, context.CancellationToken);

    public Task Consume(ConsumeContext<AllianceDissolved> context)
        => End(context.Message.AllianceId, context.Message.DissolvedOn, context.CancellationToken);

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

    /// <summary>The living alliance that bears this name already, or the one proposed for recognition for which it is reserved (Art. 11);
    /// null where there is none.</summary>
    /// <param name="database">Where it is looked for.</param>
    /// <param name="allianceName">The whole name.</param>
    /// <param name="own">The application that asks, which its own name does not stand against.</param>
    /// <param name="ct">Ends it.</param>
    internal static async Task<string?> Bearing(Database database, string allianceName, Guid? own, CancellationToken ct)
    {
        var key = AllianceName.Key(allianceName);
        if (await database.Find<string>("""
            select name from living_alliance where name_key = @key and ended_on is null and application_id is distinct from @own limit 1
            """, new { key, own }, ct) is { } living) return living;
        // A proposal stands in public for days: there are never many.
        return (await database.Query<string>("""
            select alliance_name from application
            where case_state in ('PublicNotice', 'ObjectionHandling', 'Certification') and id is distinct from @own
            """, new { own }, ct)).FirstOrDefault(name => AllianceName.Key(name) == key);
    }
}
