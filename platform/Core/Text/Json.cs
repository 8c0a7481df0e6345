using System.Data;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Alliance.Core.Text;

/// <summary>One way of writing JSON everywhere: camelCase, enums as camelCase words, Chinese as Chinese.</summary>
public static class Json
{
    /// <summary>The options of answers, documents and audit; they read whatever was stored before, even what would be refused
    /// today.</summary>
    public static readonly JsonSerializerOptions Options = Lenient(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Applies the house's way of writing to other options.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new CamelCaseWords(allowNumbers: true));
        return options;
    }

    /// <summary>
    /// The options by which what is sent is read: a null where the contract has none, a number for a word or in quotation marks, and a name
    /// given twice are refused with their place. What the types cannot say, <c>InputCheck</c> does.
    /// </summary>
    public static JsonSerializerOptions Strict(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new CamelCaseWords(allowNumbers: false));
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        return options;
    }

    static JsonSerializerOptions Lenient(JsonSerializerOptions options)
    {
        options.Converters.Add(new WithoutNulls());
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

    // Lists were stored with nulls among their elements while the door let them in; they stand for nothing.
    sealed class WithoutNulls : JsonConverterFactory
    {
        public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && !type.GetGenericArguments()[0].IsValueType;

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options)
            => (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetGenericArguments()))!;

        sealed class Of<T> : JsonConverter<IReadOnlyList<T>> where T : class
        {
            public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
                => JsonSerializer.Deserialize<T?[]>(ref reader, options) is { } items ? [.. items.OfType<T>()] : null;

            public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
                => JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
        }
    }

    // A state whose type says so is written by its own name.
    sealed class CamelCaseWords(bool allowNumbers) : JsonConverterFactory
    {
        private readonly JsonStringEnumConverter _words = new(JsonNamingPolicy.CamelCase, allowNumbers);

        public override bool CanConvert(Type type) => type.IsEnum && !type.IsDefined(typeof(JsonConverterAttribute), false);

        public override JsonConverter? CreateConverter(Type type, JsonSerializerOptions options) => _words.CreateConverter(type, options);
    }

    sealed class Parameter(string json) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(IDbCommand command, string name)
            => command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Jsonb) { Value = json });
    }
}
