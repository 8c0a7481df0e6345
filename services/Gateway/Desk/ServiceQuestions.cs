using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Polly;

namespace Alliance.Gateway.Desk;

/// <summary>What one service answered.</summary>
/// <param name="Service">Which.</param>
/// <param name="Value">Null where it did not answer in time, and where it refused.</param>
/// <param name="Refused">True where it answered that this is not for the person to ask.</param>
public sealed record Answered<T>(string Service, T? Value, bool Refused = false) where T : class
{
    /// <summary>True where it did not answer in time.</summary>
    public bool Away => Value is null && !Refused;
}

/// <summary>
/// Asks the services for one person, side by side and with the person's own token, so that each judges their rights itself. One that does
/// not answer in time is away; the others are not held up.
/// </summary>
sealed class ServiceQuestions(IHttpClientFactory clients, AccessTokens tokens, ILogger<ServiceQuestions> log)
{
    /// <summary>The services that people work in.</summary>
    public static readonly string[] Asked = ["intake", "review", "certification", "funding", "monitoring", "workflows"];

    /// <summary>The client that waits for a service no longer than a person looking at a page.</summary>
    public static string ClientOf(string service) => $"desk:{service}";

    /// <summary>Asks each of the services for what stands at its path; nothing where the person is not signed in.</summary>
    public async Task<IReadOnlyList<Answered<T>>> AskAll<T>(HttpContext http, string path, CancellationToken ct) where T : class
    {
        if (await tokens.For(http) is not { } token) return [];
        return await Task.WhenAll(Asked.Select(service => Answer<T>(token, service, $"/{service}{path}", ct)));
    }

    /// <summary>Asks one of them; null where it does not answer in time, or the person is not signed in.</summary>
    public async Task<T?> Ask<T>(HttpContext http, string service, string path, CancellationToken ct) where T : class
        => await tokens.For(http) is { } token ? (await Answer<T>(token, service, $"/{service}{path}", ct)).Value : null;

    async Task<Answered<T>> Answer<T>(string token, string service, string path, CancellationToken ct) where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Languages.Pass(request);
            using var answer = await clients.CreateClient(ClientOf(service)).SendAsync(request, ct);
            if (answer.StatusCode == HttpStatusCode.Forbidden) return new(service, null, Refused: true);
            answer.EnsureSuccessStatusCode();
            return new(service, await answer.Content.ReadFromJsonAsync<T>(Json.Options, ct));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ExecutionRejectedException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning("{Service} did not answer {Path}: {Reason}", service, path, e.Message);
            return new(service, null);
        }
    }
}

static class DeskSetup
{
    /// <summary>What is composed of the answers of all services.</summary>
    public static void AddDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache().AddScoped<ServiceQuestions>().AddScoped<MyWork>()
            .AddScoped<ListFigures>().AddScoped<ExportFigures>().AddPrinting();
        foreach (var service in ServiceQuestions.Asked)
        {
            Uri[] replicas = [.. ServiceAddresses.Of(builder.Configuration, service)];
            var client = builder.Services.AddHttpClient(ServiceQuestions.ClientOf(service), client => client.BaseAddress = replicas[0]);
            client.AddStandardResilienceHandler(options =>
            {
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(1);
                // Shorter than the whole, or what hangs would never count as a failure of the service's.
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(0.8);
                options.Retry.MaxRetryAttempts = replicas.Length;
                options.Retry.Delay = TimeSpan.Zero;
                // A service that hangs holds up two readers, not everybody; what it answered before does not speak for it.
                options.CircuitBreaker.MinimumThroughput = 2;
                options.CircuitBreaker.FailureRatio = 0.5;
                options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(2);
                options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(10);
            });
            client.AddHttpMessageHandler(() => new EachInTurn(replicas));
        }
    }
}
