using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Registers;

/// <summary>
/// The lead unit enters many at once from a workbook of one register (Art. 5, 6, 16). All rows, or none: every fault of every row is told.
/// </summary>
[For(Roles.Applicant)]
public sealed class ImportEntries(Database database, StatutoryClock clock)
{
    /// <summary>Rows at once.</summary>
    public const int Most = 500;

    const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The answer.</summary>
    public sealed record Imported(int Entries);

    public async Task<Outcome<Imported>> Handle(Guid allianceId, EntryKind kind, IFormFile? file, Actor lead, CancellationToken ct)
    {
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        if (file.Length > MostBytes) return Refusal.Invalid($"工作簿超过 4 MB，请分批导入", field: "file");
        await using var work = await database.Begin(this, lead, ct);
        // Read before anybody waits for the alliance.
        await using var content = file.OpenReadStream();
        var shape = EntryShape.Of(kind);
        var known = await OperatingAlliance.Find(database, allianceId, ct);
        if (OperatingAlliance.NotOf(known, lead) is { } notTheirs) return notTheirs;
        var read = Read(shape, content, EnterEntry.Members(known!), ct);
        if (read.Value is not { } rows) return read.Refusal!;

        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var faults = new List<Fault>();
        foreach (var (row, body) in rows)
            if ((await EnterEntry.Enter(work, alliance, kind, body, lead, clock)).Refusal is { } refusal)
                faults.AddRange(refusal.Faults.Select(fault => new Fault($"第 {row} 行：{fault.Sentence}", fault.Article, "file")));
        if (faults.Count > 0) return Refusal.Invalid([.. faults.Take(50)], alliance?.PolicyVersion);
        await work.Commit();
        return new Imported(rows.Count);
    }

    /// <summary>The workbook to fill in.</summary>
    public static IResult Template(EntryKind kind, CancellationToken ct)
    {
        var shape = EntryShape.Of(kind);
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, [new(shape.Kind.Word(),
            [.. Columns(shape).Select(column => new SheetColumn(column.Title, column.Title is "名称" ? 40 : 20, column.Choices))],
            (IReadOnlyList<IReadOnlyList<string?>>)[])], ct), WorkbookWriter.ContentType,
                $"register-{kind.ToString().ToLowerInvariant()}.xlsx");
    }

    static IEnumerable<(string Key, string Title, IReadOnlyList<string>? Choices)> Columns(EntryShape shape) =>
    [
        ("title", "名称", null),
        .. shape.NumberLabel is { } number ? [("number", number, null)] : Array.Empty<(string, string, IReadOnlyList<string>?)>(),
        .. shape.OwnerLabel is { } owner ? [("owner", owner, null)] : Array.Empty<(string, string, IReadOnlyList<string>?)>(),
        ("starts", shape.StartLabel, null),
        .. shape.EndLabel is { } end ? [("ends", end, null)] : Array.Empty<(string, string, IReadOnlyList<string>?)>(),
        .. shape.AmountLabel is { } amount ? [("amount", $"{amount}（元）", null)] : Array.Empty<(string, string, IReadOnlyList<string>?)>(),
        .. shape.Details.Select(field => ($"details.{field.Key}", field.Label, field.Choices)),
    ];

    internal static Outcome<IReadOnlyList<(int Row, EntryBody Body)>> Read(
        EntryShape shape, Stream stream, IReadOnlyList<Unit> members, CancellationToken ct)
    {
        if (WorkbookReader.Read(stream, ct) is not { } sheets || sheets.Values.FirstOrDefault() is not { } cells)
            return Refusal.Invalid($"文件不是可以读取的 Excel 工作簿（.xlsx），请用下载的模板填写", field: "file");
        var titles = cells.Where(cell => cell.Row == 1).GroupBy(cell => cell.Text.Trim()).ToDictionary(cell => cell.Key, cell
            => cell.First().Column);
        var columns = Columns(shape).ToList();
        if (columns.Where(column => !titles.ContainsKey(column.Title)).Select(column => column.Title).ToList() is [var missing, ..])
            return Refusal.Invalid($"缺少“{missing}”一列，请用下载的模板填写", shape.Article, "file");
        var rows = new List<(int, EntryBody)>();
        var faults = new List<Fault>();
        foreach (var row in cells.Where(cell => cell.Row > 1 && !TypedText.IsBlank(cell.Text)).GroupBy(cell => cell.Row).OrderBy(row
            => row.Key))
        {
            string? Text(string key) => columns.FirstOrDefault(column => column.Key == key) is { Title: { } title }
                && row.FirstOrDefault(cell => cell.Column == titles[title]) is { } cell ? TypedText.Clean(cell.Text).Trim() : null;
            DateOnly? Day(string key)
            {
                if (columns.FirstOrDefault(column => column.Key == key) is not { Title: { } title }
                    || row.FirstOrDefault(cell => cell.Column == titles[title]) is not { } cell
                        || TypedText.IsBlank(cell.Text)) return null;
                if (cell.Day is { } day) return day;
                if (DateOnly.TryParse(cell.Text.Trim().Replace('.', '-').Replace('/', '-'), CultureInfo.InvariantCulture,
                    out var typed)) return typed;
                faults.Add(new($"第 {row.Key} 行：“{cell.Text}”不是日期，请写成 2026-01-31", shape.Article, "file"));
                return null;
            }
            long? amount = null;
            if (Text("amount") is { Length: > 0 } typed && (!decimal.TryParse(typed.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) || (amount = Statute.Money.Fen(yuan)) is null))
                faults.Add(new($"第 {row.Key} 行：“{typed}”不是金额", shape.Article, "file"));
            // A member unit by its credit code, or by its name.
            var owner = Text("owner");
            var unit = members.FirstOrDefault(member => member.CreditCode == TypedText.Code(owner)
                || TypedText.Key(member.Name) == TypedText.Key(owner));
            if (!string.IsNullOrEmpty(owner) && unit is null) faults.Add(new($"第 {row.Key} 行：“{owner}”不是联盟的成员单位", shape.Article, "file"));
            rows.Add((row.Key, new(Text("title"), Text("number"), unit?.CreditCode, Day("starts"), Day("ends"), amount,
                shape.Details.ToDictionary(field => field.Key, field => Text($"details.{field.Key}")))));
        }
        if (faults.Count > 0) return Refusal.Invalid([.. faults.Take(50)]);
        return rows.Count == 0 ? Refusal.Invalid($"工作簿中没有可以登记的内容", field: "file")
            : rows.Count > Most ? Refusal.Invalid($"一次最多导入 {Most} 行，请分批导入", field: "file")
            : new Outcome<IReadOnlyList<(int, EntryBody)>>(rows, null);
    }
}
