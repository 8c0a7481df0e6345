using Alliance.Contracts;
using Dapper;
using MassTransit;
using Npgsql;

namespace Alliance.SystemTests;

/// <summary>Says commands to a service as the workflow host would; for tests of one service that do not walk the whole road to
/// it.</summary>
public sealed class Commands(RunningSystem system) : IAsyncDisposable
{
    IBusControl? _bus;

    /// <summary>Sends the command to the service that answers it.</summary>
    public async Task Send<T>(T command) where T : class
    {
        var bus = await Connected();
        // The exchange, not the queue: a queue would be declared anew here, with other arguments than the service gave it.
        var service = Contracts.Commands.AddressOf(typeof(T)).AbsolutePath;
        await (await bus.GetSendEndpoint(new Uri($"exchange:{service}"))).Send(command);
    }

    /// <summary>Tells everybody what a service would tell; the first key of a contract is its case, as the services say it.</summary>
    public async Task Tell<T>(T @event) where T : class
    {
        var key = typeof(T).GetProperty(typeof(T).GetConstructors()[0].GetParameters()[0].Name!)!;
        await (await Connected()).Publish(@event, context => context.CorrelationId = (Guid)key.GetValue(@event)!);
    }

    async Task<IBusControl> Connected()
    {
        if (_bus is null)
        {
            var broker = (await system.Alliance).BrokerAddress;
            _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
            {
                rabbit.Host(broker);
                rabbit.ConfigureJsonSerializerOptions(Core.Text.Json.Configure);
            });
            await _bus.StartAsync();
        }
        return _bus;
    }

    /// <summary>Waits until the service put on record that it took this step for the case, so many times; what it ignores on purpose is on
    /// record too.</summary>
    public async Task Answered(string service, Guid caseId, string what, int times = 1)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices[service].Owner);
        await system.Eventually(() =>
            database.ExecuteScalarAsync<int>("select count(*) from audit where case_id = @caseId and what in (@what, 'Ignored' || @what)",
                new { caseId, what }), count => count >= times);
    }

    /// <summary>An application of this lead unit as services hear of it.</summary>
    public static ApplicationSummary ApplicationOf(string account, string coreName)
    {
        var unit = TestApplicants.Accounts.Single(a => a.Account == account).Unit!;
        var lead = new Unit(unit.Name, unit.CreditCode);
        return new($"昆明{coreName}产业技术创新战略联盟", "新材料", "研发合作", lead,
            [lead, .. TestApplicants.Accounts.Where(a => a.Account != account).Take(3)
                .Select(a => new Unit(a.Unit!.Name, a.Unit.CreditCode))], "KM-TEST-0001", "kunming-2016.1");
    }

    public async ValueTask DisposeAsync()
    {
        if (_bus is not null) await _bus.StopAsync();
    }
}
