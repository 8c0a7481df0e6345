using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>Where a compliance case stands: open, or how it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComplianceState>))]
public enum ComplianceState
{
    /// <summary>An officer has to look into it.</summary>
    [State("待处理", StateColour.Orange)] Open,
    /// <summary>The report came after all.</summary>
    [State("已整改", StateColour.Green)] Remedied,
    /// <summary>On record, so that it is in time next year.</summary>
    [State("警示", StateColour.Orange)] Warned,
    /// <summary>There was good cause.</summary>
    [State("不予追究", StateColour.Green)] Dismissed,
}

/// <summary>Where the rectification of a case stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RectificationState>))]
public enum RectificationState
{
    /// <summary>The lead unit has to put something right.</summary>
    [State("整改中", StateColour.Orange)] Ordered,
    /// <summary>The lead unit says that it did; an officer looks at it.</summary>
    [State("整改待核查", StateColour.Blue)] Answered,
    /// <summary>It was enough.</summary>
    [State("整改合格", StateColour.Green)] Accepted,
    /// <summary>It was not enough, or nothing came.</summary>
    [State("整改不合格", StateColour.Red)] Rejected,
}

/// <summary>Why a compliance case was opened.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComplianceKind>))]
public enum ComplianceKind
{
    /// <summary>A year's report was missed (Art. 17(2)); the procedure opens it.</summary>
    [State("年度科技报告未按时报送", StateColour.Orange)] MissedReport,
    /// <summary>What the contract promises is not done (Art. 14).</summary>
    [State("合同书任务未落实", StateColour.Orange)] Contract,
    /// <summary>Grant or matching are not used as they should be (Art. 12).</summary>
    [State("经费使用和配套不规范", StateColour.Orange)] Money,
    /// <summary>A change was not filed (Art. 15).</summary>
    [State("变更事项未备案", StateColour.Orange)] Changes,
    /// <summary>不接受监督管理 (Art. 17(1)).</summary>
    [State("不接受监督管理", StateColour.Red)] Supervision,
    /// <summary>Anything else.</summary>
    [State("其他违规情形", StateColour.Orange)] Other,
}

/// <summary>How an officer ends a compliance case.</summary>
public enum Decision
{
    /// <summary>已整改.</summary>
    Remedied,
    /// <summary>警示.</summary>
    Warned,
    /// <summary>不予追究.</summary>
    Dismissed,
}

/// <summary>违规核查: an officer looks into a missed duty; it revokes nothing by itself (Art. 14, 17).</summary>
public sealed record ComplianceCase
{
    public Guid Id { get; init; }
    public Guid AllianceId { get; init; }
    public string AllianceName { get; init; } = "";
    public string LeadUnitName { get; init; } = "";
    public string LeadUnitCreditCode { get; init; } = "";
    /// <summary>Why it was opened.</summary>
    public ComplianceKind Kind { get; init; }
    /// <summary>Year of the missed report; null where it is about something else.</summary>
    public int? Year { get; init; }
    public string Article { get; init; } = "";
    public string Sentence { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public ComplianceState State { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    /// <summary>Who opened it; null where the procedure did.</summary>
    public string? OpenedByName { get; init; }
    /// <summary>When the missing report came after all.</summary>
    public DateTimeOffset? ReportFiledAt { get; init; }
    public string? Reasons { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? ClosedByName { get; init; }
    /// <summary>When the lead unit was last asked for the report.</summary>
    public DateOnly? UrgedOn { get; init; }
    /// <summary>Where its rectification stands; null where none was asked for.</summary>
    public RectificationState? Rectification { get; init; }
    /// <summary>Until when it has to be put right.</summary>
    public DateOnly? RectifyBy { get; init; }
    /// <summary>How many annual reports of the alliance were missed so far, this one among them.</summary>
    public int Misses { get; init; }
    /// <summary>The policy of the alliance.</summary>
    public string PolicyVersion { get; init; } = "";
    /// <summary>True once the recognition ended.</summary>
    public bool Ended { get; init; }

    /// <summary>True while a report is missing that it is about.</summary>
    internal bool LacksReport => Kind == ComplianceKind.MissedReport && ReportFiledAt is null;

    /// <summary>Why it was opened, in a few words.</summary>
    internal FormattableString Cause => Year is { } year ? (FormattableString)$"{year} 年度科技报告未按时报送" : $"{new Word(Kind.Word())}";

    /// <summary>On which article a case of this kind rests.</summary>
    internal static string ArticleOf(ComplianceKind kind) => kind switch
    {
        ComplianceKind.MissedReport => Articles.LateReport,
        ComplianceKind.Contract => Articles.Operation,
        ComplianceKind.Money => Articles.Funding,
        ComplianceKind.Changes => Articles.Changes,
        ComplianceKind.Supervision => $"{Articles.Revocation}(1)",
        _ => Articles.Revocation,
    };

    /// <summary>牵头单位.</summary>
    internal Unit LeadUnit => new(LeadUnitName, LeadUnitCreditCode);

    internal const string Select = """
        select c.id, c.alliance_id, a.name as alliance_name, a.lead_unit_name, a.lead_unit_credit_code, c.kind, c.year,
          c.article, c.sentence, c.state, c.opened_at, c.opened_by_name,
          r.filed_at as report_filed_at,
          c.reasons, c.closed_at, c.closed_by_name, c.urged_on, x.state as rectification, x.due_on as rectify_by,
          (select count(*)::int from missed_report m where m.alliance_id = c.alliance_id) as misses, a.policy_version,
          a.closed_at is not null as ended
        from compliance_case c join alliance a on a.id = c.alliance_id left
        join annual_report r on r.alliance_id = c.alliance_id and r.year = c.year
        left join lateral (select q.due_on, case when q.accepted then 'Accepted' when not q.accepted then 'Rejected'
            when exists (select 1 from rectification_answer w where w.rectification_id = q.id) then 'Answered' else 'Ordered' end as state
          from rectification q where q.case_id = c.id order by q.number desc limit 1) x on true
        """;
}
