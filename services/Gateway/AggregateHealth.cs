using Alliance.Gateway.Addresses;

namespace Alliance.Gateway;

/// <summary>The health of all of it: 200 when everything is ready, even where something waits for the broker (Degraded), 503 otherwise; and
/// each service by name.</summary>
static class AggregateHealth
{
    const string Healthy = nameof(Healthy), Degraded = nameof(Degraded);

    sealed record Readiness(string? Status);

    public static async Task<IResult> Handle(IConfiguration configuration, IHttpClientFactory clients, CancellationToken ct)
    {
        using var client = clients.CreateClient();
        client.Timeout = TimeSpan.FromSeconds(5);
        var answers = await Task.WhenAll(ServiceAddresses.Services.Select(async name => (name, status: Together(await Task.WhenAll(
            ServiceAddresses.Of(configuration, name).Select(address => Ask(client, address, name, ct)))))));
        var ready = answers.All(a => a.status is Healthy or Degraded);
        return Results.Json(new
        {
            status = !ready ? "Unhealthy" : answers.All(a => a.status == Healthy) ? Healthy
            : Degraded,
            services = answers.ToDictionary(a => a.name, a => a.status)
        },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    // One replica that is ready serves people; that another is not is worth knowing.
    static string Together(string[] replicas) => replicas.All(status => status == Healthy) ? Healthy
        : replicas.Any(status => status is Healthy or Degraded) ? Degraded : replicas[0];

    static async Task<string> Ask(HttpClient client, Uri address, string name, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address, $"/{name}/health/ready"), ct);
            return await answer.Content.ReadFromJsonAsync<Readiness>(ct) is { Status: { } status } ? status : "Unhealthy";
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException or TaskCanceledException
            && !ct.IsCancellationRequested)
        {
            return "Unreachable";
        }
    }
}
