using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;

namespace Alliance.Core.Text;

/// <summary>
/// The words of the screens. The key is the Chinese text itself, so the code reads as the screen does; English stands in each
/// project's <c>Resources/Words.en.resx</c>. A text without an English entry shows in Chinese, and a test finds it.
/// </summary>
public sealed class Words
{
    static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Books = new();

    /// <summary>A text in the language of the request.</summary>
    public string this[string text] => Translate(text);

    /// <summary>A text with values, in the language of the request.</summary>
    public string this[string text, params object?[] values] => Format(text, values);

    /// <summary>A sentence in the language of the request; its format is the key.</summary>
    public string Say(FormattableString sentence) => Format(sentence.Format, sentence.GetArguments());

    /// <summary>A sentence in this language, whatever the request's is.</summary>
    public string SayIn(CultureInfo language, FormattableString sentence)
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language;
            return Say(sentence);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }

    /// <summary>The English texts of all assemblies of this product that this process uses.</summary>
    public static IReadOnlyDictionary<string, string> In(CultureInfo culture) => Books.GetOrAdd(culture.TwoLetterISOLanguageName, Load);

    static string Format(string format, object?[] values)
        => string.Format(CultureInfo.CurrentCulture, Translate(format), [.. values.Select(Translated)]);

    // A value can be a word of the screens too, such as the name of a state, or a whole sentence. A plain text is a person's and nobody's
    // to translate.
    static object? Translated(object? value) => value switch
    {
        Statute.Text.Word word => Translate(word.Chinese),
        FormattableString sentence => Format(sentence.Format, sentence.GetArguments()),
        _ => value,
    };

    static string Translate(string text) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? text
        : In(CultureInfo.CurrentUICulture).TryGetValue(text, out var translated) ? translated : text;

    static Dictionary<string, string> Load(string language)
    {
        var book = new Dictionary<string, string>();
        foreach (var assembly in OfTheProduct())
        {
            if (Entries(assembly, language) is not { } entries) continue;
            foreach (DictionaryEntry entry in entries) book[(string)entry.Key] = (string)entry.Value!;
        }
        return book;
    }

    // Those too that nobody has needed yet: the book is kept, whoever asks first.
    static HashSet<Assembly> OfTheProduct()
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Where(a => IsOurs(a.GetName())).ToHashSet();
        var waiting = new Queue<Assembly>(found);
        while (waiting.TryDequeue(out var assembly))
            foreach (var used in assembly.GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load))
                if (found.Add(used)) waiting.Enqueue(used);
        return found;
    }

    static bool IsOurs(AssemblyName name) => name.Name?.StartsWith("Alliance.", StringComparison.Ordinal) == true;

    static ResourceSet? Entries(Assembly assembly, string language)
    {
        var manager = new ResourceManager($"{assembly.GetName().Name}.Resources.Words", assembly);
        return manager.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
    }
}
