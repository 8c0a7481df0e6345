using Alliance.Statute.Policies;

namespace Alliance.Workflows.Tests.Exploration;

/// <summary>A policy that came later, with the periods of the first: a case may go on under it from any moment.</summary>
sealed class LaterPolicy : IDisposable
{
    public const string Version = "kunming-2020.1";

    public LaterPolicy()
    {
        PolicyBook.Beside([]);
        PolicyBook.Beside([(PolicyBook.Find(The.Policy).Document with
        {
            Version = Version,
            Id = "kunming-2020",
            EffectiveFrom = new(2020, 1, 1),
        }).ToJson()]);
    }

    /// <summary>Whether anybody may decide on it.</summary>
    public static bool IsThere => PolicyBook.Known(Version) is not null;

    public void Dispose() => PolicyBook.Beside([]);
}
