using Alliance.Core.Rules;
using Alliance.Core.Security;
using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>
/// Somebody sets a new password for their own account. Whoever knew the old one is out: every other session ends, this one goes on.
/// </summary>
[ForSignedIn]
sealed class ChangePassword(UserManager<Account> accounts, SignInManager<Account> signIn, EndSessions others)
{
    /// <summary>Longer ones are refused at the door of the page: hashing must not become work that strangers order.</summary>
    public const int Longest = 200;

    /// <param name="account">Whose.</param>
    /// <param name="old">The one that holds; wrong ones count as at the sign-in page.</param>
    /// <param name="chosen">The new one.</param>
    /// <param name="again">The new one, typed once more.</param>
    /// <param name="http">The request; its session goes on.</param>
    public async Task<Refusal?> Handle(Account account, string? old, string? chosen, string? again, HttpContext http)
    {
        if (await accounts.IsLockedOutAsync(account))
            return Refusal.Conflict($"密码多次输错，账号已暂时锁定，请稍后再试");
        if (string.IsNullOrEmpty(old) || !await accounts.CheckPasswordAsync(account, old))
        {
            // Two at once: whoever comes second is told so, and nothing is decided for them.
            var counted = await accounts.AccessFailedAsync(account);
            if (counted.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)))
                return Refusal.Conflict($"账号刚刚有其他操作，请再试一次");
            CreateAccount.Expect(counted);
            return Refusal.Invalid($"当前密码不正确", field: "old");
        }
        if (WhyNot(old, chosen, again, account.UserName!) is { } refused) return refused;
        foreach (var rule in accounts.PasswordValidators)
            if (!(await rule.ValidateAsync(accounts, account, chosen!)).Succeeded)
                return Refusal.Invalid($"新密码至少 {accounts.Options.Password.RequiredLength} 个字符，并同时含有小写字母和数字", field: "chosen");
        CreateAccount.Expect(await accounts.ChangePasswordAsync(account, old, chosen!));
        CreateAccount.Expect(await accounts.ResetAccessFailedCountAsync(account));
        await others.Of(account, http, http.RequestAborted);
        await signIn.RefreshSignInAsync(account);
        return null;
    }

    /// <summary>Why a new password is not taken, as far as it can be told without asking anybody.</summary>
    internal static Refusal? WhyNot(string old, string? chosen, string? again, string account)
        => string.IsNullOrEmpty(chosen) ? Refusal.Invalid($"请输入新密码", field: "chosen")
        : chosen.Length > Longest ? Refusal.Invalid($"新密码不能超过 {Longest} 个字符", field: "chosen")
        : chosen == old ? Refusal.Invalid($"新密码与当前密码相同，请换一个", field: "chosen")
        : chosen.Contains(account, StringComparison.OrdinalIgnoreCase) ? Refusal.Invalid($"新密码不能包含账号", field: "chosen")
        : chosen != again ? Refusal.Invalid($"两次输入的新密码不一致", field: "again")
        : null;
}
