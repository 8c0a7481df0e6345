using Alliance.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Engine;

/// <summary>The cases of a program: their rows and journal, their deadlines, and what waits for them.</summary>
public static class EngineSetup
{
    /// <summary>
    /// Adds cases, whose deadlines fire in this program. What the queues of the whole system could not handle is gathered here too; one
    /// program of the system does it.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, params IReadOnlyList<string> queues)
    {
        services.AddSingleton(new Part(typeof(Case).Assembly));
        services.AddScoped<Deadlines>().AddScoped<ParkedMessages>();
        services.AddSingleton<DeadlinePoller>().AddHostedService(provider => provider.GetRequiredService<DeadlinePoller>());
        return services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ParkedMessageCollector>(provider, queues));
    }
}
