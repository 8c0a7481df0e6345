using Alliance.Local;

namespace Alliance.Fuzz;

/// <summary>One request of a run.</summary>
/// <param name="Number">Its number; with the seed it can be made again.</param>
/// <param name="Kind">The operation, the page or the form, without keys: by it findings are told apart.</param>
/// <param name="Person">Who sends it.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">Where to.</param>
/// <param name="Page">True when a page is expected and not an answer for a program.</param>
/// <param name="Content">The body; null where there is none.</param>
/// <param name="Shown">The body in a few words, for a finding.</param>
sealed record Attempt(
    int Number, string Kind, Person Person, HttpMethod Method, string Address, bool Page, Func<HttpContent>? Content, string Shown)
{
    /// <inheritdoc/>
    public override string ToString()
        => $"#{Number} {Person.Account ?? "public"}: {Method} " +
            $"{Short(Address, 300)}{(Shown.Length > 0 ? $" with {Short(Shown, 600)}" : "")}";

    static string Short(string text, int length) => text.Length <= length ? text : $"{text[..length]}… ({text.Length} characters)";
}
