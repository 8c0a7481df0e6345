using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web;

/// <summary>The pages of a service.</summary>
public static class Pages
{
    /// <summary>Maps every page below the root component; each says itself whom it admits.</summary>
    public static void MapPages<TRoot>(this WebApplication app) where TRoot : IComponent
    {
        app.Services.GetRequiredService<PageRoot>().Component = typeof(TRoot);
        app.MapRazorComponents<TRoot>();
    }
}
