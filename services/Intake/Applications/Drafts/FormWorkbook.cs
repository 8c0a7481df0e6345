using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>
/// The 申报书 as an Excel workbook that people fill in without a connection: a sheet for each part, in Chinese as the form itself is.
/// What comes back is read cell by cell; every cell that cannot be understood is named.
/// </summary>
public static class FormWorkbook
{
    const string Cover = "填写说明";
    const string VersionLabel = "导出时的版本";
    const string ApplicationLabel = "申报书标识";
    const string FieldTitle = "项目";
    const string ValueTitle = "填写内容";
    static readonly string[] YesNo = ["是", "否"];

    /// <summary>The sheets of a form.</summary>
    public static IReadOnlyList<Sheet> Of(Guid applicationId, ApplicationForm form, int version, Policy policy)
    {
        var node = JsonSerializer.SerializeToNode(form, Json.Options)!;
        return [CoverSheet(applicationId, version),
            .. FormFields.Parts.Select(part => part.Repeats ? List(part, node) : Single(part, node, policy))];
    }

    static Sheet CoverSheet(Guid applicationId, int version)
        => new(Cover, [new(FieldTitle, 24), new(ValueTitle, 90)], (IReadOnlyList<string?>[])
    [
        [ApplicationLabel, applicationId.ToString("D")],
        [VersionLabel, version.ToString(CultureInfo.InvariantCulture)],
        ["怎样填写", "每个工作表对应申报书的一个部分。请只填写内容，不要改动工作表名称和标题行；可以增加行，不填的留空。"],
        ["日期", "写作 2024-03-01。"],
        ["金额", "单位为万元，例如 1200.5。"],
        ["单位的指代", "填写该单位的统一社会信用代码，须与“成员单位”工作表中的一致。"],
        ["导入", "在申报书页面上传本工作簿。导出以后他人在线修改过的内容会合并；同一处都有改动的，会逐项提示。"],
    ]);

    static Sheet Single(FormPart part, JsonNode form, Policy policy) => new(part.Title, [new(FieldTitle, 30), new(ValueTitle, 90)],
        part.Fields.Select(f => (IReadOnlyList<string?>)[f.Label, f.Text(part.In(form))]),
        [.. part.Fields.Index().Select(f =>
            (Cell: WorkbookWriter.NameOf(1, f.Index + 2), Choices: f.Item.Path == "keyIndustry" ? policy.KeyIndustries : ChoicesOf(f.Item)))
            .Where(c => c.Choices is not null).Select(c => new CellChoices(c.Cell, c.Choices!))]);

    static Sheet List(FormPart part, JsonNode form) => new(part.Title,
        [.. part.Fields.Select(f => new SheetColumn(f.Label, f.Kind == FieldKind.Paragraphs ? 50 : 22, ChoicesOf(f)))],
        part.In(form)!.AsArray().Select(row => (IReadOnlyList<string?>)[.. part.Fields.Select(f => f.Text(row))]));

    static string[]? ChoicesOf(FormField field) => field.Kind switch
    {
        FieldKind.YesNo => YesNo,
        FieldKind.Choice => [.. field.Choices!.Select(c => c.Label)],
        _ => null,
    };

    /// <summary>What a workbook says, or every cell that cannot be understood.</summary>
    /// <param name="Form">The form as filled in.</param>
    /// <param name="ApplicationId">The application it was exported from; null where the workbook does not say.</param>
    /// <param name="Version">The version it was exported from; null where the workbook does not say.</param>
    public sealed record Filled(ApplicationForm Form, Guid? ApplicationId, int? Version);

