using System.Globalization;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Lists;
using Alliance.Statute.Policies;

namespace Alliance.Certification.CreditReports;

/// <summary>
/// What waits to be reported, on the national form (发改办财金〔2018〕424号) with the names of its fields, as the credit information platform
/// takes it. What is not complete is left out: the platform would send it back.
/// </summary>
[ForReading(Roles.CertificationOfficer)]
public sealed class ExportCreditReports(Database database, RecordExport recording)
{
    const string Unit = "法人及非法人组织";

    // 许可: 行政相对人代码_2 to _6 belong to units without a 统一社会信用代码; every unit of an alliance has one.
    static readonly (string Field, Func<CreditReport, string?> Value)[] License =
    [
        ("行政相对人名称", r => r.Subject), ("行政相对人类别", _ => Unit), ("行政相对人代码_1(统一社会信用代码)", r => r.SubjectCode),
        ("行政相对人代码_2(工商注册号)", _ => null), ("行政相对人代码_3(组织机构代码)", _ => null), ("行政相对人代码_4(税务登记号)", _ => null),
        ("行政相对人代码_5(事业单位证书号)", _ => null), ("行政相对人代码_6(社会组织登记证号)", _ => null), ("法定代表人", r => r.LegalPerson),
        ("法定代表人证件类型", _ => null), ("法定代表人证件号码", _ => null), ("证件类型", _ => null), ("证件号码", _ => null),
        ("行政许可决定文书名称", r => r.Title), ("行政许可决定文书号", r => r.Number), ("许可类别", r => r.Category),
        ("许可证书名称", _ => "产业技术创新战略联盟认定证书"), ("许可编号", r => r.CertificateNumber), ("许可内容", r => r.Content),
        ("许可决定日期", r => Day(r.DecidedOn)), ("有效期自", r => Day(r.ValidFrom)), ("有效期至", r => Day(r.ValidTo)),
        ("许可机关", r => r.Policy.Authority), ("许可机关统一社会信用代码", r => r.Policy.Document.CreditPublicity?.AuthorityCode),
        ("当前状态", _ => "1"), ("数据来源单位", r => r.Policy.Authority),
        ("数据来源单位统一社会信用代码", r => r.Policy.Document.CreditPublicity?.AuthorityCode), ("备注", r => r.Note),
    ];

    static readonly (string Field, Func<CreditReport, string?> Value)[] Penalty =
    [
        ("行政相对人名称", r => r.Subject), ("行政相对人类别", _ => Unit), ("行政相对人代码_1(统一社会信用代码)", r => r.SubjectCode),
        ("行政相对人代码_2(工商注册号)", _ => null), ("行政相对人代码_3(组织机构代码)", _ => null), ("行政相对人代码_4(税务登记号)", _ => null),
        ("行政相对人代码_5(事业单位证书号)", _ => null), ("行政相对人代码_6(社会组织登记证号)", _ => null), ("法定代表人", r => r.LegalPerson),
        ("法定代表人证件类型", _ => null), ("法定代表人证件号码", _ => null), ("证件类型", _ => null), ("证件号码", _ => null),
        ("行政处罚决定书文号", r => r.Number), ("违法行为类型", r => r.Category), ("违法事实", r => r.Facts), ("处罚依据", r => r.Basis),
        ("处罚类别", r => r.Category), ("处罚内容", r => r.Content), ("罚款金额(万元)", _ => null), ("没收违法所得、没收非法财物的金额(万元)", _ => null),
        ("暂扣或吊销证照名称及编号", r => r.CertificateNumber), ("处罚决定日期", r => Day(r.DecidedOn)), ("处罚有效期", _ => null),
        ("公示截止期", r => Day(r.ValidTo)), ("处罚机关", r => r.Policy.Authority),
        ("处罚机关统一社会信用代码", r => r.Policy.Document.CreditPublicity?.AuthorityCode), ("数据来源单位", r => r.Policy.Authority),
        ("数据来源单位统一社会信用代码", r => r.Policy.Document.CreditPublicity?.AuthorityCode), ("备注", r => r.Note),
    ];

    /// <summary>As an Excel workbook.</summary>
    public async Task<IResult> AsWorkbook(CreditForm form, Actor officer, CancellationToken ct)
    {
        var (name, fields, rows) = await Rows(form, officer, ct);
        var sheet = new Sheet(name, [.. fields.Select(f => new SheetColumn(f.Field))], rows);
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, [sheet], ct), WorkbookWriter.ContentType, $"双公示-{name}.xlsx");
    }

    /// <summary>As CSV.</summary>
    public async Task<IResult> AsText(CreditForm form, Actor officer, CancellationToken ct)
    {
        var (name, fields, rows) = await Rows(form, officer, ct);
        return TypedResults.Stream(stream => Csv.Write(stream, [.. fields.Select(f => f.Field)], rows.ToAsyncEnumerable(), ct),
            Csv.ContentType, $"双公示-{name}.csv");
    }

    async Task<(string Name, (string Field, Func<CreditReport, string?> Value)[] Fields, IReadOnlyList<IReadOnlyList<string?>> Rows)> Rows(
        CreditForm form, Actor officer, CancellationToken ct)
    {
        await recording.Handle(ListCreditReports.Table, $"?form={form}", officer, ct);
        var waiting = await database.Query<CreditReport>($"""
            {CreditReport.Select} where c.form = @form and c.reported_on is null order by c.due_on, c.id limit 5000
            """, new { form = form.ToString() }, ct);
        var fields = form == CreditForm.License ? License : Penalty;
        var complete = waiting.Where(report => report.Faults.Count == 0).ToList();
        return (form.Word(), fields, [.. complete.Select(report => fields.Select(f => f.Value(report)).ToList())]);
    }

    static string? Day(DateOnly? day) => day?.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);
}
