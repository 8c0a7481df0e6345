using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>The people of the demonstration. Only in development, and only where a list is configured: their password is printed on a
/// screen.</summary>
sealed class CreateDemoAccounts(
    UserManager<Account> accounts, RoleManager<IdentityRole> roles, IConfiguration configuration, IHostEnvironment environment)
{
    public async Task Handle(CancellationToken ct)
    {
        if (configuration["Identity:DemoAccounts"] is not { Length: > 0 } path) return;
        if (!environment.IsDevelopment()) throw new InvalidOperationException("Identity:DemoAccounts is for development only.");
        var password = configuration["Identity:DemoPassword"]
            ?? throw new InvalidOperationException("Identity:DemoPassword is not configured.");

        await using var file = File.OpenRead(path);
        var list = await JsonSerializer.DeserializeAsync<List<ListedAccount>>(file, JsonSerializerOptions.Web, ct)
            ?? throw new InvalidOperationException($"{path} lists no accounts.");
        var shared = await NewPassword.Of(accounts, password);
        foreach (var listed in list) await CreateAccount.Handle(accounts, roles, listed, shared);
    }
}
