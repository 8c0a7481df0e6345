namespace Alliance.Faults;

/// <summary>What is done to the running system.</summary>
public enum Fault
{
    /// <summary>kill -9 of one replica; another is started in its place, as an orchestrator would.</summary>
    KillReplica,
    /// <summary>SIGTERM of one replica in the midst of its work.</summary>
    StopReplica,
    /// <summary>kill -9 of RabbitMQ; it is started again after some seconds.</summary>
    KillBroker,
    /// <summary>kill -9 of PostgreSQL; it is started again after some seconds.</summary>
    KillDatabase,
    /// <summary>SIGSTOP of one replica, SIGCONT later: locks and leases outlive the one who holds them.</summary>
    FreezeReplica,
    /// <summary>Messages that passed the queues before are delivered twice more, with their own ids.</summary>
    Redeliver,
    /// <summary>The simulated clock jumps over every deadline of the next ten days.</summary>
    MoveClock,
    /// <summary>A message nobody can handle is put into a queue.</summary>
    Poison,
    /// <summary>The file system of the database has no byte left for some seconds.</summary>
    FillDisk,
}

/// <summary>One line of the script.</summary>
/// <param name="At">Seconds after the first case.</param>
/// <param name="Fault">What is done.</param>
/// <param name="Target">The service, where it is done to one.</param>
/// <param name="Lasts">Seconds until it is over.</param>
public sealed record ScriptLine(double At, Fault Fault, string? Target, double Lasts)
{
    /// <inheritdoc/>
    public override string ToString()
        => FormattableString.Invariant($"{At,6:0.0} s  {Fault,-13} {Target,-13} {(Lasts > 0 ? $"for {Lasts:0.0} s" : "")}").TrimEnd();
}

/// <summary>How large a run is.</summary>
/// <param name="Cases">Applications driven through the procedure.</param>
/// <param name="Seconds">Over how long they arrive, and the faults with them.</param>
/// <param name="Replicas">Of each service.</param>
/// <param name="Freeze">Seconds a frozen process stands still.</param>
/// <param name="Away">Seconds the broker is away, then the database, and nothing else is done; 0, both are away for some seconds among
/// everything else.</param>
/// <param name="Engine">The assembly of an engine that the second replica of the workflow host carries the procedures out with: every case
/// is moved between the two all the time.</param>
public sealed record Extent(int Cases, double Seconds, int Replicas, double Freeze, double Away = 0, string? Engine = null)
{
    /// <summary>For every build.</summary>
    public static readonly Extent Short = new(Cases: 50, Seconds: 10, Replicas: 1, Freeze: 4);

    /// <summary>For figures.</summary>
    public static readonly Extent Long = new(Cases: 2000, Seconds: 100, Replicas: 2, Freeze: 30);
}

/// <summary>A seed's schedule: the same seed and extent, the same lines, and the same fate of every case.</summary>
public sealed record Script(int Seed, Extent Extent, IReadOnlyList<ScriptLine> Lines)
{
    static readonly string[] Services = ["workflows", "workflows", "certification", "review", "intake", "funding", "monitoring"];

    /// <summary>Writes the script of a seed.</summary>
    public static Script Of(int seed, Extent extent)
    {
        if (extent.Away > 0)
            return new(seed, extent,
                [new(extent.Seconds * 0.05, Fault.KillBroker, null, extent.Away),
                    new(extent.Seconds * 0.5, Fault.KillDatabase, null, extent.Away)]);
        var random = new Random(seed);
        var lines = new List<ScriptLine>();
        // The long form does each several times; the short form each once, without the slow ones twice.
        var times = extent.Seconds >= 60 ? 2 : 1;
        foreach (var (fault, often) in ((Fault, int)[])
            [
                (Fault.KillReplica, 2 * times), (Fault.StopReplica, times), (Fault.KillBroker, 1), (Fault.KillDatabase, times),
                (Fault.FreezeReplica, 1),
                (Fault.Redeliver, 2 * times), (Fault.MoveClock, times), (Fault.Poison, times), (Fault.FillDisk, times - 1),
            ])
            for (var i = 0; i < often; i++)
                lines.Add(new(Math.Round(extent.Seconds * (0.08 + 0.87 * random.NextDouble()), 1), fault, Target(fault, random),
                    Lasts(fault, extent, random)));
        return new(seed, extent, [.. lines.OrderBy(line => line.At)]);
    }

    static string? Target(Fault fault, Random random)
        => fault is Fault.KillReplica or Fault.StopReplica or Fault.FreezeReplica or Fault.Poison
            ? Services[random.Next(Services.Length)] : null;

    static double Lasts(Fault fault, Extent extent, Random random) => fault switch
    {
        Fault.KillBroker or Fault.KillDatabase or Fault.FillDisk => Math.Round(1 + 4 * random.NextDouble(), 1),
        Fault.FreezeReplica => extent.Freeze,
        _ => 0,
    };
}
