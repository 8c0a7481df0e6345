using System.Globalization;
using Alliance.Platform.Audit;
using Alliance.Platform.Data;
using Alliance.Platform.Security;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>The floor on a real PostgreSQL and a real RabbitMQ.</summary>
public sealed class NothingLostNothingTwice(RunningFloor floor) : IClassFixture<RunningFloor>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_leaves_with_the_transaction_that_wrote_it()
    {
        var petition = Guid.CreateVersion7();
        await floor.File(petition);

        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        Assert.Equal(1, await floor.Scalar<long>("select count(*) from stamp where petition_id = @petition", new { petition }));
    }

    [Fact]
    public async Task What_is_rolled_back_was_never_said()
    {
        var petition = Guid.CreateVersion7();
        await using (var scope = floor.Services.CreateAsyncScope())
        {
            await using var work = await scope.ServiceProvider.GetRequiredService<Database>().Begin(Actor.System("test"), Ct);
            await work.Record(petition, "File");
            await work.Publish(new PetitionFiled(petition, floor.Clock.GetUtcNow().AddDays(7)));
            // no commit
        }
        var later = Guid.CreateVersion7();
        await floor.File(later);
        await floor.Until("a later petition is stamped", () => floor.StateOf(later), "Stamped");

        Assert.Null(await floor.StateOf(petition));
        Assert.Equal(0, await floor.Scalar<long>("select count(*) from audit where case_id = @petition", new { petition }));
    }

    [Fact]
    public async Task A_step_that_changes_something_and_records_nothing_does_not_commit()
    {
        await using var scope = floor.Services.CreateAsyncScope();
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().Begin(Actor.System("test"), Ct);
        await work.Execute("insert into stamp(petition_id) values (@id)", new { id = Guid.CreateVersion7() });
        await Assert.ThrowsAsync<InvalidOperationException>(work.Commit);
    }

    [Fact]
    public async Task A_message_delivered_three_times_takes_effect_once()
    {
        var petition = Guid.CreateVersion7();
        var bus = floor.Services.GetRequiredService<IBus>();
        var queue = await bus.GetSendEndpoint(new Uri("exchange:petitions"));
        var messageId = NewId.NextGuid();
        for (var i = 0; i < 3; i++)
            await queue.Send(new StampPetition(petition), Pipe.Execute<SendContext<StampPetition>>(send => send.MessageId = messageId), Ct);
        // The marker runs behind the three on the same queue; its own effect tells that they were taken up.
        var marker = Guid.CreateVersion7();
        await queue.Send(new StampPetition(marker), Ct);
        await floor.Until("the marker is stamped", async () => (await floor.Stamps(marker)).ToString(CultureInfo.InvariantCulture), "1");
        await floor.Until("the queue is empty", async () => (await floor.Stamps(petition)).ToString(CultureInfo.InvariantCulture), "1");
        await floor.QueueIsEmpty();

        Assert.Equal(1, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_nothing_and_its_message_is_parked()
    {
        var petition = Guid.CreateVersion7();
        var queue = await floor.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:petitions"));
        await queue.Send(new PetitionIsUnreadable(petition), Ct);

        await floor.Until("the message is in the error queue", async () => (await floor.Parked() > 0).ToString(), "True");
        Assert.Equal(0, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_deadline_that_is_due_moves_the_case_and_fires_once()
    {
        var petition = Guid.CreateVersion7();
        await floor.WithoutStamps(async () =>
        {
            await floor.File(petition, lapsesAt: floor.Clock.GetUtcNow().AddDays(7));
            await floor.Until("the petition is filed", () => floor.StateOf(petition), "Filed");
            floor.Clock.Advance(TimeSpan.FromDays(7));
            await floor.Until("the petition lapsed", () => floor.StateOf(petition), "Lapsed");
        });
        Assert.Equal(1, await floor.Scalar<long>("select count(*) from journal where case_id = @petition and message = 'PetitionLapses'", new { petition }));
    }

    [Fact]
    public async Task A_provisional_deadline_never_fires()
    {
        var provisional = Guid.CreateVersion7();
        var certain = Guid.CreateVersion7();
        await floor.WithoutStamps(async () =>
        {
            await floor.File(provisional, lapsesAt: null);
            await floor.File(certain, lapsesAt: floor.Clock.GetUtcNow().AddDays(700));
            await floor.Until("both are filed", async () => await floor.StateOf(provisional) + await floor.StateOf(certain), "FiledFiled");
            floor.Clock.Advance(TimeSpan.FromDays(800));
            await floor.Until("the certain one lapsed", () => floor.StateOf(certain), "Lapsed");
        });
        Assert.Equal("Filed", await floor.StateOf(provisional));
    }

    [Fact]
    public async Task A_deadline_is_cancelled_by_what_it_waited_for()
    {
        var petition = Guid.CreateVersion7();
        await floor.File(petition, lapsesAt: floor.Clock.GetUtcNow().AddDays(7));
        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        Assert.NotNull(await floor.Scalar<DateTime?>("select cancelled_at from deadline where case_id = @petition", new { petition }));
    }

    [Fact]
    public async Task Every_message_is_in_the_journal_even_when_it_does_nothing()
    {
        var petition = Guid.CreateVersion7();
        await floor.File(petition);
        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        await floor.Services.GetRequiredService<IBus>().Publish(new PetitionStamped(petition), Ct);

        await floor.Until("the late message is noted", () => floor.Scalar<string>(
            "select note from journal where case_id = @petition and from_state = 'Stamped'", new { petition }), "ignored");
        var journal = await floor.Rows<string>("select from_state || '>' || to_state from journal where case_id = @petition order by position", new { petition });
        Assert.Equal(["Initial>Filed", "Filed>Stamped", "Stamped>Stamped"], journal.Select(j => j.StartsWith('>') ? "Initial" + j : j));
    }

    [Fact]
    public async Task An_event_without_its_case_is_parked_and_not_dropped()
    {
        var before = await floor.Parked();
        await floor.Services.GetRequiredService<IBus>().Publish(new PetitionStamped(Guid.CreateVersion7()), Ct);
        await floor.Until("the event is in the error queue", async () => (await floor.Parked() > before).ToString(), "True");
    }

    [Fact]
    public async Task The_record_cannot_be_changed_by_the_service_and_a_change_by_its_owner_shows()
    {
        var petition = Guid.CreateVersion7();
        await using var scope = floor.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        foreach (var step in new[] { "File", "Read", "Grant" })
        {
            await using var work = await database.Begin(Actor.System("test"), Ct);
            await work.Record(petition, step, new { 说明 = "三七" }, "Art. 0", "test.1");
            await work.Commit();
        }
        var trail = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        Assert.Null(await trail.FirstBroken(petition, Ct));

        var denied = await Assert.ThrowsAsync<PostgresException>(() => database.Scalar<int>("update audit set what = 'Refuse' where case_id = @petition returning 1", new { petition }, Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);

        await using (var owner = new NpgsqlConnection(floor.OwnerConnection))
            await owner.ExecuteAsync("update audit set what = 'Refuse' where case_id = @petition and what = 'Read'", new { petition });
        Assert.Equal("Refuse", (await trail.FirstBroken(petition, Ct))?.What);
    }
}
