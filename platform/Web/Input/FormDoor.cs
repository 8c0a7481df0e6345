using Alliance.Core.Input;
using Alliance.Core.Rules;
using Microsoft.AspNetCore.Components.Forms.Mapping;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web.Input;

/// <summary>
/// What a page's form posted, read by the framework and then looked at as everything else that is sent. What is wrong stands at its field:
/// the page keeps what was typed and does nothing else (<c>PostForm</c>).
/// </summary>
sealed class FormDoor(IFormValueMapper framework, IHttpContextAccessor http) : IFormValueMapper
{
    const int Shown = 40;

    static readonly object Faults = new();

    public bool CanMap(Type valueType, string scopeName, string? formName) => framework.CanMap(valueType, scopeName, formName);

    public void Map(FormValueMappingContext context)
    {
        var faults = FaultsOf(http.HttpContext!);
        var tell = context.OnError;
        context.OnError = (field, sentence, typed) =>
        {
            faults.Add(new($"“{Short(typed)}”无法识别，请检查格式", Field: Inner(field)));
            tell?.Invoke(field, sentence, typed);
        };
        framework.Map(context);
        if (context.Result is not { } read) return;
        InputCheck.FillIn(read);
        faults.AddRange(InputCheck.Faults(InputCheck.Clean(read), context.ParameterName, whole: false)
            .Select(f => f with { Field = Inner(f.Field!) })
            .Where(f => !faults.Any(known => string.Equals(known.Field, f.Field, StringComparison.OrdinalIgnoreCase))));
    }

    // Without the page's own property in front, as refusals name fields.
    static string Inner(string field) => field.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? field[(dot + 1)..] : field;

    public static List<Fault> FaultsOf(HttpContext http)
    {
        if (http.Items[Faults] is List<Fault> known) return known;
        var faults = new List<Fault>();
        http.Items[Faults] = faults;
        return faults;
    }

    // A control character would make the page itself unreadable.
    static string Short(string? typed)
        => string.Concat((typed ?? "").Take(Shown).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '·' : c))
            + (typed?.Length > Shown ? "…" : "");
}

/// <summary>The pages' side of the door.</summary>
public static class FormDoors
{
    /// <summary>Components as pages, whose forms pass the door.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        // A table of a hundred rows and the empty one below them, with a dozen fields each.
        services.AddRazorComponents(options => options.MaxFormMappingCollectionSize = 200);
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(options => options.ValueCountLimit = 4096);
        var framework = services.Last(s => s.ServiceType == typeof(IFormValueMapper));
        services.Remove(framework);
        services.AddScoped<IFormValueMapper>(provider => new FormDoor(
            (IFormValueMapper)ActivatorUtilities.CreateInstance(provider, framework.ImplementationType!),
            provider.GetRequiredService<IHttpContextAccessor>()));
    }

    /// <summary>What in the posted form cannot be read or meant, with the names the form has for its fields.</summary>
    public static IReadOnlyList<Fault> Faults(HttpContext http) => FormDoor.FaultsOf(http);
}
