using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Reports;

namespace Alliance.Monitoring.ReportPapers;

/// <summary>
/// The lead unit brings back the workbook of a report that it filled in (Art. 14). It is saved as the draft, joined with what others saved
/// since the workbook was taken; a cell that cannot be understood keeps all of it out and is named.
/// </summary>
[For(Roles.Applicant)]
public sealed class ImportReportWorkbook(ReadReport reports, SaveReportDraft save)
{
    // A report of the greatest length is far below it.
    const int MostBytes = 4 * 1024 * 1024;

    public async Task<Outcome<SaveReportDraft.Answer>> Handle(Guid allianceId, int year, IFormFile? file, Actor lead, CancellationToken ct)
    {
        var outcome = await reports.Handle(allianceId, year, lead, ct);
        if (outcome.Value is not { } view) return outcome.Refusal!;
        if (file is not { Length: > 0 }) return Refusal.Invalid($"请选择要上传的文件", field: "file");
        if (file.Length > MostBytes) return Refusal.Invalid($"工作簿超过 4 MB，请用导出的工作簿填写", field: "file");
        await using var content = file.OpenReadStream();
        var read = ReportWorkbook.Read(content, view, ct);
        if (read.Value is not { } filled) return read.Refusal!;
        // The version counts only within the report it was taken from; another one's workbook is a copy of that one.
        return await save.Handle(allianceId, year, new(filled.AllianceId == allianceId && filled.Year == year ? filled.Version : null,
            filled.Report), lead, ct);
    }
}
