using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Gateway.Addresses;
using Polly;

namespace Alliance.Gateway.Portal;

/// <summary>An annual call, as Intake tells the public.</summary>
public sealed record PublicCall(Guid CallId, int Year, string Title, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Open);

/// <summary>A public notice, as Certification tells the public.</summary>
public sealed record PublicNotice(
    Guid NoticeId,
    string Kind,
    string Title,
    DateOnly PublishedOn,
    DateOnly? LastDay,
    DateOnly NominalLastDay,
    DateTimeOffset? ClosesAt,
    bool Provisional,
    string State);

/// <summary>A recognised alliance, as the registry tells the public.</summary>
public sealed record RegisteredAlliance(
    string Name, JsonElement LeadUnit, string DocumentNumber, string CertificateNumber, DateOnly RecognisedOn, AllianceStatus Status)
{
    /// <summary>The lead unit's name, whether the service tells it alone or with its credit code.</summary>
    public string LeadName => LeadUnit.ValueKind == JsonValueKind.Object ? LeadUnit.GetProperty("name").GetString()
        ?? "" : LeadUnit.GetString() ?? "";
}

/// <summary>
/// What the portal shows, asked from the services that own it. A service that does not answer within moments leaves its part of the page
/// empty, and the page says so; it never shows yesterday's list as today's.
/// </summary>
public sealed class PublicInformation(IHttpClientFactory clients, ILogger<PublicInformation> log)
{
    /// <summary>Calls, open ones first; null when Intake does not answer.</summary>
    public Task<List<PublicCall>?> Calls(CancellationToken ct) => Ask<PublicCall>("intake", "/intake/api/calls", ct);

    /// <summary>Notices whose period runs; null when Certification does not answer.</summary>
    public Task<List<PublicNotice>?> Notices(CancellationToken ct)
        => Ask<PublicNotice>("certification", "/certification/api/notices?current=true", ct);

    /// <summary>Recognised alliances by name; null when Certification does not answer.</summary>
    public Task<List<RegisteredAlliance>?> Registry(string? search, CancellationToken ct)
        => Ask<RegisteredAlliance>("certification", $"/certification/api/registry?q={Uri.EscapeDataString(search ?? "")}", ct);

    async Task<List<T>?> Ask<T>(string service, string path, CancellationToken ct)
    {
        try
        {
            return await clients.CreateClient(service).GetFromJsonAsync<List<T>>(path, Json.Options, ct);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException or ExecutionRejectedException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning("The portal could not get {Path}: {Reason}", path, e.Message);
            return null;
        }
    }
}

/// <summary>The portal's connections to the services, with little patience: a visitor waits for the slowest.</summary>
static class PublicInformationSetup
{
    public static void AddPublicInformation(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        builder.Services.AddScoped<PublicInformation>();
        builder.Services.AddScoped<Destination>();
        foreach (var service in ServiceAddresses.Services)
        {
            Uri[] replicas = [.. ServiceAddresses.Of(builder.Configuration, service)];
            var client = builder.Services.AddHttpClient(service, client => client.BaseAddress = replicas[0]);
            client.AddStandardResilienceHandler(options =>
                {
                    options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(2);
                    options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(4);
                    options.Retry.MaxRetryAttempts = replicas.Length;
                    options.Retry.Delay = TimeSpan.FromMilliseconds(200);
                    options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
                    options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
                });
            client.AddHttpMessageHandler(() => new EachInTurn(replicas));
        }
    }
}
