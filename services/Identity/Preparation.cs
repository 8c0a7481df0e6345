using Alliance.Identity.Accounts;
using Alliance.Identity.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Alliance.Identity;

/// <summary>Clients and first accounts, before the first request; one replica at a time.</summary>
sealed class Preparation(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountDatabase>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtextextended('identity-preparation', 0))",
            cancellationToken);
        await scope.ServiceProvider.GetRequiredService<RegisterClients>().Handle(cancellationToken);
        await scope.ServiceProvider.GetRequiredService<CreateFirstAdministrator>().Handle();
        await scope.ServiceProvider.GetRequiredService<CreateDemoAccounts>().Handle(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
