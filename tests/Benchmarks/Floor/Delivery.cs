using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Messaging;
using Alliance.Core.Text;
using Alliance.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Alliance.Benchmarks.Floor;

/// <summary>Two points of a distribution, in milliseconds.</summary>
sealed record Latency(double P50, double P99)
{
    public static Latency Of(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToArray();
        return new(sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
    }
}

/// <summary>From a page's commit to the delivery of what it said: through the outbox of a service, and published at once, which a crash
/// would lose.</summary>
sealed class Delivery : IAsyncDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    readonly WebApplication _service;
    readonly IChannel _publish;
    readonly IChannel _listen;
    readonly ConcurrentDictionary<Guid, long> _committed = [];
    readonly ConcurrentDictionary<Guid, double> _delivered = [];

    Delivery(WebApplication service, IChannel publish, IChannel listen) => (_service, _publish, _listen) = (service, publish, listen);

    public static async Task<Delivery> Over(Bench bench)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Db"] = bench.Database.Runtime,
            ["RabbitMq:Uri"] = bench.Broker.ToString(),
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.AddFloor("bench");
        builder.AddMessaging(_ => { });
        builder.Logging.ClearProviders();
        var service = builder.Build();
        await service.StartAsync();

        var listen = await bench.Connection.CreateChannelAsync();
        await listen.ExchangeDeclareAsync("Alliance.Contracts:GrantApproved", ExchangeType.Fanout, durable: true);
        await listen.QueueDeclareAsync("bench.approved", durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await listen.QueueBindAsync("bench.approved", "Alliance.Contracts:GrantApproved", "");
        var publish = await bench.Connection
            .CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var delivery = new Delivery(service, publish, listen);
        var consumer = new AsyncEventingBasicConsumer(listen);
        consumer.ReceivedAsync += (_, e) => delivery.Heard(e.Body);
        await listen.BasicConsumeAsync("bench.approved", autoAck: true, consumer);
        return delivery;
    }

    /// <summary>Committed, then published by the same hand.</summary>
    public Task<Latency> Direct(int messages) => Measure(messages, async (work, grant) =>
    {
        await work.Commit();
        _committed[grant.GrantId] = Stopwatch.GetTimestamp();
        await _publish.BasicPublishAsync("Alliance.Contracts:GrantApproved", "", mandatory: false,
            new BasicProperties { Persistent = true },
            JsonSerializer.SerializeToUtf8Bytes(new { message = grant }, Json.Options));
    });

    /// <summary>Committed together with its row in the outbox.</summary>
    public Task<Latency> ThroughOutbox(int messages) => Measure(messages, async (work, grant) =>
    {
        await work.Publish(grant);
        await work.Commit();
        _committed[grant.GrantId] = Stopwatch.GetTimestamp();
    });

    async Task<Latency> Measure(int messages, Func<UnitOfWork, GrantApproved, Task> act)
    {
        _committed.Clear();
        _delivered.Clear();
        using var ticks = new PeriodicTimer(Pace);
        var acts = new List<Task>();
        for (var i = 0; i < messages; i++)
        {
            await ticks.WaitForNextTickAsync();
            acts.Add(Act());
        }
        await Task.WhenAll(acts);
        await Bench.Until(() => Task.FromResult(_delivered.Count == messages));
        // Delivered before the commit returned to its caller: that is at once.
        return Latency.Of(_delivered.Select(d =>
            Math.Max(0, Stopwatch.GetElapsedTime(_committed[d.Key], (long)d.Value).TotalMilliseconds)));

        async Task Act()
        {
            await using var scope = _service.Services.CreateAsyncScope();
            await using var work = await scope.ServiceProvider.GetRequiredService<Database>().BeginAsSystem("bench", default);
            var grant = new GrantApproved(Guid.NewGuid(), Guid.NewGuid(), 1, DateTimeOffset.UtcNow);
            await work.Record(grant.AllianceId, "Approve");
            await act(work, grant);
        }
    }

    Task Heard(ReadOnlyMemory<byte> body)
    {
        var now = Stopwatch.GetTimestamp();
        using var envelope = JsonDocument.Parse(body);
        _delivered[envelope.RootElement.GetProperty("message").GetProperty("grantId").GetGuid()] = now;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        await _service.DisposeAsync();
        await _publish.DisposeAsync();
        await _listen.DisposeAsync();
    }
}
