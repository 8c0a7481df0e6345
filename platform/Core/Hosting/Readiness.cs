namespace Alliance.Core.Hosting;

/// <summary>What a part of a service says about whether it can serve.</summary>
public static class Readiness
{
    /// <summary>Tag of the health checks that readiness asks.</summary>
    public const string Tag = "ready";
}
