using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Statute;
using Alliance.Statute.Policies;

namespace Alliance.Certification.CreditReports;

/// <summary>Where a report stands.</summary>
public enum CreditReportState
{
    /// <summary>Something in it is missing or wrong.</summary>
    [State("待补充", StateColour.Orange)] Incomplete,
    /// <summary>It can be exported and reported.</summary>
    [State("待报送", StateColour.Blue)] Due,
    /// <summary>The platform has it; its receipt is on file.</summary>
    [State("已报送", StateColour.Green)] Reported,
}

/// <summary>双公示: one act on one of the two national forms, with what an officer completed.</summary>
public sealed record CreditReport
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The instrument.</summary>
    public Guid InstrumentId { get; init; }
    /// <summary>The application or alliance on whose record it stands.</summary>
    public Guid CaseId { get; init; }
    /// <summary>Which form.</summary>
    public CreditForm Form { get; init; }
    /// <summary>许可类别 or 处罚类别.</summary>
    public string Category { get; init; } = "";
    /// <summary>The alliance.</summary>
    public string AllianceName { get; init; } = "";
    /// <summary>行政相对人: the lead unit, which answers for the alliance (Art. 6).</summary>
    public string Subject { get; init; } = "";
    /// <summary>Its 统一社会信用代码.</summary>
    public string SubjectCode { get; init; } = "";
    /// <summary>Heading of the instrument.</summary>
    public string Title { get; init; } = "";
    /// <summary>Its number.</summary>
    public string? Number { get; init; }
    /// <summary>证书编号.</summary>
    public string? CertificateNumber { get; init; }
    /// <summary>Day of the decision.</summary>
    public DateOnly DecidedOn { get; init; }
    /// <summary>The seventh working day after it.</summary>
    public DateOnly DueOn { get; init; }
    /// <summary>法定代表人.</summary>
    public string? LegalPerson { get; init; }
    /// <summary>许可内容 or 处罚内容.</summary>
    public string Content { get; init; } = "";
    /// <summary>违法事实.</summary>
    public string? Facts { get; init; }
    /// <summary>处罚依据.</summary>
    public string? Basis { get; init; }
    /// <summary>有效期自.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>有效期至, or 公示截止期.</summary>
    public DateOnly? ValidTo { get; init; }
    /// <summary>备注.</summary>
    public string? Note { get; init; }
    /// <summary>Who completed it last.</summary>
    public string? CompletedByName { get; init; }
    /// <summary>When it was reported.</summary>
    public DateOnly? ReportedOn { get; init; }
    /// <summary>回执编号.</summary>
    public string? ReceiptNumber { get; init; }
    /// <summary>The receipt on file.</summary>
    public Guid? ReceiptId { get; init; }
    /// <summary>Who put that on record.</summary>
    public string? RecordedByName { get; init; }
    /// <summary>The policy of the instrument.</summary>
    public string PolicyVersion { get; init; } = "";

    /// <summary>The policy of the instrument.</summary>
    internal Policy Policy => PolicyBook.Find(PolicyVersion);

    /// <summary>Where it stands.</summary>
    public CreditReportState State => ReportedOn is not null ? CreditReportState.Reported
        : Faults.Count > 0 ? CreditReportState.Incomplete : CreditReportState.Due;

    /// <summary>What the form asks for and does not have, or has wrong.</summary>
    internal IReadOnlyList<Fault> Faults
    {
        get
        {
            var faults = new List<Fault>();
            if (string.IsNullOrWhiteSpace(Number)) faults.Add(new($"决定没有文号", Articles.CreditPublicity));
            if (CreditCode.WhyNot(SubjectCode) is { } wrong) faults.Add(new(wrong, Articles.CreditPublicity));
            Text(LegalPerson, $"请填写法定代表人", "legalPerson");
            Text(Content, $"请填写许可内容或处罚内容", "content");
            if (Form == CreditForm.Penalty)
            {
                Text(Facts, $"请填写违法事实", "facts");
                Text(Basis, $"请填写处罚依据", "basis");
            }
            if (Form == CreditForm.License && ValidFrom is null) faults.Add(new($"请填写有效期自", Articles.CreditPublicity, "validFrom"));
            if (ValidTo is null) faults.Add(new($"请填写有效期至或公示截止期", Articles.CreditPublicity, "validTo"));
            else if (ValidTo < (ValidFrom ?? DecidedOn)) faults.Add(new($"截止日期早于起始日期", Articles.CreditPublicity, "validTo"));
            return faults;

            void Text(string? value, FormattableString missing, string at)
            {
                if (string.IsNullOrWhiteSpace(value)) faults.Add(new(missing, Articles.CreditPublicity, at));
            }
        }
    }

    internal const string Select = """
        select c.id, c.instrument_id, coalesce(m.alliance_id, m.application_id) as case_id, c.form, c.category,
          coalesce(a.application, d.application)->>'allianceName' as alliance_name,
          coalesce(a.application, d.application)->'leadUnit'->>'name' as subject,
          coalesce(a.application, d.application)->'leadUnit'->>'creditCode' as subject_code,
          i.content::jsonb->>'title' as title, i.number, a.certificate_number, c.decided_on, c.due_on, c.legal_person, c.content, c.facts,
          c.basis, c.valid_from, c.valid_to, c.note, c.completed_by_name, c.reported_on, c.receipt_number, c.receipt_id,
          c.recorded_by_name, i.policy_version
        from credit_report c join matter m on m.id = c.matter_id join instrument i on i.id = c.instrument_id
          join determination d on d.application_id = m.application_id left join alliance a on a.application_id = m.application_id
        """;

    /// <summary>The report; null where there is none.</summary>
    internal static Task<CreditReport?> Find(UnitOfWork work, Guid id)
        => work.Find<CreditReport>($"{Select} where c.id = @id", new { id });

    /// <summary>The report, kept from others until this step is over; null where there is none.</summary>
    internal static Task<CreditReport?> Lock(UnitOfWork work, Guid id)
        => work.Find<CreditReport>($"{Select} where c.id = @id for update of c", new { id });

    /// <summary>Why nothing can be changed any more; null where it can.</summary>
    internal static Refusal? WhyNotChange(CreditReport? report) => report switch
    {
        null => Refusal.NotFound($"没有这项双公示信息"),
        { ReportedOn: not null } => Refusal.Conflict($"已经报送并登记回执，不能再更改", Articles.CreditPublicity),
        _ => null,
    };
}
