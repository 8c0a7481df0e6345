using System.Globalization;
using System.Net;
using System.Text.Json;
using Alliance.Core.Data;
using Dapper;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>Broker or database away, and a service that is told to stop: what people see, and what happens by itself afterwards.</summary>
public sealed class WhenSomethingIsAway(RunningFloor floor) : IClassFixture<RunningFloor>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_broker_people_go_on_and_what_they_said_leaves_when_it_is_back()
    {
        var petition = Guid.CreateVersion7();
        await floor.Until("the service is ready", Readiness, "200 Healthy");
        Assert.SkipUnless(await floor.KillBroker(), "The broker is not this test's own to kill.");
        await floor.Until("the service says what is away", Readiness, "200 Degraded");

        Assert.Equal(HttpStatusCode.OK, (await floor.Http.PostAsync($"/api/petitions/{petition}", null, Ct)).StatusCode);
        Assert.Equal(1, await floor.Scalar<long>("select count(*) from outbox"));

        await floor.ReviveBroker();
        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        await floor.Until("the outbox is empty", async () => (await floor.Scalar<long>("select count(*) from outbox"))
            .ToString(CultureInfo.InvariantCulture), "0");
        await floor.Until("the service is whole again", Readiness, "200 Healthy");
        Assert.Equal(1, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_transaction_whose_connection_breaks_is_over_and_the_next_attempt_has_a_new_one()
    {
        await using var scope = floor.Services.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<Session>();
        await session.Begin(Ct);
        // Cut off behind its back: only the rollback finds out, and must not throw.
        await scope.ServiceProvider.GetRequiredService<Database>()
            .Scalar<bool>("select pg_terminate_backend(@process)", new { process = session.Connection.ProcessID }, Ct);
        await session.Close();
        Assert.False(session.IsOpen);
        await session.Begin(Ct);
        Assert.Equal(1, await session.Connection.ExecuteScalarAsync<int>("select 1"));
    }

    [Fact]
    public async Task Without_the_database_people_are_told_when_to_try_again_and_messages_wait_without_blame()
    {
        var petition = Guid.CreateVersion7();
        var waiting = Guid.CreateVersion7();
        await floor.Until("the service is ready", Readiness, "200 Healthy");
        Assert.SkipUnless(await floor.KillDatabase(), "The database is not this test's own to kill.");
        await floor.Until("the service is not ready", Readiness, "503 Unhealthy");

        var refused = await floor.Http.PostAsync($"/api/petitions/{petition}", null, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        // Longer than the retries a message has for a reason of its own (2.6 s): what is tried meanwhile is not parked for it.
        await (await floor.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:petitions")))
            .Send(new StampPetition(waiting), Ct);
        var away = TimeProvider.System.GetTimestamp();
        await floor.Until("it was away long enough",
            () => Task.FromResult<string?>((TimeProvider.System.GetElapsedTime(away) > TimeSpan.FromSeconds(4)).ToString()), "True");

        await floor.ReviveDatabase();
        await floor.Until("the waiting message took effect", () => Tried(() => floor.Stamps(waiting)), "1");
        await floor.Until("the service is ready again", Readiness, "200 Healthy");
        // The stamp that answers the waiting message has no case and waits for one; what failed is another matter.
        Assert.Empty(await floor.Rows<string>(
            "select message_type || ': ' || exception from parked_message where coalesce(awaits_kind, '') = ''"));
        Assert.Null(await floor.StateOf(petition)); // refused is refused: nothing of it happened
        Assert.Equal(HttpStatusCode.OK, (await floor.Http.PostAsync($"/api/petitions/{petition}", null, Ct)).StatusCode);
        await floor.Until("the petition is stamped", () => floor.StateOf(petition), "Stamped");
        Assert.Equal(1, await floor.Stamps(petition));
    }

    [Fact]
    public async Task A_service_that_is_told_to_stop_finishes_what_is_in_hand_and_leaves_the_rest_to_the_next()
    {
        var petitions = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        Task stopping = Task.CompletedTask;
        await floor.WithoutStamps(async () =>
        {
            foreach (var petition in petitions) await floor.File(petition);
            // More than the service handles at once: some are in hand and wait for the stamp, the others wait in the queue.
            await floor.Until("stamps are in hand", async () => (await floor.Scalar<long>(
                "select count(*) from pg_locks where relation = 'stamp'::regclass and not granted") > 0).ToString(), "True");
            stopping = floor.StopService();
        });
        await stopping;
        await using (var owner = NpgsqlDataSource.Create(floor.OwnerConnection))
        await using (var finished = owner.CreateCommand("select count(*) from stamp where petition_id = any($1)"))
        {
            finished.Parameters.AddWithValue(petitions);
            Assert.True((long)(await finished.ExecuteScalarAsync(Ct))! > 0, "What was in hand was not finished.");
        }

        await floor.StartService();
        await floor.Until("every petition is stamped", async () => (await floor.Scalar<long>(
            "select count(*) from process_case where id = any(@petitions) and state = 'Stamped'", new { petitions }))
                .ToString(CultureInfo.InvariantCulture), "60");
        Assert.Equal(60, await floor.Scalar<long>("select count(*) from stamp where petition_id = any(@petitions)", new { petitions }));
    }

    async Task<string?> Readiness()
    {
        using var answer = await floor.Http.GetAsync("/health/ready", Ct);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return $"{(int)answer.StatusCode} {said.RootElement.GetProperty("status").GetString()}";
    }

    // The database may not be back yet when it is asked.
    static async Task<string?> Tried(Func<Task<long>> look)
    {
        try
        {
            return (await look()).ToString(CultureInfo.InvariantCulture);
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
