using System.Collections.Concurrent;
using Alliance.Core.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Web;

/// <summary>Without its database a service is not ready.</summary>
sealed class DatabaseHealth(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}

/// <summary>A change of health is a line in the log; being asked is not.</summary>
sealed class HealthLog(ILogger<HealthLog> log) : IHealthCheckPublisher
{
    readonly ConcurrentDictionary<string, HealthStatus> _last = [];

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
        {
            var before = _last.TryGetValue(name, out var last) ? last : HealthStatus.Healthy;
            _last[name] = entry.Status;
            if (entry.Status == before) continue;
            log.Log(entry.Status == HealthStatus.Healthy ? LogLevel.Information : LogLevel.Warning, "{Part} is {Status}. {Description}",
                name, entry.Status, entry.Description);
        }
        return Task.CompletedTask;
    }
}

/// <summary>The answer of the readiness address: the whole and each part, without inward detail.</summary>
static class HealthAnswer
{
    public static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        parts = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), description = e.Value.Description }),
    }, Json.Options, http.RequestAborted);
}
