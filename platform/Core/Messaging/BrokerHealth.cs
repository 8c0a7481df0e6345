using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Alliance.Core.Messaging;

/// <summary>
/// Without the broker a service still serves people: what they do stands in its database and leaves when the broker is back. Only while it
/// starts is a service without broker not ready, so that nobody takes it for complete before its queue exists.
/// </summary>
sealed class BrokerHealth(IBusControl bus) : IHealthCheck
{
    static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    readonly long _started = TimeProvider.System.GetTimestamp();
    volatile bool _connectedOnce;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Check());

    HealthCheckResult Check()
    {
        if (bus.CheckHealth().Status == BusHealthStatus.Healthy)
        {
            _connectedOnce = true;
            return HealthCheckResult.Healthy();
        }
        return _connectedOnce || TimeProvider.System.GetElapsedTime(_started) > LongestStart
            ? HealthCheckResult.Degraded("The broker does not answer. What people do is kept and leaves when it is back.")
            : HealthCheckResult.Unhealthy("Not connected to the broker yet.");
    }
}
