using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Archiving;

/// <summary>How far a finished case is on its way to the archive.</summary>
public enum ArchiveStage
{
    /// <summary>Finished, not closed for the archive.</summary>
    [State("待归档", StateColour.Orange)] Due,
    /// <summary>Closed, not handed over.</summary>
    [State("待移交", StateColour.Blue)] Closed,
    /// <summary>Handed over.</summary>
    [State("已移交", StateColour.Green)] HandedOver,
}

/// <summary>Finished cases on their way to the archive.</summary>
[ForReading(Roles.CertificationOfficer)]
public sealed class ListArchives(Database database)
{
    const string StageOf = """
        case when c.handed_over_on is not null then 'HandedOver' when c.application_id is not null then 'Closed' else 'Due' end
        """;

    public static readonly SqlList<Row> Table = new("archives", "归档")
    {
        Sql = $"""
            select d.application_id, d.application->>'allianceName' as alliance_name, d.state, d.prepared_at, {StageOf} as stage,
              c.version, c.class_mark, c.retention, c.closed_at, c.closed_by, c.handed_over_on, c.receiver,
              c.receipt_number, c.manifest_sha256
            from determination d left join current_archive c on c.application_id = d.application_id
            """,
        Key = "d.application_id",
        Order = "-prepared",
        Filters = ["stage"],
        Unsaid = new Dictionary<string, string> { ["stage"] = nameof(ArchiveStage.Due) },
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.AllianceName, "d.application->>'allianceName'", ListValue.Name)
                { Width = 40, IsAlwaysThere = true },
            new("state", "办理结果", (i, words) => words[i.State.Word()], SqlList.InOrder<DeterminationState>("d.state"), ListValue.Place),
            new("stage", "归档状态", (i, words) => words[i.Stage.Word()]),
            new("class", "分类号", (i, _) => i.ClassMark),
            new("retention", "保管期限", (i, words) => i.Retention is { } r ? words[r.Word()] : null),
            new("handed", "移交日期", (i, _) => i.HandedOverOn, "c.handed_over_on", ListValue.Day),
            new("receipt", "交接回执编号", (i, _) => i.ReceiptNumber),
            new("prepared", "立项时间", (i, _) => i.PreparedAt, "d.prepared_at", ListValue.Instant) { IsAlwaysThere = true, IsShown = false },
        ],
    };

    public sealed record Row
    {
        public Guid ApplicationId { get; init; }
        public string AllianceName { get; init; } = "";
        public DeterminationState State { get; init; }
        public DateTimeOffset PreparedAt { get; init; }
        public ArchiveStage Stage { get; init; }
        /// <summary>Which package of the case it is; more than one where an annulment reopened it after a hand-over.</summary>
        public int? Version { get; init; }
        public string? ClassMark { get; init; }
        public Retention? Retention { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }
        public string? ClosedBy { get; init; }
        public DateOnly? HandedOverOn { get; init; }
        public string? Receiver { get; init; }
        public string? ReceiptNumber { get; init; }
        /// <summary>SHA-256 of the list of the package that was handed over.</summary>
        public string? ManifestSha256 { get; init; }
    }

    /// <param name="Stage">How far.</param>
    public sealed record Request([property: MaxLength(20)] string? Stage = null)
    {
        /// <summary>As a page's address says it.</summary>
        public static Request Of(ListFilters filters) => new(filters["stage"]);
    }

    const string Finished = "d.application is not null and d.state in ('Recognised', 'Declined', 'Refused', 'Closed')";

    public Task<ListPage<Row>> Handle(Request request, ListQuery query, CancellationToken ct)
        => Table.Read(database, query, [Finished, string.IsNullOrEmpty(request.Stage) ? null : $"{StageOf} = @Stage"],
            new { request.Stage }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    /// <summary>Packages of a case that were handed over before an annulment reopened it.</summary>
    public Task<IReadOnlyList<CaseArchive>> Earlier(Guid applicationId, CancellationToken ct)
        => CaseArchive.Earlier(database, applicationId, ct);

    /// <summary>One of them; null where there is none, or it is not finished.</summary>
    public Task<Row?> Find(Guid applicationId, CancellationToken ct)
        => database.Find<Row>($"{Table.Sql} where {Finished} and d.application_id = @applicationId", new { applicationId }, ct);
}
