using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Intake.Applications.Drafts;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Form;

/// <summary>A page of the form that is a table: rows are filled in where they stand, added, taken out, and pasted from Excel.</summary>
public abstract class RowsPage<TRow> : SectionPage where TRow : class
{
    /// <summary>The columns, in the order of the cells.</summary>
    protected abstract IReadOnlyList<RowColumn> Fields { get; }

    /// <summary>The rows as they were typed, empty ones too.</summary>
    protected abstract IReadOnlyList<TRow> Typed();

    /// <summary>The form with these rows; each with the place it has in the table.</summary>
    protected abstract ApplicationForm With(ApplicationForm form, IReadOnlyList<(TRow Row, int At)> rows);

    /// <summary>True where nothing was filled in; such rows are not kept.</summary>
    protected abstract bool IsEmpty(TRow row);

    /// <summary>True when what was pasted could not be read and is shown again.</summary>
    protected bool IsPasting => Input?.Do == "paste" && Refusal is not null;

    /// <summary>Saves the rows, with what was pasted; nothing of it where a cell cannot be understood.</summary>
    protected async Task ApplyRows(string section)
    {
        var rows = Typed();
        if (Input!.Do == "paste")
        {
            var part = FormFields.Parts.First(p => p.Path == section);
            // The empty rows at the end are where it goes.
            var used = rows.Count;
            while (used > 0 && IsEmpty(rows[used - 1])) used--;
            var node = JsonSerializer.SerializeToNode(rows.Take(used), Json.Options)!.AsArray();
            var pasted = PastedRows.Read(part, Fields, Input.Pasted, node, Input.PasteAt, Application!.Form);
            if (pasted.Refusal is not null)
            {
                Refusal = pasted.Refusal;
                return;
            }
            rows = pasted.Value!.Deserialize<List<TRow>>(Json.Options)!;
        }
        var kept = rows.Index().Where(row => row.Index != Input.RowToRemove && !IsEmpty(row.Item)).Select(row => (row.Item, row.Index))
            .ToList();
        await Apply(section, form => With(form, kept));
    }
}
