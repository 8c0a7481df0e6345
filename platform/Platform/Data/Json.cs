using System.Data;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Alliance.Platform.Data;

/// <summary>One way of writing JSON everywhere: camelCase, enums as camelCase words, Chinese as Chinese.</summary>
public static class Json
{
    /// <summary>The options of API, documents and audit.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the house's way of writing to other options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    /// <summary>A word as the API writes it.</summary>
    public static string CamelCase(string word) => JsonNamingPolicy.CamelCase.ConvertName(word);

    /// <summary>A jsonb parameter.</summary>
    public static SqlMapper.ICustomQueryParameter Of<T>(T value) => new Parameter(Write(value));

    /// <summary>The value as text.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The value of a jsonb column read as text.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");

    sealed class Parameter(string json) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(IDbCommand command, string name)
            => command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Jsonb) { Value = json });
    }
}
