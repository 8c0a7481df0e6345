using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Engine;
using Alliance.Statute.Periods;
using Alliance.Workflows.Calendars;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>
/// One run of the procedure in messages and time alone: what is heard, what is said, where the case is and until when, as
/// <see cref="CaseAdvanced"/> tells everybody. Another host of the same page of law could be judged by the same scenarios.
/// </summary>
public sealed class Scenario(Floor floor)
{
    readonly List<object> _said = [];
    readonly Dictionary<Guid, CaseAdvanced> _advanced = [];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public DateTimeOffset Now => floor.Clock.Now;
    public DateOnly Today => BeijingTime.DayOf(Now);

    /// <summary>Every command since <see cref="Forget"/>, in order.</summary>
    public IReadOnlyList<object> Said => _said;

    /// <summary>Where the case is.</summary>
    public string StateOf(Guid caseId) => _advanced[caseId].To;

    /// <summary>Until when the case waits: its next deadline.</summary>
    public (string? Name, DateTimeOffset? At) NextDeadlineOf(Guid caseId)
        => (_advanced[caseId].NextDeadline, _advanced[caseId].NextDeadlineAt);

    /// <summary>What was said so far is no longer of interest.</summary>
    public void Forget() => _said.Clear();

    /// <summary>A service says something.</summary>
    public async Task Hear(params object[] messages)
    {
        foreach (var message in messages)
        {
            await floor.Hand(message, Guid.NewGuid(), Ct);
            await Dispatch();
        }
    }

    /// <summary>A service says something while other messages are still on their way.</summary>
    public Task HearBeforeDispatch(object message) => floor.Hand(message, Guid.NewGuid(), Ct);

    /// <summary>What a use case wrote outside any message arrives.</summary>
    public Task Arrive() => Dispatch();

    /// <summary>A calendar is published and the host starts with it.</summary>
    public async Task CalendarArrives(CalendarNotice notice)
    {
        floor.Calendar = floor.Calendar.With(notice);
        await using var scope = floor.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RecomputeProvisionalDeadlines>().Run(Ct);
        await Dispatch();
    }

    /// <summary>The broker delivers the same message a second time.</summary>
    public async Task HearTwice(object message)
    {
        var id = Guid.NewGuid();
        await floor.Hand(message, id, Ct);
        await floor.Hand(message, id, Ct);
        await Dispatch();
    }

    /// <summary>Time passes: every deadline on the way is due in its own instant, and in order.</summary>
    public async Task Until(DateTimeOffset instant)
    {
        while (await NextDue(instant) is { } due)
        {
            if (due > floor.Clock.Now) floor.Clock.Now = due;
            await floor.Services.GetRequiredService<DeadlinePoller>().FireDue(Ct);
            await Dispatch();
        }
        floor.Clock.Now = instant;
    }

    /// <summary>Deadlines that are due leave, but what they say has not arrived yet: the answer lets it arrive.</summary>
    public async Task<Func<Task>> FireWithoutArriving(DateTimeOffset instant)
    {
        floor.Clock.Now = instant;
        await floor.Services.GetRequiredService<DeadlinePoller>().FireDue(Ct);
        return Dispatch;
    }

    /// <summary>What the journal remarked on the last message of the case.</summary>
    public async Task<string?> LastRemark(Guid caseId)
        => await Scalar<string?>("select note from journal where case_id = @caseId order by position desc limit 1", new { caseId });

    /// <summary>The names of the alliance and of its lead unit, as the case knows them.</summary>
    public async Task<string?> Known(Guid caseId) => await Scalar<string?>(
        "select name || ' ' || (data->'application'->'leadUnit'->>'name') from process_case where id = @caseId", new { caseId });

    /// <summary>The deadlines of the case that are running.</summary>
    public async Task<IReadOnlyList<RunningDeadline>> Running(Guid caseId)
    {
        await using var connection = await floor.Database.OpenConnectionAsync(Ct);
        return (await connection.QueryAsync<RunningDeadline>("""
            select name, article, nominal_due_on, due_at, explanation::text as explanation from deadline
            where case_id = @caseId and fired_at is null and cancelled_at is null order by due_at nulls last, name
            """, new { caseId })).AsList();
    }

    // What the outbox holds goes where a broker would take it: to the procedures themselves, or to the scenario.
    async Task Dispatch()
    {
        while (true)
        {
            await using var connection = await floor.Database.OpenConnectionAsync(Ct);
            var left = (await connection.QueryAsync<(Guid MessageId, string Destination, byte[] Body)>(
                "with gone as (delete from outbox returning *) select message_id, destination, body from gone order by position")).AsList();
            if (left.Count == 0) return;
            foreach (var (id, destination, body) in left)
            {
                var message = Read(body);
                if (destination == "workflows") await floor.Hand(message, id, Ct);
                else if (message is CaseAdvanced advanced) _advanced[advanced.CaseId] = advanced;
                else if (message is not LetterWritten) _said.Add(message);
            }
        }
    }

    static object Read(byte[] envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        var name = json.RootElement.GetProperty("messageType")[0].GetString()!.Split(':')[^1];
        return json.RootElement.GetProperty("message")
            .Deserialize(typeof(CaseAdvanced).Assembly.GetType($"Alliance.Contracts.{name}")!, Json.Options)!;
    }

    async Task<DateTimeOffset?> NextDue(DateTimeOffset instant) => await Scalar<DateTime?>(
        "select min(due_at) from deadline where due_at <= @instant and fired_at is null and cancelled_at is null and not paused",
        new { instant = instant.ToUniversalTime() });

    async Task<T?> Scalar<T>(string sql, object parameters)
    {
        await using var connection = await floor.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }
}

/// <summary>A deadline row as a person reads it.</summary>
public sealed record RunningDeadline
{
    public string Name { get; init; } = "";
    public string Article { get; init; } = "";
    public DateOnly NominalDueOn { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public string Explanation { get; init; } = "";
}
