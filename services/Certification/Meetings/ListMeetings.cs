using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Meetings;

/// <summary>Meetings of the bureau, the newest first.</summary>
[ForReadingDeterminations]
public sealed class ListMeetings(Database database)
{
    public sealed record Row
    {
        public Guid MeetingId { get; init; }
        public DateOnly HeldOn { get; init; }
        public string Place { get; init; } = "";
        public string? Number { get; init; }
        public int Items { get; init; }
        public MeetingState State { get; init; }
        public string? SignedByName { get; init; }
    }

    public static readonly SqlList<Row> Table = new("meetings", "局长办公会")
    {
        Sql = """
            select m.id as meeting_id, m.held_on, m.place, m.number, m.state, m.signed_by_name,
              (select count(*)::int from meeting_item i where i.meeting_id = m.id) as items
            from meeting m
            """,
        Key = "m.id",
        Order = "-held",
        Size = 50,
        Filters = ["state"],
        Columns =
        [
            new("held", "会议日期", (i, _) => i.HeldOn, "m.held_on", ListValue.Day) { IsAlwaysThere = true },
            new("place", "会议地点", (i, _) => i.Place, "m.place", ListValue.Name),
            new("number", "纪要文号", (i, _) => i.Number, "m.number"),
            new("items", "事项数", (i, _) => i.Items),
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<MeetingState>("m.state"), ListValue.Place),
            new("signer", "签署人", (i, _) => i.SignedByName, "m.signed_by_name", ListValue.Name),
        ],
    };

    /// <param name="State">Only this state.</param>
    public sealed record Request(MeetingState? State = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said.Of<MeetingState>("state"));
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
        [request.State is null ? null : "m.state = @state"], new { state = request.State?.ToString() }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));
}
