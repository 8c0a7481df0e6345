using System.Net.Http.Headers;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Polly;

namespace Alliance.Gateway.Desk;

/// <summary>What one service answered.</summary>
/// <param name="Service">Which.</param>
/// <param name="Value">Null where it did not answer in time.</param>
public sealed record Answered<T>(string Service, T? Value) where T : class;

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
        return await Task.WhenAll(Asked.Select(async service =>
            new Answered<T>(service, await Ask<T>(token, service, $"/{service}{path}", ct))));
    }

    /// <summary>Asks one of them; null where it does not answer in time, or the person is not signed in.</summary>
    public async Task<T?> Ask<T>(HttpContext http, string service, string path, CancellationToken ct) where T : class
        => await tokens.For(http) is { } token ? await Ask<T>(token, service, $"/{service}{path}", ct) : null;

    async Task<T?> Ask<T>(string token, string service, string path, CancellationToken ct) where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            Languages.Pass(request);
            using var answer = await clients.CreateClient(ClientOf(service)).SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadFromJsonAsync<T>(Json.Options, ct);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ExecutionRejectedException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning("{Service} did not answer {Path}: {Reason}", service, path, e.Message);
            return null;
        }
    }
}

static class DeskSetup
{
    /// <summary>What is composed of the answers of all services.</summary>
    public static void AddDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache().AddScoped<ServiceQuestions>().AddScoped<MyWork>();
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
