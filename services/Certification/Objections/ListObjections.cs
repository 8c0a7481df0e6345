using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Ui;

namespace Alliance.Certification.Objections;

/// <summary>Objections for the officers who settle them, the newest first.</summary>
[ForReading(Roles.CertificationOfficer)]
public sealed class ListObjections(Database database)
{
    public static readonly SqlList<Row> Table = new("objections", "异议处理")
    {
        Sql = Select,
        Key = "o.id",
        Order = "-lodged",
        Size = 50,
        Filters = ["state", "notice", "group", "q"],
        Unsaid = new Dictionary<string, string> { ["state"] = nameof(ObjectionState.Open) },
        Columns =
        [
            new("number", "收件编号", (i, _) => i.Number, "o.number", ListValue.Name) { Width = 24 },
            new("name", "联盟名称", (i, _) => i.AllianceName, "d.application->>'allianceName'", ListValue.Name) { Width = 40 },
            new("kind", "事项", (i, words) => i.Kind == PublicNoticeKind.Recognition ? words["拟认定公示"] : words["拟取消公示"], "n.kind")
                { IsAlwaysThere = true },
            new("objector", "提出人", (i, words) => i.ObjectorName ?? words["已按期删除"], "p.name", ListValue.Name),
            new("lodged", "提出时间", (i, _) => i.LodgedAt, "o.lodged_at", ListValue.Instant) { IsAlwaysThere = true },
            new("like", "相同异议", (i, _) => i.Like) { Width = 12 },
            new("due", "办理期限", (i, _) => i.DueOn, "o.due_on", ListValue.Day),
            new("closes", "公示截止", (i, _) => BeijingTime.EndText(i.NoticeClosesAt), "n.closes_at", ListValue.Instant) { IsShown = false },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<ObjectionState>("o.state"), ListValue.Place),
            new("settled", "答复时间", (i, _) => i.SettledAt, "o.settled_at", ListValue.Instant) { IsShown = false },
        ],
    };

    public sealed record Row
    {
        public Guid ObjectionId { get; init; }
        public Guid NoticeId { get; init; }
        public PublicNoticeKind Kind { get; init; }
        public Guid ApplicationId { get; init; }
        public Guid? AllianceId { get; init; }
        public string AllianceName { get; init; } = "";
        public string NoticeTitle { get; init; } = "";
        /// <summary>Null once it was erased.</summary>
        public string? ObjectorName { get; init; }
        public ObjectorKind ObjectorKind { get; init; }
        /// <summary>Null once it was erased.</summary>
        public string? Contact { get; init; }
        public string Facts { get; init; } = "";
        public DateTimeOffset LodgedAt { get; init; }
        public ObjectionState State { get; init; }
        public string? Answer { get; init; }
        public DateTimeOffset? SettledAt { get; init; }
        public string? SettledBy { get; init; }
        /// <summary>Other open objections to the same notice that say the same.</summary>
        public int Same { get; init; }
        /// <summary>All objections to the same notice that say the same, itself included.</summary>
        public int Like { get; init; }
        /// <summary>收件编号.</summary>
        public string? Number { get; init; }
        /// <summary>How it came.</summary>
        public ObjectionChannel Received { get; init; }
        /// <summary>The first of those that say the same.</summary>
        public Guid GroupId { get; init; }
        /// <summary>Since when it holds its case.</summary>
        public DateTimeOffset? HeldAt { get; init; }
        /// <summary>Until when the objector may confirm it; null where nobody waits for that.</summary>
        public DateTimeOffset? ConfirmUntil { get; init; }
        /// <summary>Why it was left aside.</summary>
        public string? LeftWhy { get; init; }
        /// <summary>Until when it is to be answered.</summary>
        public DateOnly? DueOn { get; init; }
        /// <summary>Why that was put off.</summary>
        public string? ExtendedWhy { get; init; }
        public DateTimeOffset? NoticeClosesAt { get; init; }
        /// <summary>When a mail server took the receipt; null where there is none, or not yet.</summary>
        public DateTimeOffset? ReceiptMailedAt { get; init; }
        /// <summary>When it took the answer.</summary>
        public DateTimeOffset? AnswerMailedAt { get; init; }
        /// <summary>Why the last mail that was not sent was not.</summary>
        public string? MailFailure { get; init; }
    }

    const string Select = """
        select o.id as objection_id, o.notice_id, n.kind, n.application_id, n.alliance_id, d.application->>'allianceName' as alliance_name,
          n.title as notice_title,
          (select min(m.sent_at) from mail m where m.about = o.id and (o.settled_at is null
            or m.written_at < o.settled_at)) as receipt_mailed_at,
          (select min(m.sent_at) from mail m where m.about = o.id and m.written_at >= o.settled_at) as answer_mailed_at,
          (select m.failure from mail m where m.about = o.id and m.sent_at is null and m.failure is not null limit 1) as mail_failure,
          p.name as objector_name, o.objector_kind, p.contact, o.facts, o.lodged_at, o.state, o.answer, o.settled_at, o.settled_by,
            n.closes_at as notice_closes_at,
          o.number, o.received, coalesce(o.group_id, o.id) as group_id, o.held_at, o.confirm_until, o.left_why, o.due_on, o.extended_why,
          (select count(*)::int from objection s where s.notice_id = o.notice_id and s.group_id = o.group_id and s.state = 'Open'
            and s.id <> o.id) as same,
          (select count(*)::int from objection s where s.notice_id = o.notice_id and s.group_id = o.group_id) as "like"
        from objection o join notice n on n.id = o.notice_id join determination d on d.application_id = n.application_id
          left join objector p on p.objection_id = o.id
        """;

    /// <param name="State">Where they stand.</param>
    /// <param name="Notice">To this notice only.</param>
    /// <param name="Group">Those that say the same as this one.</param>
    /// <param name="Q">收件编号, or a part of the facts.</param>
    public sealed record Request(
        [property: MaxLength(20)] string? State = null, Guid? Notice = null, Guid? Group = null,
        [property: MaxLength(100)] string? Q = null)
    {
        /// <summary>As a page's address says it.</summary>
        public static Request Of(ListFilters filters)
            => new(filters["state"], Key(filters["notice"]), Key(filters["group"]), filters["q"]);

        static Guid? Key(string? text) => Guid.TryParse(text, out var key) ? key : null;
    }

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct)
    {
        var number = ObjectionNumber.Read(request.Q);
        return Table.Read(database, query,
        [
            string.IsNullOrEmpty(request.State) ? null : "o.state = @State",
            request.Notice is null ? null : "o.notice_id = @Notice",
            request.Group is null ? null : "coalesce(o.group_id, o.id) = @Group",
            string.IsNullOrWhiteSpace(request.Q) ? null : number is not null ? "o.number = @number" : "position(@q in o.facts) > 0",
        ], new { request.State, request.Notice, request.Group, number, q = request.Q?.Trim() }, ct);
    }

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    /// <summary>One objection; null where there is none.</summary>
    public Task<Row?> Find(Guid objectionId, CancellationToken ct)
        => database.Find<Row>($"{Select} where o.id = @objectionId", new { objectionId }, ct);
}
