using System.Text.Json.Serialization;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Engine;
using Alliance.Lists;

namespace Alliance.Workflows.Incidents;

/// <summary>Messages that could not be handled, those with the same cause together.</summary>
public sealed class ListIncidents(Database database, ParkedMessages parked)
{
    public static readonly SqlList<ParkedMessage> Table = new("incidents", "异常消息")
    {
        Sql = $"select {ParkedMessages.Columns} from parked_message",
        Key = "id",
        Order = "-parked",
        Size = 30,
        Filters = ["queue"],
        Columns =
        [
            new("message", "消息", (i, words) => new Explanation(words).What(i.MessageType), "message_type")
                { Width = 40, IsAlwaysThere = true },
            new("queue", "系统", (i, words) => words[Service(i.Queue)], "queue") { IsAlwaysThere = true },
            new("case", "案件", (i, _) => i.CaseId, "case_id::text"),
            new("why", "原因", (i, words) => new Explanation(words).Why(i.AwaitsKind, i.ExceptionType), "exception_type")
                { Width = 60, IsAlwaysThere = true },
            new("times", "次数", (i, _) => i.Times, "times", ListValue.Whole) { IsAlwaysThere = true },
            new("parked", "时间", (i, _) => i.ParkedAt, "parked_at", ListValue.Instant) { IsAlwaysThere = true },
        ],
    };

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
    public sealed record Page(IReadOnlyList<Group> Groups, IReadOnlyList<ParkedMessage> Items, string? Next)
    {
        /// <summary>The page of the list.</summary>
        [JsonIgnore] public ListPage<ParkedMessage> List { get; init; } = null!;
    }

    public async Task<Page> Handle(string? queue, Guid? caseId, ListQuery query, CancellationToken ct)
    {
        var groups = await database.Query<Group>("""
            select queue, message_type, exception_type, awaits_kind, count(*) as messages, count(distinct case_id) as cases,
              max(times) as times, min(parked_at) as first, max(parked_at) as last
            from parked_message where settled_at is null and (awaits_kind = '' or parked_at < now() - interval '1 minute')
            group by queue, message_type, exception_type, awaits_kind order by messages desc, last desc limit 50
            """, ct: ct);
        var list = await Read(queue, caseId, query, ct);
        return new(groups, list.Items, list.Next) { List = list };
    }

    /// <summary>The list as a file.</summary>
    public ListFile<ParkedMessage> Export(string? queue, Guid? caseId, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Read(queue, caseId, page, ct));

    /// <summary>A page of the messages alone.</summary>
    internal Task<ListPage<ParkedMessage>> Read(string? queue, Guid? caseId, ListQuery query, CancellationToken ct)
        => Table.Read(database, query,
        [
            ParkedMessages.Open,
            string.IsNullOrWhiteSpace(queue) ? null : "queue = @queue",
            caseId is null ? null : "case_id = @caseId",
        ], new { queue, caseId }, ct);

    /// <summary>What people call a service.</summary>
    internal static string Service(string queue) => queue switch
    {
        "intake" => "受理",
        "review" => "评审",
        "certification" => "认定",
        "funding" => "经费",
        "monitoring" => "监测",
        "workflows" => "流程",
        _ => queue,
    };

    /// <summary>One of them with the message itself.</summary>
    public async Task<Outcome<ParkedMessage>> Find(Guid id, CancellationToken ct)
        => await parked.Find(id, ct) is { } found ? found : Refusal.NotFound($"没有这条异常消息，或者已经处理");
}
