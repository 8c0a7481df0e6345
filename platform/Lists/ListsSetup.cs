using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Web.Api;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Lists;

/// <summary>Lists that people sort, keep as views and take away as files.</summary>
public static class ListsSetup
{
    /// <summary>The program has these lists, and keeps people's views of them.</summary>
    public static IServiceCollection AddLists(this IServiceCollection services, params IEnumerable<SqlList> lists)
    {
        foreach (var list in lists) services.AddSingleton(list);
        return services.AddSingleton(new Part(typeof(SavedViews).Assembly)).AddScoped<SavedViews>().AddScoped<RecordExport>();
    }

    /// <summary>Where programs read and keep views.</summary>
    public static void MapViews(this IEndpointRouteBuilder api)
    {
        api.MapGet("/list-views", (string? list, SavedViews slice, Actor actor, CancellationToken ct) =>
            slice.Handle(list ?? "", actor, ct)).ForSignedIn()
            .Called("ListSavedViews", "The views of a list that a person keeps, and those that their offices share.");
        api.MapPost("/list-views", (SavedViews.Request request, SavedViews slice, Actor actor, CancellationToken ct) =>
            slice.Save(request, actor, ct)).ForSignedIn()
            .Called("SaveListView", "Keeps a query of a list under a name.");
        api.MapPost("/list-views/{id:guid}/rename", (Guid id, SavedViews.Renaming request, SavedViews slice, Actor actor,
            CancellationToken ct) => slice.Rename(id, request, actor, ct)).ForSignedIn()
            .Called("RenameListView", "The owner of a view calls it something else.");
        api.MapDelete("/list-views/{id:guid}", (Guid id, SavedViews slice, Actor actor, CancellationToken ct) =>
            slice.Delete(id, actor, ct)).ForSignedIn()
            .Called("DeleteListView", "The owner of a view no longer wants it.");
    }
}
