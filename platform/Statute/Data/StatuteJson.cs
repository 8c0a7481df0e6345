using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Alliance.Statute.Data;

/// <summary>How the library reads and writes its own JSON: strict, so that a misspelt or repeated name is a fault and never silently
/// ignored.</summary>
public static class StatuteJson
{
    /// <summary>camelCase names, enums as camelCase words, unknown and repeated names refused.</summary>
    public static readonly JsonSerializerOptions Options = Strict();

    static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            WriteIndented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>The library's own data files, which travel inside the assembly.</summary>
static class EmbeddedFiles
{
    /// <summary>Every file under a folder, in the order of its name, with its text.</summary>
    public static IEnumerable<(string Name, string Text)> Under(string folder)
    {
        var assembly = typeof(EmbeddedFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
            yield return (name[folder.Length..], Read(name));
    }

    /// <summary>The text of one file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly does not contain {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
