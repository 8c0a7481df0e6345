using Xunit;

namespace Alliance.SystemTests.Api;

/// <summary>The OpenAPI documents say what is so, for every service.</summary>
[Collection(nameof(LooksAtEverything))]
public sealed class DocumentTests(RunningSystem system)
{
    [Fact]
    public async Task Every_service_describes_itself_as_OpenAPI_3_1()
    {
        foreach (var (service, document) in await system.Documents())
        {
            Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
            Assert.Equal($"/{service}", document.GetProperty("servers")[0].GetProperty("url").GetString());
        }
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_and_says_what_it_does()
    {
        var operations = await system.Operations();
        Assert.True(operations.Count > 120, $"Only {operations.Count} operations were found.");
        var nameless = operations.Where(o => o.Id.Length == 0 || !o.Definition.TryGetProperty("summary", out var summary)
            || summary.GetString() is not { Length: > 10 }).Select(o => $"{o}: nameless");
        var doubled = operations.GroupBy(o => (o.Service, o.Id)).Where(g => g.Key.Id.Length > 0 && g.Count() > 1)
            .SelectMany(g => g.Select(o => $"{o}: also called {o.Id}"));

        string[] wrong = [.. nameless, .. doubled];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_operation_says_what_it_answers()
    {
        var wrong = new List<string>();
        foreach (var operation in await system.Operations())
        {
            var responses = operation.Definition.GetProperty("responses");
            var success = responses.EnumerateObject().Where(r => r.Name[0] == '2').ToList();
            if (success.Count == 0) wrong.Add($"{operation}: no success");
            if (operation.Method == "GET"
                && !success.Any(r => r.Value.TryGetProperty("content", out var content) && content.EnumerateObject().Any()))
                wrong.Add($"{operation}: answers nothing");
            if (operation.Definition.TryGetProperty("security", out var security) && security.GetArrayLength() > 0
                && !(responses.TryGetProperty("401", out _) && responses.TryGetProperty("403", out _)))
                wrong.Add($"{operation}: needs a token and does not say 401 and 403");
            foreach (var response in responses.EnumerateObject().Where(r => r.Name[0] is '4' or 'd'))
                if (!response.Value.TryGetProperty("content", out var content) || content.GetProperty("application/problem+json")
                    .GetProperty("schema").GetProperty("$ref").GetString() != "#/components/schemas/Problem")
                    wrong.Add($"{operation}: {response.Name} is no Problem");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
