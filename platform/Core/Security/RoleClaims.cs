using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Alliance.Core.Security;

/// <summary>
/// The roles of a token in the procedure's own words, as the claim <c>role</c> that endpoints, rules and menus read, whatever another
/// authority calls them:
/// <c>Identity:RoleClaim</c> names its claim, also one inside another (<c>realm_access.roles</c>), and <c>Identity:RoleMap</c> says which
/// of its roles is which of ours (<c>their=ours;their=ours</c>, or a section). With a map, what it does not name counts for nothing; a role
/// that the procedure does not know never does.
/// </summary>
public sealed class RoleClaims
{
    /// <summary>The claim of our own roles.</summary>
    public const string Ours = "role";

    readonly string _claim;
    readonly ILookup<string, string>? _map;

    /// <summary>Reads the settings; a map to a role that does not exist keeps the program from starting.</summary>
    public RoleClaims(IConfiguration configuration)
    {
        _claim = configuration["Identity:RoleClaim"] is { Length: > 0 } name ? name : Ours;
        var section = configuration.GetSection("Identity:RoleMap");
        var pairs = section.GetChildren().Select(pair => (Their: pair.Key, Our: pair.Value ?? ""))
            .Concat((section.Value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Pair))
            .ToList();
        if (pairs.Where(pair => !Roles.All.Contains(pair.Our)).ToList() is [var wrong, ..])
            throw new InvalidOperationException(
                $"Identity:RoleMap says that \"{wrong.Their}\" is \"{wrong.Our}\", which is no role. There are " +
                $"{string.Join(", ", Roles.All)}.");
        if (pairs.Count > 0) _map = pairs.ToLookup(pair => pair.Their, pair => pair.Our, StringComparer.Ordinal);
    }

    /// <summary>Gives the principal its roles, and takes away what its token says of roles in any other way.</summary>
    public void Apply(ClaimsPrincipal? principal)
    {
        if (principal?.Identity is not ClaimsIdentity identity) return;
        var roles = Values(identity, _claim)
            .SelectMany(their => _map is null ? Roles.All.Where(role => role == their) : _map[their]).ToHashSet();
        foreach (var claim in identity.FindAll(Ours).ToList()) identity.RemoveClaim(claim);
        identity.AddClaims(roles.Select(role => new Claim(Ours, role)));
    }

    static (string Their, string Our) Pair(string text)
        => text.LastIndexOf('=') is >= 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim()) : (text, "");

    // A name with dots may be a claim's own, such as an address, or a way into an object.
    static IEnumerable<string> Values(ClaimsIdentity identity, string path)
    {
        var own = identity.FindAll(path).ToList();
        if (own.Count > 0) return own.SelectMany(claim => Json(claim) is { } value ? Texts(value) : [claim.Value]);
        return Ways(path).SelectMany(way => identity.FindAll(way.First).Select(Json).OfType<JsonElement>()
            .SelectMany(value => Inside(value, way.After)));
    }

    static IEnumerable<string> Inside(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return [];
        return value.TryGetProperty(path, out var own) ? Texts(own)
            : Ways(path).SelectMany(way => value.TryGetProperty(way.First, out var next) ? Inside(next, way.After) : []);
    }

    static IEnumerable<(string First, string After)> Ways(string path)
        => path.Index().Where(c => c.Item == '.').Select(c => (path[..c.Index], path[(c.Index + 1)..]));

    static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!),
        _ => [],
    };

    static JsonElement? Json(Claim claim)
    {
        if (claim.Value is not ['{' or '[', ..]) return null;
        try
        {
            return JsonElement.Parse(claim.Value);
        }
        catch (JsonException)
        {
            // A name that only begins like JSON.
            return null;
        }
    }
}