    /// <summary>Reads a workbook that was filled in.</summary>
    public static Outcome<Filled> Read(Stream stream, CancellationToken ct = default)
    {
        if (WorkbookReader.Read(stream, ct) is not { } sheets)
            return Refusal.Invalid($"文件不是可以读取的 Excel 工作簿（.xlsx），请用导出的工作簿填写", field: "file");
        var faults = new List<Fault>();
        var form = JsonSerializer.SerializeToNode(new ApplicationForm(), Json.Options)!.AsObject();
        foreach (var part in FormFields.Parts)
        {
            if (!sheets.TryGetValue(part.Title, out var cells))
                faults.Add(new($"缺少工作表“{new Alliance.Statute.Text.Word(part.Title)}”，请用导出的工作簿填写", Field: "file"));
            else if (part.Repeats) form[part.Path] = Rows(part, cells, faults);
            else Fields(part, cells, part.Path.Length == 0 ? form : form[part.Path]!.AsObject(), faults);
        }
        if (faults.Count > 0) return Refusal.Invalid(faults);
        var cover = sheets.GetValueOrDefault(Cover) ?? [];
        return new Filled(form.Deserialize<ApplicationForm>(Json.Options)!,
            Guid.TryParse(Beside(cover, ApplicationLabel), out var applicationId) ? applicationId : null,
            int.TryParse(Beside(cover, VersionLabel), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);
    }

    static string? Beside(IReadOnlyList<SheetCell> cells, string label)
        => cells.FirstOrDefault(c => c.Column == 0 && c.Text == label) is { } found
            ? cells.FirstOrDefault(c => c.Row == found.Row && c.Column == 1)?.Text : null;

    static void Fields(FormPart part, IReadOnlyList<SheetCell> cells, JsonObject into, List<Fault> faults)
    {
        var byLabel = part.Fields.ToDictionary(f => f.Label);
        foreach (var label in cells.Where(c => c is { Column: 0, Row: > 1 }))
        {
            if (!byLabel.TryGetValue(label.Text.Trim(), out var field))
                faults.Add(Wrong(part, label, $"没有项目“{label.Text.Trim()}”，请不要改动项目名称"));
            else
            {
                byLabel.Remove(field.Label);
                if (cells.FirstOrDefault(c => c.Row == label.Row && c.Column == 1) is { } value) Set(part, field, value, into, faults);
            }
        }
        Missing(part, byLabel.Values, faults);
    }

    static JsonArray Rows(FormPart part, IReadOnlyList<SheetCell> cells, List<Fault> faults)
    {
        var columns = new Dictionary<int, FormField>();
        foreach (var title in cells.Where(c => c.Row == 1))
            if (part.Fields.FirstOrDefault(f => f.Label == title.Text.Trim()) is { } field) columns[title.Column] = field;
            else faults.Add(Wrong(part, title, $"没有标题“{title.Text.Trim()}”，请不要改动标题行"));
        Missing(part, part.Fields.Except(columns.Values), faults);
        var rows = new JsonArray();
        foreach (var filled in cells.Where(c => c.Row > 1).GroupBy(c => c.Row).OrderBy(r => r.Key))
        {
            var row = Empty(part);
            foreach (var cell in filled)
                if (columns.TryGetValue(cell.Column, out var field)) Set(part, field, cell, row, faults);
                else faults.Add(Wrong(part, cell, $"这一列没有标题"));
            rows.Add(row);
        }
        return rows;
    }

    // Left out is not left empty: what stands in the form would be gone.
    static void Missing(FormPart part, IEnumerable<FormField> fields, List<Fault> faults)
        => faults.AddRange(fields.Select(f =>
            new Fault(
                $"工作表“{new Alliance.Statute.Text.Word(part.Title)}”缺少“{new Alliance.Statute.Text.Word(f.Label)}”，请用导出的工作簿填写；不填的内容请留空，不要删除",
                Field: $"{part.Title}!{f.Label}")));

    /// <summary>A row in which nothing is filled in.</summary>
    internal static JsonObject Empty(FormPart part) => JsonSerializer.SerializeToNode<object>(part.Path switch
    {
        "members" => new MemberUnit(),
        "team" => new TeamMember(),
        "projects" => new IndustrialProject(),
        _ => new Achievement(),
    }, Json.Options)!.AsObject();

    static void Set(FormPart part, FormField field, SheetCell cell, JsonObject into, List<Fault> faults)
    {
        if (Put(field, cell, into) is { } fault) faults.Add(Wrong(part, cell, fault));
    }

    /// <summary>Writes what a cell says into its field; why not, where it cannot be understood.</summary>
    internal static FormattableString? Put(FormField field, SheetCell cell, JsonObject into)
    {
        var (value, fault) = Value(field, cell, cell.Text.Trim());
        if (fault is not null) return fault;
        var path = field.Path.Split('.');
        foreach (var name in path[..^1])
        {
            // 签署 of somebody who did not sign is not there at all.
            if (into[name] is null)
            {
                if (value is JsonValue no && no.TryGetValue<bool>(out var yes) && !yes) return null;
                into[name] = JsonSerializer.SerializeToNode(new Signature(), Json.Options);
            }
            into = into[name]!.AsObject();
        }
        into[path[^1]] = value;
        return null;
    }

    static (JsonNode? Value, FormattableString? Fault) Value(FormField field, SheetCell cell, string text)
    {
        if (cell.Kind == CellKind.Error) return (null, $"公式没有结果（{text}），请填写内容");
        switch (field.Kind)
        {
            case FieldKind.Choice:
                return field.Choices!.FirstOrDefault(c => c.Label == text) is { Value: { } word } ? (word, null)
                    : (null, $"“{text}”不在可选的内容中：{string.Join('、', field.Choices!.Select(c => c.Label))}");
            case FieldKind.YesNo:
                return YesOrNo(text) is { } yes ? (yes, null) : (null, $"应填写“是”或“否”，现为“{text}”");
            case FieldKind.Day:
                return (DayOf(text) ?? cell.Day) is { } day ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null)
                    : (null, $"“{text}”不是日期，请写作 2024-03-01");
            case FieldKind.Money:
                return decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                    out var amount) && amount is >= 0 and < 1_000_000_000
                    ? ((long)decimal.Round(amount * 1_000_000m), null) : (null, $"“{text}”不是金额，请填写以万元为单位的数，例如 1200.5");
            default:
                if (cell.Kind == CellKind.Number && Digits(text) is var digits) return digits is null
                    ? (null, $"“{text}”是被 Excel 当作数字而丢失了末几位的号码，请把单元格设为文本后重新填写") : (digits, null);
                var clean = InputCheck.Clean(text, field.Path);
                return InputCheck.WhyNot(clean, SaveForm.LongestText, lines: field.Kind == FieldKind.Paragraphs) is { } unfit
                    ? (null, unfit) : (clean, null);
        }
    }

    // 0 and 1 are what LibreOffice writes for FALSE and TRUE.
    static bool? YesOrNo(string text) => text.ToUpperInvariant() switch
    {
        "是" or "TRUE" or "1" => true,
        "否" or "FALSE" or "0" => false,
        _ => null,
    };

    // A number in a field of text: a year, a telephone, a code. Of more than fifteen digits the last are not those that were typed.
    static string? Digits(string text)
        => !text.Contains('E', StringComparison.OrdinalIgnoreCase) && text.Count(char.IsAsciiDigit) <= 15 ? text
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && Math.Abs(number) < 1_000_000_000_000_000m
                ? number.ToString("0.###############", CultureInfo.InvariantCulture) : null;

    static DateOnly? DayOf(string text)
        => DateOnly.TryParseExact(text.Split('T')[0], ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var day) ? day : null;

    static Fault Wrong(FormPart part, SheetCell cell, FormattableString sentence)
        => new($"“{new Alliance.Statute.Text.Word(part.Title)}”{cell.Name}：{sentence}", Field: $"{part.Title}!{cell.Name}");
}
