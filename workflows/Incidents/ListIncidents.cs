using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Engine;

namespace Alliance.Workflows.Incidents;

/// <summary>Messages that could not be handled, those with the same cause together.</summary>
public sealed class ListIncidents(Database database, ParkedMessages parked)
{
    public sealed record Group
    {
        public string Queue { get; init; } = "";
        public string MessageType { get; init; } = "";
        public string ExceptionType { get; init; } = "";
        public string AwaitsKind { get; init; } = "";
        public long Messages { get; init; }
        public long Cases { get; init; }
        public int Times { get; init; }
        public DateTimeOffset First { get; init; }
        public DateTimeOffset Last { get; init; }
    }

    /// <param name="Groups">Those with the same queue, message and exception together, the largest first.</param>
    /// <param name="Items">One page of the messages.</param>
    /// <param name="Next">Where the next page begins.</param>
    public sealed record Page(IReadOnlyList<Group> Groups, IReadOnlyList<ParkedMessage> Items, string? Next);

    public async Task<Page> Handle(string? queue, Guid? caseId, string? after, CancellationToken ct)
    {
        var groups = await database.Query<Group>("""
            select queue, message_type, exception_type, awaits_kind, count(*) as messages, count(distinct case_id) as cases,
              max(times) as times, min(parked_at) as first, max(parked_at) as last
            from parked_message where settled_at is null and (awaits_kind = '' or parked_at < now() - interval '1 minute')
            group by queue, message_type, exception_type, awaits_kind order by messages desc, last desc limit 50
            """, ct: ct);
        var page = await parked.List(string.IsNullOrWhiteSpace(queue) ? null : queue, caseId, after, ct);
        return new(groups, page.Items, page.Next);
    }

    /// <summary>One of them with the message itself.</summary>
    public async Task<Outcome<ParkedMessage>> Find(Guid id, CancellationToken ct)
        => await parked.Find(id, ct) is { } found ? found : Refusal.NotFound($"没有这条异常消息，或者已经处理");
}
