using Alliance.Core.Security;
using Alliance.Web.Input;
using Microsoft.AspNetCore.Builder;

namespace Alliance.Web.Security;

/// <summary>The same words for endpoints; what one of them is given passes the door (<see cref="Door.Check"/>).</summary>
public static class ForEndpoints
{
    /// <summary>Admits the holders of these roles.</summary>
    public static T For<T>(this T endpoint, params string[] roles) where T : IEndpointConventionBuilder
        => Admit(endpoint, new ForAttribute(roles));

    /// <summary>Admits the holders of these roles, and those who only look.</summary>
    public static T ForReading<T>(this T endpoint, params string[] roles) where T : IEndpointConventionBuilder
        => Admit(endpoint, new ForReadingAttribute(roles));

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
