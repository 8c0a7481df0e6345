using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Statute.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>A paper that has to be brought, as a Word document to fill in: empty for everybody, with what the form says already for the
/// lead unit.</summary>
public sealed class DownloadTemplate(ReadApplication applications)
{
    /// <summary>The empty one.</summary>
    [ForEveryone]
    public IResult Blank(string kind) => Find(kind) is { } template ? File(template, null, new()) : Unknown;

    /// <summary>With what the form says already.</summary>
    [For(Roles.Applicant)]
    public async Task<IResult> Handle(Guid applicationId, string kind, Actor applicant, CancellationToken ct)
    {
        if (Find(kind) is not { } template) return Unknown;
        var outcome = await applications.Handle(applicationId, applicant, ct);
        if (outcome.Value is not { } application) return new Outcome(outcome.Refusal!);
        return File(template, application.AllianceName, application.Form);
    }

    static Outcome Unknown => new(Refusal.NotFound($"没有这种模板"));

    static Template? Find(string kind) => Enum.TryParse<Template>(kind, ignoreCase: true, out var template) && Enum.IsDefined(template)
        ? template : null;

    static FileContentHttpResult File(Template template, string? allianceName, ApplicationForm form)
        => TypedResults.File(WordDocument.Write(TemplateText.Of(template, allianceName, form)), WordDocument.ContentType,
            $"{TemplateText.NameOf(template)}.docx");
}
