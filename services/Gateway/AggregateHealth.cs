using Alliance.Gateway.Proxy;

namespace Alliance.Gateway;

/// <summary>The health of all of it: 200 when everything is ready, 503 otherwise, and each service by name.</summary>
static class AggregateHealth
{
    public static async Task<IResult> Handle(IConfiguration configuration, IHttpClientFactory clients, CancellationToken ct)
    {
        using var client = clients.CreateClient();
        client.Timeout = TimeSpan.FromSeconds(5);
        var answers = await Task.WhenAll(ServiceProxy.Services.Select(async name => (name, status: await Ask(client, ServiceProxy.Addresses(configuration, name).First(), name, ct))));
        var healthy = answers.All(a => a.status == "Healthy");
        return Results.Json(new { status = healthy ? "Healthy" : "Unhealthy", services = answers.ToDictionary(a => a.name, a => a.status) },
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    static async Task<string> Ask(HttpClient client, Uri address, string name, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address, $"/{name}/health/ready"), ct);
            return answer.IsSuccessStatusCode ? "Healthy" : "Unhealthy";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return "Unreachable";
        }
    }
}
