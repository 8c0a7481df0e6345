using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>
/// The lead unit brings back the workbook it filled in. It is joined with what others saved since it was exported; a cell that cannot be
/// understood keeps all of it out and is named.
/// </summary>
[For(Roles.Applicant)]
public sealed class ImportWorkbook(SaveForm save)
{
    // A form of the greatest length is far below a megabyte.
    const int MostBytes = 4 * 1024 * 1024;

    public async Task<Outcome<SaveForm.Answer>> Handle(Guid applicationId, Stream file, Actor applicant, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await file.ReadAsync(buffer, ct)) > 0;)
        {
            if (content.Length + read > MostBytes) return Refusal.Invalid($"工作簿超过 4 MB，请用导出的工作簿填写", field: "file");
            content.Write(buffer, 0, read);
        }
        content.Position = 0;
        var filled = FormWorkbook.Read(content, ct);
        if (filled.Value is not { } form) return filled.Refusal!;
        // The version counts only within the application it was exported from; another one's workbook is a copy of that one.
        return await save.Handle(applicationId, form.Form, form.ApplicationId == applicationId ? form.Version : null, applicant, ct);
    }
}
