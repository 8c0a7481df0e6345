using Alliance.Core.Security;
using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>An account as configuration files and lists name it.</summary>
/// <param name="Account">The account name.</param>
/// <param name="DisplayName">The name people read.</param>
/// <param name="Roles">Roles of the procedure.</param>
/// <param name="Unit">单位, null for staff.</param>
public sealed record ListedAccount(string Account, string DisplayName, IReadOnlyList<string> Roles, Contracts.Unit? Unit);

/// <summary>Makes an account, or brings an existing one to what the list says; the password of an existing one stays.</summary>
static class CreateAccount
{
    public static async Task Handle(UserManager<Account> accounts, RoleManager<IdentityRole> roles, ListedAccount listed, string password)
    {
        if (listed.Roles.Except(Roles.All).ToList() is { Count: > 0 } unknown)
            throw new InvalidOperationException($"Account {listed.Account} has unknown roles: {string.Join(", ", unknown)}.");
        foreach (var role in listed.Roles)
            if (!await roles.RoleExistsAsync(role)) Expect(await roles.CreateAsync(new IdentityRole(role)));

        var account = await accounts.FindByNameAsync(listed.Account);
        var isNew = account is null;
        account ??= new Account { UserName = listed.Account };
        account.DisplayName = listed.DisplayName;
        account.UnitName = listed.Unit?.Name;
        account.UnitCode = listed.Unit?.CreditCode;
        Expect(isNew ? await accounts.CreateAsync(account, password) : await accounts.UpdateAsync(account));

        var held = await accounts.GetRolesAsync(account);
        Expect(await accounts.RemoveFromRolesAsync(account, held.Except(listed.Roles)));
        Expect(await accounts.AddToRolesAsync(account, listed.Roles.Except(held)));
    }

    static void Expect(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }
}
