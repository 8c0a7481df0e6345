using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Statute;

namespace Alliance.Certification.Legacy;

/// <summary>A workbook of alliances of the measures of 2013 is read (Art. 19). Nothing of it is in the register before it is
/// confirmed.</summary>
[For(Roles.CertificationOfficer)]
public sealed class UploadLegacy(Database database, StatutoryClock clock)
{
    const int MostBytes = 4 * 1024 * 1024, LongestName = 200;

    /// <summary>Where the rows wait.</summary>
    public sealed record Answer(Guid ImportId, int Rows);

    public async Task<Outcome<Answer>> Handle(IFormFile? file, Actor officer, CancellationToken ct)
    {
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        if (file.Length > MostBytes) return Refusal.Invalid($"工作簿超过 4 MB，请分批导入", field: "file");
        await using var content = file.OpenReadStream();
        var read = LegacyEntry.Read(content, ct);
        if (read.Value is not { } entries) return read.Refusal!;

        await using var work = await database.Begin(this, officer, ct);
        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into legacy_import(id, file_name, entries, uploaded_at, uploaded_by, uploaded_by_name)
            values (@id, @fileName, @entries, @now, @Account, @Name)
            """, new
        {
            id,
            fileName = file.FileName[..Math.Min(file.FileName.Length, LongestName)],
            entries = Json.Of(entries),
            now = clock.Now,
            officer.Account,
            officer.Name,
        });
        await work.Record(id, nameof(UploadLegacy), new { rows = entries.Count }, Articles.EntryIntoForce);
        await work.Commit();
        return new Answer(id, entries.Count);
    }

    /// <summary>The workbook to fill in.</summary>
    public static IResult Template(CancellationToken ct) => TypedResults.Stream(stream => WorkbookWriter.Write(stream,
        [new("2013年认定的联盟", [.. LegacyEntry.Columns.Select(column => new SheetColumn(column.Title, column.Title.Length > 8 ? 40 : 24))],
            (IReadOnlyList<IReadOnlyList<string?>>)[])], ct), WorkbookWriter.ContentType, "legacy-alliances.xlsx");
}
