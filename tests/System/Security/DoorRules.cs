using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Core.Input;
using Xunit;

namespace Alliance.SystemTests.Security;

/// <summary>What every endpoint of every service takes, found in the programs themselves: no type of request can be added that the door
/// does not look at.</summary>
public sealed class DoorRules
{
    static readonly Assembly[] Services =
    [
        typeof(Alliance.Intake.Applications.Drafts.SaveForm).Assembly, typeof(Alliance.Review.Reviews.Panels.AppointPanel).Assembly,
        typeof(Alliance.Certification.Notices.ReissueNotice).Assembly,
        typeof(Alliance.Funding.Grants.PledgeMatching).Assembly, typeof(Alliance.Monitoring.Reading.ListAlliances).Assembly,
        typeof(Alliance.Workflows.Cases.Views).Assembly,
    ];

    static readonly JsonSerializerOptions Strict = Core.Text.Json.Strict(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    // An endpoint is a lambda of Program.cs, and what it is sent is a record; a slice is none.
    static IEnumerable<Type> Sent => Services
        .SelectMany(s => s.GetTypes()).Where(t => t.FullName!.StartsWith("Program+", StringComparison.Ordinal))
        .SelectMany(t => t.GetMethods(
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .SelectMany(m => m.GetParameters()).Select(p => p.ParameterType)
        .Where(t => t.GetMethod("<Clone>$") is not null && t.Name != "Actor").Distinct();

    public static TheoryData<Type> Types => [.. Sent];

    [Fact]
    public void The_requests_of_all_services_are_found() => Assert.InRange(Sent.Count(), 40, 200);

    [Theory, MemberData(nameof(Types))]
    public void Every_text_of_a_request_has_a_greatest_length(Type type)
        => Assert.All(InputCheck.Texts(type), text => Assert.True(text.Length is > 0 and <= 100_000, $"{text.Path}: {text.Length}"));

    [Theory, MemberData(nameof(Types))]
    public void A_request_with_everything_in_it_is_taken(Type type)
    {
        var sample = Sample(type);
        Assert.Empty(InputCheck.Faults(JsonSerializer.Deserialize(sample, type, Strict)));
    }

    [Theory, MemberData(nameof(Types))]
    public void A_request_with_one_thing_in_it_that_cannot_be_meant_is_refused_with_its_place(Type type)
    {
        foreach (var (place, poisoned) in Poisoned(Sample(type)))
        {
            string? found;
            try
            {
                // What stands under a key is named as a form names it.
                found = InputCheck.Faults(JsonSerializer.Deserialize(poisoned, type, Strict)) is [var first, ..]
                    ? first.Field?.Replace("[key]", ".key", StringComparison.Ordinal) : null;
            }
            catch (JsonException e)
            {
                found = e.Path!.TrimStart('$').TrimStart('.');
            }
            Assert.True(found is not null
                && (place.StartsWith(found, StringComparison.OrdinalIgnoreCase)
                    || found.StartsWith(place, StringComparison.OrdinalIgnoreCase)),
                    $"{place} was not refused there but at {found ?? "no place"}: {poisoned.ToJsonString()}");
        }
    }

    // One value of every kind at every place.
    static JsonNode? Sample(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? Sample(inner) : type switch
    {
        _ when type == typeof(string) => "甲",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) => 2016,
        _ when type == typeof(Guid) => Guid.Empty.ToString(),
        _ when type == typeof(DateOnly) => "2016-08-21",
        _ when type == typeof(DateTimeOffset) => "2016-08-21T09:00:00+08:00",
        _ when type.IsEnum => Core.Text.Json.CamelCase(Enum.GetValues(type).GetValue(0)!.ToString()!),
        _ when type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) => type.GetGenericArguments() is [_, var value]
            ? new JsonObject { ["key"] = Sample(value) } : new JsonArray(Sample(type.GetGenericArguments()[0])),
        _ when type.IsArray => new JsonArray(Sample(type.GetElementType()!)),
        _ => new JsonObject(Sendable(type).Select(p => KeyValuePair.Create(Name(p), Sample(p.PropertyType)))),
    };

    static IEnumerable<PropertyInfo> Sendable(Type type) => type.GetProperties()
        .Where(p => p.SetMethod is not null && p.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null);

    static string Name(PropertyInfo property)
        => property.GetCustomAttribute<System.Text.Json.Serialization.JsonPropertyNameAttribute>()?.Name
            ?? Core.Text.Json.CamelCase(property.Name);

    static IEnumerable<(string Place, JsonNode Body)> Poisoned(JsonNode? sample)
    {
        foreach (var path in Paths(sample!).ToList())
            foreach (var poison in Poisons(At(sample!, path)))
            {
                var body = sample!.DeepClone();
                var parent = At(body, path[..^1]);
                if (path[^1] is string name) parent![name] = poison?.DeepClone();
                else parent![(int)path[^1]] = poison?.DeepClone();
                yield return (string.Concat(path.Select(p => p is string s ? $".{s}" : $"[{p}]")).TrimStart('.'), body);
            }
    }

    static IEnumerable<object[]> Paths(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Paths(p.Value).Select(rest => (object[])[p.Key, .. rest]).Prepend([p.Key])),
        JsonArray a => a.SelectMany((item, i) => Paths(item).Select(rest => (object[])[i, .. rest]).Prepend([i])),
        _ => [],
    };

    static JsonNode? At(JsonNode root, object[] path)
        => path.Aggregate((JsonNode?)root, (node, step) => step is string name ? node![name] : node![(int)step]);

    static IEnumerable<JsonNode?> Poisons(JsonNode? value) => value switch
    {
        // A null beside what is right: the list is one, its element is none.
        JsonArray => [new JsonArray((JsonNode?)null), "no list"],
        JsonObject => ["no object", new JsonArray()],
        JsonValue v when v.GetValueKind() == JsonValueKind.String => ["甲\0", "\u000B", "\uFFFF", "\u0085", new string('长', 100_001), 99],
        JsonValue v when v.GetValueKind() == JsonValueKind.Number => ["2016", "1.2E+04", JsonNode.Parse("1e300")],
        JsonValue => ["true", 1],
        _ => [],
    };
}
