using Alliance.Core.Data;
using MassTransit;
using MassTransit.Clients;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Transports;

namespace Alliance.Core.Messaging;

/// <summary>Outside a consumer (a page, an endpoint) the scope's IPublishEndpoint and ISendEndpointProvider write to the session's
/// outbox.</summary>
sealed class ScopedBusContextProvider(IBus bus, Session session, IServiceProvider services,
    Bind<IBus, IClientFactory> clients, Bind<IBus, IScopedConsumeContextProvider> consuming, IScopedConsumeContextProvider consumingAny)
    : IScopedBusContextProvider<IBus>
{
    public ScopedBusContext Context { get; } =
        consuming.Value.HasContext ? new ConsumeContextScopedBusContext(consuming.Value.GetContext(), clients.Value)
        : consumingAny.HasContext ? new ConsumeContextScopedBusContext(consumingAny.GetContext(), clients.Value)
        : new SessionBusContext(bus, session, services, clients.Value);

    sealed class SessionBusContext(IBus bus, Session session, IServiceProvider services, IClientFactory clients)
        : ScopedBusContext, OutboxSendContext
    {
        public ISendEndpointProvider SendEndpointProvider => new OutboxSendEndpointProvider(this, bus);
        public IPublishEndpoint PublishEndpoint => new PublishEndpoint(new OutboxPublishEndpointProvider(this, bus));
        public IScopedClientFactory ClientFactory => new ScopedClientFactory(clients, null);
        public object? GetService(Type serviceType) => services.GetService(serviceType);
        public Task AddSend<T>(SendContext<T> context) where T : class => Outgoing.Keep(session, context);
    }
}
