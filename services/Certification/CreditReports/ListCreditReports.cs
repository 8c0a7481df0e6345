using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Lists;
using Alliance.Statute.Policies;

namespace Alliance.Certification.CreditReports;

/// <summary>What the forms are called.</summary>
public static class CreditForms
{
    /// <summary>The word, key of its translation.</summary>
    public static string Word(this CreditForm form) => form == CreditForm.License ? "行政许可" : "行政处罚";
}

/// <summary>What is reported for 双公示, what is due first.</summary>
[ForReadingDeterminations]
public sealed class ListCreditReports(Database database)
{
    public static readonly SqlList<CreditReport> Table = new("credit-reports", "双公示")
    {
        Sql = CreditReport.Select,
        Key = "c.id",
        Order = "due",
        Size = 50,
        Filters = ["q", "form", "reported"],
        Unsaid = new Dictionary<string, string> { ["reported"] = "false" },
        Columns =
        [
            new("subject", "行政相对人", (i, _) => i.Subject, "coalesce(a.application, d.application)->'leadUnit'->>'name'", ListValue.Name)
                { Width = 40 },
            new("alliance", "联盟名称", (i, _) => i.AllianceName, "coalesce(a.application, d.application)->>'allianceName'", ListValue.Name)
                { Width = 40 },
            new("form", "报送表", (i, words) => words[i.Form.Word()], "c.form") { IsAlwaysThere = true },
            new("number", "文号", (i, _) => i.Number, "i.number"),
            new("decided", "决定日期", (i, _) => i.DecidedOn, "c.decided_on", ListValue.Day) { IsAlwaysThere = true },
            new("due", "报送期限", (i, _) => i.DueOn, "c.due_on", ListValue.Day) { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()]),
            new("reported", "报送日期", (i, _) => i.ReportedOn, "c.reported_on", ListValue.Day),
            new("receipt", "回执编号", (i, _) => i.ReceiptNumber, "c.receipt_number"),
        ],
    };

    /// <param name="Q">Part of a name or of the number.</param>
    /// <param name="Form">Only this form.</param>
    /// <param name="Reported">Only what was reported, or was not.</param>
    public sealed record Request([property: MaxLength(200)] string? Q = null, CreditForm? Form = null, bool? Reported = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<CreditForm>("form"), said.Yes("reported"));
    }

    public Task<ListPage<CreditReport>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.Form is null ? null : "c.form = @form",
        request.Reported is null ? null : request.Reported == true ? "c.reported_on is not null" : "c.reported_on is null",
        SqlPattern.Contains(request.Q) is null ? null : """
            (typed_text(coalesce(a.application, d.application)->>'allianceName') like @q or typed_text(i.number) like @q
              or typed_text(coalesce(a.application, d.application)->'leadUnit'->>'name') like @q)
            """,
    ], new { form = request.Form?.ToString(), q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<CreditReport> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    public async Task<Outcome<CreditReport>> Read(Guid id, CancellationToken ct)
        => await database.Find<CreditReport>($"{CreditReport.Select} where c.id = @id", new { id }, ct) is { } found ? found
            : Refusal.NotFound($"没有这项双公示信息");
}
