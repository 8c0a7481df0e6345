using Alliance.Core.Data;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>By what a submitted application can be recognised in another one: its name, units, projects and rights.</summary>
static class FiledItems
{
    /// <summary>Writes down what the submission names, instead of what an earlier one did.</summary>
    public static async Task Replace(UnitOfWork work, Guid applicationId, ApplicationForm form)
    {
        var items = Of(form);
        await work.Execute("""
            delete from filed_item where application_id = @applicationId;
            insert into filed_item(application_id, year, kind, key, name)
            select @applicationId, a.year, i.kind, i.key, i.name
            from application a, unnest(@kinds, @keys, @names) as i(kind, key, name)
            where a.id = @applicationId
            """, new
        {
            applicationId,
            kinds = items.Select(i => i.Kind).ToArray(),
            keys = items.Select(i => i.Key)
                .ToArray(),
            names = items.Select(i => i.Name).ToArray()
        });
    }

    internal static IReadOnlyList<(string Kind, string Key, string Name)> Of(ApplicationForm form) =>
    [
        .. new[] { (Kind: "name", Key: TypedText.Letters(form.CoreName), Name: form.CoreName) }
            .Concat(form.Members.Select(m => (Kind: "unit", Key: TypedText.Code(m.CreditCode), m.Name)))
            .Concat(form.Projects.Select(p => (Kind: "project", Key: TypedText.Letters(p.Name), p.Name)))
            .Concat(form.Achievements.Select(a => (Kind: "achievement", Key: TypedText.Letters(a.Number), Name: $"{a.Number} {a.Title}")))
            .Where(i => i.Key.Length > 0).DistinctBy(i => (i.Kind, i.Key)),
    ];
}
