using System.Reflection;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Text;
using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Alliance.Core.Messaging;

/// <summary>One queue a service, behind inbox and outbox.</summary>
public static class MessagingSetup
{
    const int Concurrency = 16;

    // Many more than are handled at once: a case seldom waits for a stranger.
    const int Partitions = 251;

    // A day; long before, the service lets go of its queue (OutagePause), and a process that is stopped leaves the message with the broker.
    static readonly TimeSpan[] ThroughAnOutage =
        [.. new[] { 0.1, 0.5, 1, 2 }.Select(TimeSpan.FromSeconds),
            .. Enumerable.Repeat(TimeSpan.FromSeconds(5), (int)TimeSpan.FromDays(1).TotalSeconds / 5)];

    /// <summary>Connects the service to the broker: its consumers and state machines answer on the queue of its name.</summary>
    public static void AddMessaging(this IHostApplicationBuilder builder, string queue, Action<IBusRegistrationConfigurator> register)
    {
        var broker = new Uri(builder.Configuration["RabbitMq:Uri"]
            ?? throw new InvalidOperationException("RabbitMq:Uri is not configured."));
        builder.Services.AddScoped<IOutboxContextFactory<Session>, InboxContextFactory>();
        builder.Services.AddSingleton<IConnectionFactory>(new ConnectionFactory
        {
            Uri = broker,
            AutomaticRecoveryEnabled = false, // the publisher drops and reopens; two kinds of recovery would fight
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
        });
        builder.Services.AddTransient<BrokerPublisher>();
        // Two, each with its connections: what is committed while one waits for the confirms of its batch leaves through the other.
        for (var i = 0; i < 2; i++)
            builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<OutboxDispatcher>(services));
        builder.Services.AddHostedService<InboxCleaner>();
        builder.Services.AddScoped<LetterWriter>();
        builder.Services.AddSingleton<OutagePause>().AddHostedService(services => services.GetRequiredService<OutagePause>());
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry(); // a bureau's system tells nobody outside about itself
            bus.ConfigureHealthCheckOptions(health => health.Tags.Add("bus")); // without the tag of readiness, which has a check of its own
            register(bus);
            bus.ReplaceScoped<IScopedBusContextProvider<IBus>, ScopedBusContextProvider>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker);
                rabbit.ConfigureJsonSerializerOptions(Json.Configure);
                CorrelateByCase(rabbit);
                rabbit.ReceiveEndpoint(queue, endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    endpoint.PrefetchCount = 32;
                    endpoint.ConcurrentMessageLimit = Concurrency;
                    var outage = context.GetRequiredService<OutagePause>();
                    endpoint.ConnectReceiveEndpointObserver(outage);
                    endpoint.UseExecute(DeliveredTooOftenException.Check);
                    // One message of a case at a time, in the order of arrival: a second one would only wait for the case's row, on a
                    // connection of its own.
                    endpoint.UsePartitioner(Partitions, message => message.CorrelationId ?? message.MessageId ?? Guid.Empty);
                    // While the database is away no message can succeed, and none is to blame.
                    endpoint.UseMessageRetry(retry =>
                    {
                        retry.Handle<Exception>(outage.Explains);
                        retry.Intervals(ThroughAnOutage);
                    });
                    // Short and bounded: what does not succeed within seconds belongs in the error queue, where people see it.
                    endpoint.UseMessageRetry(retry =>
                    {
                        retry.Ignore<Exception>(Outage.Is);
                        retry.Intervals(20, 100, 500, 2000);
                    });
                    endpoint.UseInbox(context);
                    endpoint.ConfigureConsumers(context);
                    endpoint.ConfigureSagas(context);
                });
            });
        });
        builder.Services.AddHealthChecks().AddCheck<BrokerHealth>("broker", tags: [Readiness.Tag]);
        builder.Services.AddSingleton<BrokerHealth>();
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(60);
            // What is in hand is finished; what cannot be, because the database is away, goes back to the broker.
            options.ConsumerStopTimeout = TimeSpan.FromSeconds(8);
            options.StopTimeout = TimeSpan.FromSeconds(12);
        });
    }

    /// <summary>The first key a contract declares is its case; it orders the outbox and joins the traces.</summary>
    static void CorrelateByCase(IRabbitMqBusFactoryConfigurator rabbit)
    {
        var set = typeof(MessagingSetup).GetMethod(nameof(Correlate), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var contract in typeof(ApplicationSubmitted).Assembly.GetTypes())
            if (CaseKey(contract) is { } key)
                set.MakeGenericMethod(contract).Invoke(null, [rabbit, key]);
    }

    static void Correlate<T>(IRabbitMqBusFactoryConfigurator rabbit, PropertyInfo key) where T : class
    {
        var read = key.GetMethod!.CreateDelegate<Func<T, Guid>>();
        rabbit.SendTopology.UseCorrelationId(read);
    }

    /// <summary>The property that names the case of a contract, or null where the type is not a message.</summary>
    internal static PropertyInfo? CaseKey(Type contract)
        => contract.GetConstructors().FirstOrDefault()?.GetParameters().FirstOrDefault() is { ParameterType: var type, Name: { } name }
            && type == typeof(Guid)
            ? contract.GetProperty(name)
            : null;
}
