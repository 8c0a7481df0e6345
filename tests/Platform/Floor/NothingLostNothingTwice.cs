using System.Globalization;
using Alliance.Core.Audit;
using Alliance.Core.Data;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Dapper;
using MassTransit;
using MassTransit.JobService;
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
            await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("test", Ct);
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
        await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("test", Ct);
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
    public async Task A_message_that_was_answered_under_a_former_name_is_not_answered_again()
    {
        var (petition, marker) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var messageId = NewId.NextGuid();
        await floor.Scalar<int>("insert into inbox(message_id, consumer_id) values (@messageId, @former)",
            new { messageId, former = JobMetadataCache<StampPetitionSlice, StampPetition>.GenerateJobTypeId("petitions") });
        var queue = await floor.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:petitions"));
        await queue.Send(new StampPetition(petition), Pipe.Execute<SendContext<StampPetition>>(send => send.MessageId = messageId), Ct);
        await queue.Send(new StampPetition(marker), Ct);
        await floor.Until("the marker is stamped", async () => (await floor.Stamps(marker)).ToString(CultureInfo.InvariantCulture), "1");
        await floor.QueueIsEmpty();

        Assert.Equal(0, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_handler_that_fails_leaves_nothing_and_its_message_is_parked_with_the_reason()
    {
        var petition = Guid.CreateVersion7();
        await Send(new PetitionIsUnreadable(petition));

        await floor.Until("the message is parked", async () => (await floor.Parked(petition))?.Exception,
            "This message can never be handled.");
        var parked = (await floor.Parked(petition))!;
        Assert.Equal(("petitions", nameof(PetitionIsUnreadable), "System.InvalidOperationException", 1),
            (parked.Queue, parked.MessageType, parked.ExceptionType, parked.Times));
        Assert.Contains("petitionId", (await floor.WithParked(p => p.Find(parked.Id, Ct)))!.Body!, StringComparison.Ordinal);
        Assert.Equal(0, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_parked_message_that_is_returned_takes_effect_once()
    {
        var petition = Guid.CreateVersion7();
        await Send(new SealPetition(petition));
        await floor.Until("the message is parked", async () => (await floor.Parked(petition))?.MessageType, nameof(SealPetition));
        var parked = (await floor.Parked(petition))!;
        await floor.Scalar<int>("insert into stamp(petition_id) values (@petition)", new { petition });

        var clerk = Actor.System("clerk");
        Assert.Null((await floor.WithParked(p => p.Return(parked.Id, clerk, Ct))).Refusal);
        Assert.Equal(Core.Rules.RefusalKind.Conflict, (await floor.WithParked(p => p.Return(parked.Id, clerk, Ct))).Refusal?.Kind);
        await floor.Until("the petition is sealed", async () => (await floor.Stamps(petition)).ToString(CultureInfo.InvariantCulture), "2");
        Assert.Null(await floor.Parked(petition));
        Assert.Equal(1, await floor.Scalar<long>(
            "select count(*) from audit where case_id = @petition and what = 'ReturnParkedMessage' and account = 'system:clerk'",
            new { petition }));
    }

    [Fact]
    public async Task A_message_that_is_returned_and_fails_again_is_parked_again_and_counted()
    {
        var petition = Guid.CreateVersion7();
        await Send(new SealPetition(petition));
        await floor.Until("the message is parked",
            async () => (await floor.Parked(petition))?.Times.ToString(CultureInfo.InvariantCulture), "1");
        var parked = (await floor.Parked(petition))!;
        await floor.WithParked(p => p.Return(parked.Id, Actor.System("clerk"), Ct));
        await floor.Until("it is parked again",
            async () => (await floor.Parked(petition))?.Times.ToString(CultureInfo.InvariantCulture), "2");
        Assert.Equal(parked.Id, (await floor.Parked(petition))!.Id);
    }

    [Fact]
    public async Task A_message_is_given_up_only_with_a_reason_that_goes_on_record()
    {
        var petition = Guid.CreateVersion7();
        await Send(new PetitionIsUnreadable(petition));
        await floor.Until("the message is parked", async () => (await floor.Parked(petition))?.MessageType, nameof(PetitionIsUnreadable));
        var parked = (await floor.Parked(petition))!;

        Assert.Equal("reason", (await floor.WithParked(p => p.Discard(parked.Id, " ", Actor.System("clerk"), Ct))).Refusal
            ?.Faults[0].Field);
        Assert.Null((await floor.WithParked(p => p.Discard(parked.Id, "the petition was withdrawn", Actor.System("clerk"), Ct))).Refusal);
        Assert.Null(await floor.Parked(petition));
        Assert.Contains("the petition was withdrawn",
            await floor.Scalar<string>("select details from audit where case_id = @petition and what = 'DiscardParkedMessage'",
                new { petition }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Returning_everything_when_nothing_is_parked_returns_nothing()
    {
        var returned = await floor.WithParked(p => p.ReturnAll("a queue nobody has", Actor.System("clerk"), Ct));
        Assert.Null(returned.Refusal);
        Assert.Equal(0, returned.Value);
    }

    // Written down from the rows of a running system: a row that is stored and one that is written after an upgrade lie in the same lane.
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", 0)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", 0)]
    [InlineData("019ac1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1", 3)]
    [InlineData("019ac1b2-7c3e-7e4f-8a5b-6c7d8e9fa0b2", 0)]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", 2)]
    [InlineData("3b1a5c0e-9d2f-4e6a-8c7b-1f2e3d4c5b6a", 0)]
    [InlineData("c0ffee00-1234-5678-9abc-def012345678", 4)]
    [InlineData("019ac1b2-0000-7000-8000-000000000001", 2)]
    public void A_case_keeps_its_lane_from_version_to_version(string caseId, short lane)
        => Assert.Equal(lane, StoredMessage.LaneOf(Guid.Parse(caseId)));

    [Fact]
    public async Task An_event_that_overtakes_its_case_waits_and_is_heard_when_the_case_is_opened()
    {
        var petition = Guid.CreateVersion7();
        await floor.WithoutStamps(async () =>
        {
            await floor.Services.GetRequiredService<IBus>().Publish(new PetitionStamped(petition), Ct);
            await floor.Until("the event waits",
                () => floor.Scalar<string>("select awaits_kind from parked_message where case_id = @petition and settled_at is null",
                    new { petition }), "Petition");
            Assert.Null(await floor.Parked(petition)); // a person is told only when it takes long
            await floor.File(petition);
            await floor.Until("the event is heard", () => floor.StateOf(petition), "Stamped");
        });
        Assert.Equal("returned",
            await floor.Scalar<string>("select settlement from parked_message where case_id = @petition", new { petition }));
    }

    [Fact]
    public async Task Openings_and_events_that_race_each_other_never_miss_each_other()
    {
        var petitions = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToList();
        await Parallel.ForEachAsync(petitions, Ct, async (petition, ct) => await Task.WhenAll(
            floor.Services.GetRequiredService<IBus>().Publish(new PetitionStamped(petition), ct), floor.File(petition)));
        // Each is heard of twice: by the event that raced its opening, and by the one that answers the command.
        await floor.Until("every event is heard", async () => (await floor.Scalar<long>(
            "select count(*) from journal where case_id = any(@petitions) and message = 'PetitionStamped'",
            new { petitions = petitions.ToArray() })).ToString(CultureInfo.InvariantCulture), "120");
        Assert.Equal(0, await floor.Scalar<long>(
            "select count(*) from parked_message where case_id = any(@petitions) and settled_at is null",
            new { petitions = petitions.ToArray() }));
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
        Assert.Equal(1, await floor.Scalar<long>("select count(*) from journal where case_id = @petition and message = 'PetitionLapses'",
            new { petition }));
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
        var journal = await floor.Rows<string>(
            "select from_state || '>' || to_state from journal where case_id = @petition order by position", new { petition });
        Assert.Equal(["Initial>Filed", "Filed>Stamped", "Stamped>Stamped"], journal.Select(j => j.StartsWith('>') ? "Initial" + j : j));
    }

    [Fact]
    public async Task The_record_cannot_be_changed_by_the_service_and_a_change_by_its_owner_shows()
    {
        var petition = Guid.CreateVersion7();
        await using var scope = floor.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        foreach (var step in new[] { "File", "Read", "Grant" })
        {
            await using var work = await database.BeginAsSystem("test", Ct);
            await work.Record(petition, step, new { 说明 = "三七" }, "Art. 0", "test.1");
            await work.Commit();
        }
        var trail = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        Assert.Null(await trail.FirstBroken(petition, Ct));

        var denied = await Assert.ThrowsAsync<PostgresException>(() =>
            database.Scalar<int>("update audit set what = 'Refuse' where case_id = @petition returning 1", new { petition }, Ct));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);

        await using (var owner = new NpgsqlConnection(floor.OwnerConnection))
            await owner.ExecuteAsync("update audit set what = 'Refuse' where case_id = @petition and what = 'Read'", new { petition });
        Assert.Equal("Refuse", (await trail.FirstBroken(petition, Ct))?.What);
    }

    async Task Send<T>(T message) where T : class
    {
        var queue = await floor.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:petitions"));
        // The house's contracts name their case by convention; these are only the tests'.
        await queue.Send(message,
            Pipe.Execute<SendContext<T>>(send => send.CorrelationId = (Guid)MessagingSetup.CaseKey(typeof(T))!.GetValue(message)!), Ct);
    }
}
