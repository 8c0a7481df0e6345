using Microsoft.AspNetCore.Authorization;

namespace Alliance.Core.Security;

/// <summary>Who may use a page, an endpoint or a use case. One without such a word keeps the service from starting.</summary>
public interface IAdmits
{
    /// <summary>The roles admitted; empty means anybody who signed in, null means the public too.</summary>
    IReadOnlyList<string>? Admitted { get; }
}

/// <summary>Admits the holders of these roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public class ForAttribute : AuthorizeAttribute, IAdmits
{
    /// <summary>Admits the holders of these roles.</summary>
    public ForAttribute(params string[] roles) => Roles = string.Join(',', Admitted = roles);

    /// <inheritdoc/>
    public IReadOnlyList<string> Admitted { get; }
}

/// <summary>Admits the holders of these roles, and those who only look: auditor and administrator.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForReadingAttribute(params string[] roles) : ForAttribute([.. roles, .. Security.Roles.Readers]);

/// <summary>Admits everybody of the bureau who takes steps in a case, and the holders of these roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForStaffAttribute(params string[] others) : ForAttribute([.. others, .. Security.Roles.Staff]);

/// <summary>Admits everybody of the bureau, those who only look too, and the holders of these roles.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForReadingByStaffAttribute(params string[] others)
    : ForAttribute([.. others, .. Security.Roles.Staff, .. Security.Roles.Readers]);

/// <summary>Admits anybody who signed in; the slice looks at whose case it is.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForSignedInAttribute : AuthorizeAttribute, IAdmits
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Admitted => [];
}

/// <summary>Admits the public.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ForEveryoneAttribute : AllowAnonymousAttribute, IAdmits
{
    /// <inheritdoc/>
    public IReadOnlyList<string>? Admitted => null;
}
