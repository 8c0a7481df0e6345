using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MassTransit;
using MassTransit.Middleware;

namespace Alliance.Core.Messaging;

/// <summary>
/// As whom the inbox knows a consumer. What it has answered stands there for 60 days, so the id is reckoned from the consumer's own name
/// and not from its folder: one that moves to another folder answers nothing twice.
/// </summary>
/// <param name="Id">Under which it answers.</param>
/// <param name="Former">Under which it answered before: ids were reckoned from the full name, as MassTransit does, and whoever stands in a
/// folder of one subject may have stood in the folder above.</param>
sealed record InboxName(Guid Id, Guid[] Former)
{
    static readonly ConcurrentDictionary<Guid, InboxName> Known = new();

    /// <summary>The name of the consumer that answers this message on this queue.</summary>
    public static InboxName Of<T>(OutboxConsumeOptions options, string queue) where T : class
        => Known.GetOrAdd(options.ConsumerId, static (id, of) => Reckon(id, of.ConsumerType, TypeCache<T>.ShortName, of.queue),
            (options.ConsumerType, queue));

    static InboxName Reckon(Guid consumerId, string consumer, string message, string queue)
    {
        var parts = consumer.Split('.');
        var above = Enumerable.Range(2, Math.Max(0, parts.Length - 3)).Select(depth => string.Join('.', [.. parts[..depth], parts[^1]]));
        return new(IdOf(parts[^1]), [consumerId, .. above.Select(IdOf)]);

        Guid IdOf(string name) => new(MD5.HashData(Encoding.UTF8.GetBytes($"{name}:{message}:{queue}")));
    }
}
