using Alliance.Core.Security;
using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>An account as configuration files and lists name it.</summary>
/// <param name="Account">The account name.</param>
/// <param name="DisplayName">The name people read.</param>
/// <param name="Roles">Roles of the procedure.</param>
/// <param name="Unit">单位, null for staff.</param>
public sealed record ListedAccount(string Account, string DisplayName, IReadOnlyList<string> Roles, Contracts.Unit? Unit);

/// <summary>A password that may be set, hashed: a hash is made to cost time, and accounts of one password are made in one go.</summary>
sealed record NewPassword(string Hash)
{
    /// <summary>The password, if it keeps the rules for passwords.</summary>
    public static async Task<NewPassword> Of(UserManager<Account> accounts, string password)
    {
        foreach (var rule in accounts.PasswordValidators) CreateAccount.Expect(await rule.ValidateAsync(accounts, new(), password));
        return new(accounts.PasswordHasher.HashPassword(new(), password));
    }
}

/// <summary>Makes an account, or brings an existing one to what the list says; the password of an existing one stays.</summary>
static class CreateAccount
{
    public static async Task Handle(
        UserManager<Account> accounts, RoleManager<IdentityRole> roles, ListedAccount listed, NewPassword password)
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
        if (isNew) account.PasswordHash = password.Hash;
        Expect(isNew ? await accounts.CreateAsync(account) : await accounts.UpdateAsync(account));

        var held = await accounts.GetRolesAsync(account);
        Expect(await accounts.RemoveFromRolesAsync(account, held.Except(listed.Roles)));
        Expect(await accounts.AddToRolesAsync(account, listed.Roles.Except(held)));
    }

    internal static void Expect(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(' ', result.Errors.Select(e => e.Description)));
    }
}
