using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Gateway.Addresses;
using Alliance.Gateway.Session;
using Polly;

namespace Alliance.Gateway.Desk;

/// <summary>What one service had for the person.</summary>
/// <param name="Service">Which.</param>
/// <param name="Value">Null where it did not answer in time, or has nothing for this person.</param>
/// <param name="IsAway">True where it did not answer in time.</param>
public sealed record Looked<T>(string Service, T? Value, bool IsAway) where T : class;

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
    public Task<IReadOnlyList<Looked<T>>> AskAll<T>(HttpContext http, string path, CancellationToken ct) where T : class
        => Look<T>(http, Asked.Select(service => (service, path)), ct);

    /// <summary>Asks one of them; null where it does not answer in time, or the person is not signed in.</summary>
    public async Task<T?> Ask<T>(HttpContext http, string service, string path, CancellationToken ct) where T : class
        => await tokens.For(http) is { } token ? (await Look<T>(token, service, $"/{service}{path}", ct)).Value : null;

    /// <summary>Asks for what there may be nothing of: that a thing does not exist, or not for this person, is an answer.</summary>
    /// <param name="http">The person's request.</param>
    /// <param name="asked">Which service at which path, below its prefix.</param>
    /// <param name="ct">Ends the questions.</param>
    public async Task<IReadOnlyList<Looked<T>>> Look<T>(
        HttpContext http, IEnumerable<(string Service, string Path)> asked, CancellationToken ct) where T : class
    {
        if (await tokens.For(http) is not { } token) return [];
        return await Task.WhenAll(asked.Select(one => Look<T>(token, one.Service, $"/{one.Service}{one.Path}", ct)));
    }

    async Task<Looked<T>> Look<T>(string token, string service, string path, CancellationToken ct) where T : class
    {
        try
        {
            using var request = For(token, path);
            using var answer = await clients.CreateClient(ClientOf(service)).SendAsync(request, ct);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden) return new(service, null, false);
            answer.EnsureSuccessStatusCode();
            return new(service, await answer.Content.ReadFromJsonAsync<T>(Json.Options, ct), false);
        }
        catch (Exception e) when (IsAway(e, ct))
        {
            log.LogWarning("{Service} did not answer {Path}: {Reason}", service, path, e.Message);
            return new(service, null, true);
        }
    }

    /// <summary>The client that waits for a file as long as its making takes.</summary>
    public static string FilesOf(string service) => $"desk-files:{service}";

    /// <summary>
    /// Opens a file of a service for the person; null where the service does not answer. The caller looks at the status, reads the content
    /// as it comes, and closes it.
    /// </summary>
    public async Task<HttpResponseMessage?> Open(HttpContext http, string service, string path, CancellationToken ct)
    {
        if (await tokens.For(http) is not { } token) return null;
        try
        {
            using var request = For(token, $"/{service}{path}");
            return await clients.CreateClient(FilesOf(service)).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Exception e) when (IsAway(e, ct))
        {
            log.LogWarning("{Service} did not answer {Path}: {Reason}", service, path, e.Message);
            return null;
        }
    }

    static HttpRequestMessage For(string token, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Languages.Pass(request);
        return request;
    }

    static bool IsAway(Exception e, CancellationToken ct) => e is HttpRequestException or JsonException or ExecutionRejectedException
        || (e is OperationCanceledException && !ct.IsCancellationRequested);
}

static class DeskSetup
{
    /// <summary>What is composed of the answers of all services.</summary>
    public static void AddDesk(this WebApplicationBuilder builder)
    {
        builder.Services.AddMemoryCache().AddScoped<ServiceQuestions>().AddScoped<MyWork>()
            .AddScoped<ListFigures>().AddScoped<ExportFigures>().AddPrinting();
        builder.Services.AddScoped<AllianceWhole>().AddScoped<WholeDossier>();
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
            // A dossier is printed and packed while it is sent; only its beginning is waited for.
            builder.Services.AddHttpClient(ServiceQuestions.FilesOf(service), files =>
            {
                files.BaseAddress = replicas[0];
                files.Timeout = TimeSpan.FromSeconds(20);
            }).AddHttpMessageHandler(() => new EachInTurn(replicas));
        }
    }
}
