using RabbitMQ.Client;

namespace Alliance.Faults;

/// <summary>The broker as the script sees it: copies of what passed, and what still lies there.</summary>
public static class Queues
{
    static string CopyOf(string service) => $"faults.copy.{service}";

    /// <summary>From now on a copy of everything that goes to a service's queue is kept, so that it can be delivered again.</summary>
    public static async Task KeepCopies(Uri broker, CancellationToken ct)
    {
        await using var connection = await Connect(broker, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        foreach (var service in Ground.Services)
        {
            // Durable, like everything: a broker that is killed must not be what makes a redelivery impossible.
            await channel.QueueDeclareAsync(CopyOf(service), durable: true, exclusive: false, autoDelete: false,
                new Dictionary<string, object?> { ["x-max-length"] = 3000 }, cancellationToken: ct);
            await channel.ExchangeDeclareAsync(service, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.QueueBindAsync(CopyOf(service), service, "", cancellationToken: ct);
        }
    }

    /// <summary>Delivers up to so many of the copies of each service again, twice each, with their own ids; answers with how many
    /// deliveries that were.</summary>
    public static async Task<int> Redeliver(Uri broker, int atMost, CancellationToken ct)
    {
        await using var connection = await Connect(broker, ct);
        await using var channel =
            await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        var delivered = 0;
        foreach (var service in Ground.Services)
            for (var i = 0; i < atMost && await channel.BasicGetAsync(CopyOf(service), autoAck: true, ct) is { } copy; i++)
                for (var again = 0; again < 2; again++, delivered++)
                    await channel.BasicPublishAsync("", service, mandatory: false,
                        new BasicProperties(copy.BasicProperties), copy.Body, ct);
        return delivered;
    }

    /// <summary>Puts a message nobody can handle into the queue of a service: one that is no JSON, or one of a type nobody knows.</summary>
    public static async Task Poison(Uri broker, string service, bool readable, CancellationToken ct)
    {
        await using var connection = await Connect(broker, ct);
        await using var channel =
            await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);
        var id = Guid.NewGuid();
        var body = readable ? $$"""{"messageId":"{{id}}","messageType":["urn:message:Alliance.Contracts:Unheard"],"message":{ } }"""
            : $"{{ {id}";
        await channel.BasicPublishAsync("", service, mandatory: true,
            new BasicProperties { MessageId = id.ToString(), ContentType = "application/vnd.masstransit+json", Persistent = true },
            System.Text.Encoding.UTF8.GetBytes(body), ct);
    }

    /// <summary>How many messages lie in the queues of the services, their error queues included.</summary>
    public static async Task<IReadOnlyList<(string Queue, uint Messages)>> Depths(Uri broker, CancellationToken ct = default)
    {
        await using var connection = await Connect(broker, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var depths = new List<(string, uint)>();
        foreach (var service in Ground.Services)
            foreach (var suffix in (string[])["", "_error", "_skipped"])
                depths.Add((service + suffix, (await channel.QueueDeclarePassiveAsync(service + suffix, ct)).MessageCount));
        return depths;
    }

    static Task<IConnection> Connect(Uri broker, CancellationToken ct)
        => new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false }.CreateConnectionAsync("faults", ct);
}
