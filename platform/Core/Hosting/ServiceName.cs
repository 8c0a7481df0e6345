namespace Alliance.Core.Hosting;

/// <summary>The service's name: its path base, its queue, its cookie names.</summary>
public sealed record ServiceName(string Value);
