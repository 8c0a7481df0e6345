using Alliance.Core.Security;
using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>The account with which a new installation begins: <c>Identity:Administrator:Account</c> and <c>:Password</c>. Does nothing once
/// it exists.</summary>
sealed class CreateFirstAdministrator(UserManager<Account> accounts, RoleManager<IdentityRole> roles, IConfiguration configuration)
{
    public async Task Handle()
    {
        if (configuration["Identity:Administrator:Account"] is not { Length: > 0 } name
            || await accounts.FindByNameAsync(name) is not null) return;
        var password = configuration["Identity:Administrator:Password"]
            ?? throw new InvalidOperationException("Identity:Administrator:Password is not configured.");
        await CreateAccount.Handle(accounts, roles, new(name, "系统管理员", [Roles.Administrator], null),
            await NewPassword.Of(accounts, password));
    }
}
