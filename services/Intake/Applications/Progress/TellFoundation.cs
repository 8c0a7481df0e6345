using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Forms;
using MassTransit;

namespace Alliance.Intake.Applications.Progress;

/// <summary>The alliance is recognised: whoever keeps its registers is told what its application named of results, standards and projects
/// (Art. 8-3, 16).</summary>
public sealed class TellFoundation(Database database, TimeProvider clock) : IConsumer<AllianceRecognised>
{
    public async Task Consume(ConsumeContext<AllianceRecognised> context)
    {
        var (allianceId, applicationId) = (context.Message.AllianceId, context.Message.ApplicationId);
        await using var work = await database.BeginAsSystem("certification", context.CancellationToken);
        var stored = await work.Find<string>("select form::text from application where id = @applicationId", new { applicationId });
        if (stored is null) await work.Ignore(applicationId, nameof(TellFoundation), new { allianceId }, "没有这份申报书", Articles.Foundation);
        else
        {
            var form = Json.Read<ApplicationForm>(stored);
            var results = form.Achievements.Where(result => !string.IsNullOrWhiteSpace(result.Title)).Select(result => new NamedResult(
                result.Title.Trim(), result.Number.Trim(), result.Kind == AchievementKind.TechnicalStandard,
                Owner(form, result.OwnerCreditCode)));
            var projects = form.Projects.Where(project => !string.IsNullOrWhiteSpace(project.Name)).Select(project => new NamedProject(
                project.Name.Trim(), Owner(form, project.UnitCreditCode), project.StartedOn, project.InvestmentFen, project.Summary));
            await work.Publish(new FoundationTold(allianceId, applicationId, [.. results], [.. projects], clock.GetUtcNow()));
            await work.Record(applicationId, nameof(TellFoundation),
                new { results = form.Achievements.Count, projects = form.Projects.Count }, Articles.Foundation);
        }
        await work.Commit();
    }

    static Unit? Owner(ApplicationForm form, string creditCode)
        => form.Members.FirstOrDefault(member => member.CreditCode == creditCode) is { } unit ? new(unit.Name, unit.CreditCode) : null;
}
