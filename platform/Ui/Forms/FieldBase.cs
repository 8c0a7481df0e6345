using System.Globalization;
using System.Linq.Expressions;
using Alliance.Platform.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Http;

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
        Context = new(id, Path.Name, Shown, string.Join(' ', described.OfType<string>()) is { Length: > 0 } ids ? ids : null, Errors.Count > 0 ? "true" : null);
        if (Form is not null) Form.Fields[Path.Name] = (Label, Said);
    }

    /// <summary>The value as people read it, where it is repeated before it is sent for good.</summary>
    protected virtual string? Said => Context.Value;

    // One value that cannot be read leaves the page without all the others: every field of that form shows what was sent.
    bool ShowsSent => Form?.ShowsSent == true && Http?.Request.HasFormContentType == true;

    /// <summary>All that was sent under the field's name; null where the page has the values itself.</summary>
    protected IReadOnlyList<string?>? SentValues => ShowsSent ? Http!.Request.Form[Path.Name].ToArray() : null;

    string? Sent => Http!.Request.Form[Path.Name] is [.., { } last] ? last : null;

    string? Shown => ShowsSent ? Sent : Format(Path.Value);

    bool IsUnreadable => ShowsSent && !string.IsNullOrEmpty(Sent) && !typeof(TValue).IsAssignableFrom(typeof(string)) && !typeof(TValue).IsAssignableTo(typeof(IFormFile))
        && !typeof(TValue).IsAssignableTo(typeof(System.Collections.IEnumerable)) && !BindConverter.TryConvertTo<TValue>(Sent, CultureInfo.InvariantCulture, out _);

    IEnumerable<string> Wrong()
    {
        if (IsUnreadable) yield return L["“{0}”填写的内容无法识别，请检查格式", Label];
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
