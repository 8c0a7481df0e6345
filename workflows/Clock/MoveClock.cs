using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Rules;
using Alliance.Engine;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Alliance.Workflows.Clock;

/// <summary>
/// Simulation only: moves the clock that all services share, from deadline to deadline. At each one it waits until what the deadline says
/// has been handled and the answers it calls for have come, so that every step is dated with the day it belongs to.
/// </summary>
public sealed class MoveClock(
    SharedClock clock, DeadlinePoller poller, IServiceScopeFactory scopes, IConnectionFactory broker, ILogger<MoveClock> log) : IDisposable
{
    public sealed record Request(DateTimeOffset To);

    public sealed record Reading(DateTimeOffset Now);

    static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>What time it is for everybody.</summary>
    public Reading Read() => new(clock.GetUtcNow());

    public async Task<Outcome<Reading>> Handle(Request request, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (request.To < clock.GetUtcNow()) return Refusal.Invalid($"时间只能向前拨动", field: "to");

            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<Database>();
            await using var connection = await broker.CreateConnectionAsync("clock", ct);
            await Answered(database, connection, ct);
            while (await NextDue(database, request.To, ct) is { } due)
            {
                var messages = await database.Query<Guid>(
                    "select message_id from deadline where due_at <= @due and fired_at is null and cancelled_at is null and not paused",
                    new { due }, ct);
                Forward(due);
                while (await poller.FireDue(ct) > 0) { }
                if (!await Handled(database, messages, ct))
                    return Refusal.Conflict($"时间停在 {BeijingTime(due)}：该时刻届满的期限没有在 30 秒内处理完毕");
                await Answered(database, connection, ct);
            }
            Forward(request.To);
            return Read();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    // The clock runs on by itself; what it has passed already it does not go back to.
    void Forward(DateTimeOffset instant)
    {
        if (instant > clock.GetUtcNow()) clock.MoveTo(instant);
    }

    static async Task<DateTimeOffset?> NextDue(Database database, DateTimeOffset to, CancellationToken ct)
        => (await database.Find<Due>(
            "select min(due_at) as at from deadline where due_at <= @to and fired_at is null and cancelled_at is null and not paused",
            new { to }, ct))?.At;

    /// <summary>Every one of these messages is in the inbox, and nothing is left to be sent.</summary>
    static Task<bool> Handled(Database database, IReadOnlyList<Guid> messages, CancellationToken ct)
        => Becomes(async () => await database.Scalar<bool>("""
        select not exists(select from outbox)
          and not exists(select from unnest(@messages) m where not exists(select from inbox i where i.message_id = m))
        """, new { messages = messages.ToArray() }, ct), TimeSpan.Zero, LongestStep, ct);

    /// <summary>
    /// The commands that have an answer have been answered, those that have none have left their queues, and it has been quiet for a moment
    /// in which their handlers end. A service that is away does not hold the clock for ever.
    /// </summary>
    async Task Answered(Database database, IConnection connection, CancellationToken ct)
    {
        long? position = null;
        var quiet = await Becomes(async () =>
        {
            var now = await database.Find<Activity>("""
                select coalesce(max(position), 0) as position,
                  exists(select from outbox)
                  or exists(
                    select from journal said
                    where said.message = 'AllianceRecognised' and 'StartOperatingCycle' = any(said.outputs)
                      and not exists(select from process_case c where c.id = (said.message_body->>'allianceId')::uuid))
                  or exists(
                    select from journal said
                    where said.message = 'AssessmentConcluded' and 'StartOperatingCycle' = any(said.outputs)
                      and not exists(
                        select from journal later where later.case_id = said.case_id and later.position > said.position
                          and later.message in ('OperatingCycleStarted', 'RecognitionRevoked'))) as busy
                from journal
                """, ct: ct);
            var still = now is { Busy: false } && now.Position == position && !await Queued(connection, ct);
            position = now?.Position;
            return still;
        }, Quiet, LongestAnswer, ct);
        if (!quiet) log.LogWarning("The clock goes on although answers to commands are outstanding");
    }

    static async Task<bool> Queued(IConnection connection, CancellationToken ct)
    {
        foreach (var queue in Commands.Queues)
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            try
            {
                if ((await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount > 0) return true;
            }
            catch (OperationInterruptedException)
            {
                // The service was never there; nothing waits for it.
            }
        }
        return false;
    }

    sealed record Due
    {
        public DateTimeOffset? At { get; init; }
    }

    sealed record Activity
    {
        public long Position { get; init; }
        public bool Busy { get; init; }
    }

    // In real time: the simulated clock stands for the law's time, not for the time computers need.
    static async Task<bool> Becomes(Func<Task<bool>> condition, TimeSpan lasting, TimeSpan atMost, CancellationToken ct)
    {
        var started = TimeProvider.System.GetTimestamp();
        long? since = null;
        while (true)
        {
            if (!await condition()) since = null;
            else if (TimeProvider.System.GetElapsedTime(since ??= TimeProvider.System.GetTimestamp()) >= lasting) return true;
            if (TimeProvider.System.GetElapsedTime(started) > atMost) return false;
            await Task.Delay(Look, ct);
        }
    }

    static string BeijingTime(DateTimeOffset instant) => Ui.BeijingTime.Text(instant);

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
