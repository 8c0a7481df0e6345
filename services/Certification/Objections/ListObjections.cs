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
        Filters = ["state"],
        Unsaid = new Dictionary<string, string> { ["state"] = nameof(ObjectionState.Open) },
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.AllianceName, "d.application->>'allianceName'", ListValue.Name) { Width = 40 },
            new("kind", "事项", (i, words) => i.Kind == PublicNoticeKind.Recognition ? words["拟认定公示"] : words["拟取消公示"], "n.kind")
                { IsAlwaysThere = true },
            new("objector", "提出人", (i, words) => i.ObjectorName ?? words["已按期删除"], "p.name", ListValue.Name),
            new("lodged", "提出时间", (i, _) => i.LodgedAt, "o.lodged_at", ListValue.Instant) { IsAlwaysThere = true },
            new("closes", "公示截止", (i, _) => BeijingTime.EndText(i.NoticeClosesAt), "n.closes_at", ListValue.Instant),
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
        /// <summary>Other open objections to the same notice in the same words.</summary>
        public int Same { get; init; }
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
          (select count(*)::int from objection s where s.notice_id = o.notice_id and s.state = 'Open' and s.facts = o.facts
            and s.id <> o.id) as same
        from objection o join notice n on n.id = o.notice_id join determination d on d.application_id = n.application_id
          left join objector p on p.objection_id = o.id
        """;

    public Task<ListPage<Row>> Handle(string? state, ListQuery query, CancellationToken ct)
        => Table.Read(database, query, [string.IsNullOrEmpty(state) ? null : "o.state = @state"], new { state }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(string? state, ListQuery query, CancellationToken ct) => new(Table, query, page => Handle(state, page, ct));

    /// <summary>One objection; null where there is none.</summary>
    public Task<Row?> Find(Guid objectionId, CancellationToken ct)
        => database.Find<Row>($"{Select} where o.id = @objectionId", new { objectionId }, ct);
}
