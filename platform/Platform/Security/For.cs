using Alliance.Platform.Input;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Alliance.Platform.Security;

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
public sealed class ForReadingByStaffAttribute(params string[] others) : ForAttribute([.. others, .. Security.Roles.Staff, .. Security.Roles.Readers]);

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

/// <summary>The same words for endpoints; what one of them is given passes the door (<see cref="Door.Check"/>).</summary>
public static class ForEndpoints
{
    /// <summary>Admits the holders of these roles.</summary>
    public static T For<T>(this T endpoint, params string[] roles) where T : IEndpointConventionBuilder => Admit(endpoint, new ForAttribute(roles));

    /// <summary>Admits the holders of these roles, and those who only look.</summary>
    public static T ForReading<T>(this T endpoint, params string[] roles) where T : IEndpointConventionBuilder => Admit(endpoint, new ForReadingAttribute(roles));

    /// <summary>Admits anybody who signed in.</summary>
    public static T ForSignedIn<T>(this T endpoint) where T : IEndpointConventionBuilder => Admit(endpoint, new ForSignedInAttribute());

    /// <summary>Admits the public.</summary>
    public static T ForEveryone<T>(this T endpoint) where T : IEndpointConventionBuilder => Admit(endpoint, new ForEveryoneAttribute());

    static T Admit<T>(T endpoint, IAdmits whom) where T : IEndpointConventionBuilder
    {
        endpoint.Add(Door.Check);
        return endpoint.WithMetadata(whom);
    }
}
