using Microsoft.AspNetCore.Identity;

namespace Alliance.Identity.Accounts;

/// <summary>A person who signs in. The account name is the person's key in every service.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>The name people read.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>单位, for applicants and members.</summary>
    public string? UnitName { get; set; }

    /// <summary>Its 统一社会信用代码.</summary>
    public string? UnitCode { get; set; }
}
