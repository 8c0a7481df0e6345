using Alliance.Web.Security;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Alliance.Identity.Accounts;

/// <summary>
/// Ends what is open under an account, in every browser: the sessions here at once, and the tokens with which the gateway would renew its
/// own. An access token that was handed out lives on for its few minutes.
/// </summary>
sealed class EndSessions(UserManager<Account> accounts, SessionStore sessions, IOpenIddictTokenManager tokens)
{
    /// <param name="account">Whose.</param>
    /// <param name="but">The request whose session goes on; null: none does.</param>
    /// <param name="ct">Ends the work.</param>
    public async Task Of(Account account, HttpContext? but, CancellationToken ct)
    {
        CreateAccount.Expect(await accounts.UpdateSecurityStampAsync(account));
        await sessions.EndAllOf(account.Id, but, ct);
        await tokens.RevokeBySubjectAsync(account.Id, ct);
    }
}
