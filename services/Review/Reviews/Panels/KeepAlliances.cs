using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MassTransit;

namespace Alliance.Review.Reviews.Panels;

/// <summary>
/// Keeps who is a member of which recognised alliance, as Certification recognised it and Monitoring noted its changes (Art. 15), so that
/// the next panel is judged by who works with whom now. An alliance that ended counts no more, unless its end was annulled.
/// </summary>
public sealed class KeepAlliances(Database database)
    : IConsumer<AllianceRecognised>, IConsumer<MembersChanged>, IConsumer<AllianceRenamed>,
        IConsumer<RecognitionCancelled>, IConsumer<RecognitionRevoked>, IConsumer<AllianceDissolved>, IConsumer<EndAnnulled>
{
    /// <summary>An alliance in which an institution works with the applying lead unit.</summary>
    public sealed record Shared(string Name, IReadOnlyList<Unit> Members);

    public Task Consume(ConsumeContext<AllianceRecognised> context) => Keep(context.Message.AllianceId, """
        insert into living_alliance(alliance_id, name, members) values (@allianceId, @AllianceName, @members)
        on conflict (alliance_id) do update set name = excluded.name, members = excluded.members
        """, new
    {
        context.Message.AllianceId,
        context.Message.Application.AllianceName,
        members = Json.Of(context.Message.Application.Members),
    }, context.CancellationToken);

    public Task Consume(ConsumeContext<MembersChanged> context) => Keep(context.Message.AllianceId, """
        insert into living_alliance(alliance_id, members) values (@AllianceId, @members)
        on conflict (alliance_id) do update set members = excluded.members
        """, new { context.Message.AllianceId, members = Json.Of(context.Message.Members) }, context.CancellationToken);


    public Task Consume(ConsumeContext<AllianceRenamed> context) => Keep(context.Message.AllianceId,
        "update living_alliance set name = @Name where alliance_id = @AllianceId",
        new { context.Message.AllianceId, context.Message.Name }, context.CancellationToken);

    public Task Consume(ConsumeContext<RecognitionCancelled> context) => End(context.Message.AllianceId, true, context.CancellationToken);

    public Task Consume(ConsumeContext<RecognitionRevoked> context) => End(context.Message.AllianceId, true, context.CancellationToken);

    public Task Consume(ConsumeContext<AllianceDissolved> context) => End(context.Message.AllianceId, true, context.CancellationToken);

    public Task Consume(ConsumeContext<EndAnnulled> context) => End(context.Message.AllianceId, false, context.CancellationToken);

    Task End(Guid allianceId, bool ended, CancellationToken ct) => Keep(allianceId, """
        insert into living_alliance(alliance_id, ended) values (@allianceId, @ended)
        on conflict (alliance_id) do update set ended = excluded.ended
        """, new { allianceId, ended }, ct);

    async Task Keep(Guid allianceId, string sql, object said, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("alliances", ct);
        await work.Execute(sql, said);
        await work.Record(allianceId, nameof(KeepAlliances));
        await work.Commit();
    }

    const string Sql = """
        select name, members::text as members from living_alliance
        where not ended and members @> jsonb_build_array(jsonb_build_object('creditCode', @CreditCode)) order by name
        """;

    /// <summary>The living alliances of the applying lead unit.</summary>
    internal static async Task<IReadOnlyList<Shared>> Of(UnitOfWork work, Unit lead) => Read(await work.Query<Row>(Sql, lead));

    /// <summary>The same, for a page.</summary>
    internal static async Task<IReadOnlyList<Shared>> Of(Database database, Unit lead, CancellationToken ct)
        => Read(await database.Query<Row>(Sql, lead, ct));

    static IReadOnlyList<Shared> Read(IReadOnlyList<Row> rows)
        => [.. rows.Select(row => new Shared(row.Name, Json.Read<IReadOnlyList<Unit>>(row.Members)))];

    sealed record Row
    {
        public string Name { get; init; } = "";
        public string Members { get; init; } = "[]";
    }
}
