using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>The 申报书 as an Excel workbook, to be filled in without a connection and brought back.</summary>
[ForReadingByStaff(Roles.Applicant)]
public sealed class ExportWorkbook(ReadApplication applications)
{
    public async Task<IResult> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var outcome = await applications.Handle(applicationId, actor, ct);
        if (outcome.Value is not { } application) return new Outcome(outcome.Refusal!);
        var sheets = FormWorkbook.Of(applicationId, application.Form, application.Version, PolicyBook.Find(application.PolicyVersion));
        return TypedResults.Stream(stream => WorkbookWriter.Write(stream, sheets, ct), WorkbookWriter.ContentType,
            $"{(application.AllianceName.Length > 0 ? application.AllianceName : "申报书")}.xlsx");
    }
}
