using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications.Drafts;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;
using Alliance.Ui;
using Microsoft.AspNetCore.Components;

namespace Alliance.Intake.Applications.Form;

/// <summary>
/// What the pages of the form share: the application as it stands, the version somebody began from, and saving a change to it.
/// Everything works without a script; what was typed is shown again whatever a rule says.
/// </summary>
public abstract class SectionPage : LoadedComponent
{
    /// <summary>The name of the form on every section's page.</summary>
    public const string FormName = "section";

    /// <summary>The application.</summary>
    [Parameter] public Guid Id { get; set; }

    /// <summary>What was posted.</summary>
    [SupplyParameterFromForm(FormName = FormName)] public FormInput? Input { get; set; }

    /// <summary>The version the page was filled in from.</summary>
    [SupplyParameterFromForm] public int? Version { get; set; }

    /// <summary>The version that was just saved; from the address, after a redirect.</summary>
    [SupplyParameterFromQuery] public int? Saved { get; set; }

    [Inject] ReadApplication Read { get; set; } = default!;
    [Inject] SaveForm Save { get; set; } = default!;
    [Inject] NavigationManager Navigation { get; set; } = default!;
    /// <summary>Who fills in.</summary>
    [Inject] protected Actor Actor { get; set; } = default!;

    /// <summary>The application as it stands; null while it is being read, or where there is none.</summary>
    public ReadApplication.Answer? Application { get; private set; }

    /// <summary>True when there is none for this person.</summary>
    public bool Missing { get; private set; }

    /// <summary>Why the last change was refused.</summary>
    protected Refusal? Refusal { get; set; }

    /// <summary>The policy it runs under.</summary>
    protected Policy Policy => PolicyBook.Find(Application!.PolicyVersion);

    /// <summary>Fills the page's fields from the form.</summary>
    protected abstract FormInput Fill(ApplicationForm form);

    /// <inheritdoc/>
    protected override async Task Load()
    {
        await Reload();
        if (Application is null) return;
        if (!Application.IsEditable)
        {
            // Without a form: what an old tab sends is not taken for something that was done.
            Application = null;
            Navigation.NavigateTo($"applications/{Id}");
            return;
        }
        Input ??= Fill(Application.Form);
        Version ??= Application.Version;
    }

    /// <summary>Saves a change and goes on to the section's page, or to the next one where that button was pressed.</summary>
    protected async Task Apply(string section, Func<ApplicationForm, ApplicationForm> change)
    {
        var outcome = await Save.Handle(Id, change, Version, Actor, CancellationToken.None);
        if (outcome.Refusal is null)
        {
            // What the page saved by itself answers with the page itself, as it stands now.
            if (Input?.Do == "autosave")
            {
                await Reload();
                Navigation.NavigateTo($"{Here()}?saved={outcome.Value!.Version}");
                return;
            }
            var next = Input?.Do == "next" ? Section.Of(section.Split('/')[0]).Next?.Key ?? section : section;
            Navigation.NavigateTo($"applications/{Id}/{next}?saved={outcome.Value!.Version}");
            return;
        }
        Refusal = outcome.Refusal;
        await Reload();
        // Whoever saves again has seen what the others changed: that is what the next attempt is based on, and beside what
        // was typed here the page shows it, so that saving again takes back nothing but the fields that were told.
        Version = Application?.Version;
        if (outcome.Value?.Joined is not { } joined) return;
        Refusal = joined.Refusal;
        Input = Fill(joined.Form);
    }

    /// <summary>The address of this page after a save; what others saved can have moved what it shows.</summary>
    protected virtual string Here() => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?')[0];

    /// <summary>The member units to choose from, and what was chosen before even where no member has that code any more.</summary>
    protected IEnumerable<Choice> Units(string? chosen)
    {
        var units = Application!.Form.Members.Where(m => m.CreditCode.Length > 0).DistinctBy(m => m.CreditCode)
            .Select(m => new Choice(m.CreditCode, $"{m.Name} {m.CreditCode}")).ToList();
        return string.IsNullOrEmpty(chosen) || units.Any(u => u.Value == chosen) ? units : [.. units, new Choice(chosen, chosen)];
    }

    async Task Reload()
    {
        var outcome = await Read.Handle(Id, Actor, CancellationToken.None);
        (Application, Missing) = (outcome.Value, outcome.Refusal is not null);
    }
}
