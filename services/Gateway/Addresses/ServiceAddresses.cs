namespace Alliance.Gateway.Addresses;

/// <summary>What stands at which public address, and where it is reached from inside.</summary>
static class ServiceAddresses
{
    /// <summary>Every service below its own prefix.</summary>
    public static readonly string[] Services = ["identity", "intake", "review", "certification", "funding", "monitoring", "workflows"];

    /// <summary>Pages of the Certification service at addresses that can be printed.</summary>
    public static readonly string[] PublicPages = ["notices", "verify", "registry"];

    /// <summary>True for the API of a service, which no page's form is sent to.</summary>
    public static bool IsApi(PathString path)
        => Segments(path) is [_, var second, ..] && second.Equals("api", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for figures and health, which are for those who run the system; they ask at each program's own address.</summary>
    public static bool IsInside(PathString path) => Segments(path) is [_, var second, ..]
        && (second.Equals("metrics", StringComparison.OrdinalIgnoreCase) || second.Equals("health", StringComparison.OrdinalIgnoreCase));

    /// <summary>The service behind a public address, and the address at the service; null when it is no service's.</summary>
    public static (string Service, string Path)? Behind(string address) => Segments(address.Split('?')[0]) switch
    {
        [var first, ..] when Services.Contains(first) => (first, address),
        [var first, ..] when PublicPages.Contains(first) => ("certification", "/certification" + address),
        _ => null,
    };

    /// <summary>Where a service is reached from inside.</summary>
    public static IEnumerable<Uri> Of(IConfiguration configuration, string service)
        => (configuration[$"Services:{service}"] ?? throw new InvalidOperationException($"Services:{service} is not configured."))
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address));

    static string[] Segments(PathString path) => path.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
