using Alliance.Contracts;

namespace Alliance.Faults;

/// <summary>What becomes of an application, decided before it is submitted.</summary>
public enum Fate { Recognised, Corrected, Objected, Uncorrected, FormallyRefused, Declined, WithdrawnAtOnce, WithdrawnInReview }

/// <summary>One application of a run: what people in the services do with it.</summary>
/// <param name="Id">The application.</param>
/// <param name="Fate">What becomes of it.</param>
/// <param name="ArrivesAt">Seconds after the first.</param>
/// <param name="IntakeActs">What intake says of it, in the order in which it leaves; not always the order in which it happened.</param>
/// <param name="Course">What becomes of the alliance, where it is recognised.</param>
/// <param name="InAnyOrder">Whether what is said of the alliance afterwards leaves in any order.</param>
public sealed record Plan(Guid Id, Fate Fate, double ArrivesAt, IReadOnlyList<Act> IntakeActs, Course Course, bool InAnyOrder)
{
    /// <summary>The alliance that comes of it: it has the key of the message by which it is told.</summary>
    public Guid AllianceId { get; } = Acts.MessageId(Id, nameof(AllianceRecognised));

    /// <summary>The case for revocation.</summary>
    public Guid RevocationId { get; } = Acts.MessageId(Id, "Revocation");

    /// <summary>Where the case must stand at the end.</summary>
    public string FinalState => Fate switch
    {
        Fate.Recognised or Fate.Corrected or Fate.Objected => "Recognised",
        Fate.Uncorrected or Fate.FormallyRefused => "Refused",
        Fate.Declined => "Declined",
        _ => "Withdrawn",
    };

    /// <summary>The applications of a script.</summary>
    public static IReadOnlyList<Plan> Of(Script script)
    {
        var random = new Random(script.Seed ^ 0x5EED);
        var later = new Random(script.Seed ^ 0x1A7E);
        return [.. Enumerable.Range(0, script.Extent.Cases).Select(number =>
        {
            var id = Key(random);
            var fate = Draw(random);
            var acts = ActsOf(fate).Select((name, position) => new Act(name, position * (0.2 + random.NextDouble()))).ToList();
            // One case in eight: intake's messages leave in any order, some before the case exists.
            if (random.Next(8) == 0)
            {
                var names = acts.Select(act => act.Name).ToArray();
                random.Shuffle(names);
                acts = [.. acts.Zip(names, (act, name) => act with { Name = name })];
            }
            return new Plan(id, fate, script.Extent.Seconds * number / script.Extent.Cases, acts, Courses.Draw(later),
                later.Next(8) == 0);
        })];
    }

    /// <summary>What an application says of itself.</summary>
    public ApplicationSummary Application
        => new($"昆明第{Id:N}产业技术创新战略联盟", "花卉", "技术创新", Lead, [Lead, new("云南某大学", "125300004312345678")], $"F-{Id:N}"[..14], "kunming-2016.1");

    static readonly Unit Lead = new("昆明花卉集团有限公司", "91530100MA6K000001");

    static Guid Key(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    static Fate Draw(Random random) => random.Next(100) switch
    {
        < 62 => Fate.Recognised,
        < 70 => Fate.Corrected,
        < 76 => Fate.Objected,
        < 82 => Fate.Uncorrected,
        < 87 => Fate.FormallyRefused,
        < 92 => Fate.Declined,
        < 96 => Fate.WithdrawnAtOnce,
        _ => Fate.WithdrawnInReview,
    };

    static string[] ActsOf(Fate fate) => fate switch
    {
        Fate.Corrected => [nameof(ApplicationSubmitted), nameof(CorrectionRequested), nameof(ApplicationResubmitted),
            nameof(FormalReviewPassed)],
        Fate.Uncorrected => [nameof(ApplicationSubmitted), nameof(CorrectionRequested)],
        Fate.FormallyRefused => [nameof(ApplicationSubmitted), nameof(FormalReviewRefused)],
        Fate.WithdrawnAtOnce => [nameof(ApplicationSubmitted), nameof(ApplicationWithdrawn)],
        _ => [nameof(ApplicationSubmitted), nameof(FormalReviewPassed)],
    };
}

/// <summary>Something a service says because a person did it.</summary>
/// <param name="Name">The event.</param>
/// <param name="After">Seconds after the application arrived.</param>
public sealed record Act(string Name, double After);
