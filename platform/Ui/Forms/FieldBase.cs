using System.Globalization;
using System.Linq.Expressions;
using Alliance.Core.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Alliance.Ui;

/// <summary>What every field has: a label, a hint, an error, and the property it stands for.</summary>
public abstract class FieldBase<TValue> : ComponentBase
{
    /// <summary>The label, already translated.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>The property, for example <c>() => Input.Name</c>.</summary>
    [Parameter, EditorRequired] public Expression<Func<TValue>> For { get; set; } = default!;

    /// <summary>What helps to fill it in.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>Marked with an asterisk and required by the browser.</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>Shown and posted, not to be changed.</summary>
    [Parameter] public bool ReadOnly { get; set; }

    /// <summary>Takes the whole row of a form grid.</summary>
    [Parameter] public bool Wide { get; set; }

    /// <summary>The form around it.</summary>
    [CascadingParameter] public FormState? Form { get; set; }

    /// <summary>The request, for what was sent.</summary>
    [CascadingParameter] public HttpContext? Http { get; set; }

    /// <summary>Present inside an EditForm.</summary>
    [CascadingParameter] public EditContext? Edit { get; set; }

    /// <summary>The texts.</summary>
    [Inject] protected Words L { get; set; } = default!;

    /// <summary>Name and value.</summary>
    protected FieldPath Path { get; private set; } = default!;

    /// <summary>What is wrong with it.</summary>
    protected IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>What the element needs.</summary>
    protected FieldContext Context { get; private set; } = default!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Path = FieldPath.Of(For);
        Errors = [.. Wrong().Distinct()];
        var id = Path.Id(Form?.Name);
        string?[] described = [Hint is null ? null : $"{id}-hint", Errors.Count == 0 ? null : $"{id}-error"];
        Context = new(id, Path.Name, Shown, string.Join(' ', described.OfType<string>()) is { Length: > 0 } ids ? ids
            : null, Errors.Count > 0 ? "true" : null);
        if (Form is not null) Form.Fields[Path.Name] = (Label, Said);
    }

    /// <summary>The value as people read it, where it is repeated before it is sent for good.</summary>
    protected virtual string? Said => Context.Value;

    /// <summary>True while the form shows what was sent, not what the page has.</summary>
    // One value that cannot be read leaves the page without all the others: every field of that form shows what was sent.
    protected bool ShowsSent => Form?.ShowsSent == true && Http?.Request.HasFormContentType == true;

    /// <summary>All that was sent under the field's name; null where the page has the values itself.</summary>
    protected IReadOnlyList<string?>? SentValues => ShowsSent ? AllSent.ToArray() : null;

    string? Sent => AllSent is [.., { } last] ? last : null;

    /// <summary>Every value that was sent under the field's name.</summary>
    protected StringValues AllSent => Http!.Request.Form[Path.Name];

    string? Shown => ShowsSent ? Sent : Format(Path.Value);

    IEnumerable<string> Wrong()
    {
        foreach (var fault in Form?.Refusal?.Faults ?? [])
            if (Path.Is(fault.Field)) yield return L.Say(fault.Sentence);
        if (Edit is not null)
            foreach (var message in Edit.GetValidationMessages(FieldIdentifier.Create(For))) yield return message;
    }

    /// <summary>As the browser's input expects it, whatever the language of the page.</summary>
    protected static string? Format(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant == default ? null : instant.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
