using System.Threading.RateLimiting;

namespace Alliance.Certification.Objections;

/// <summary>
/// How often one address may object to one notice, and guess at what opens somebody's page. Counted in memory and in real time: where
/// somebody objects from is kept nowhere. Each replica counts for itself.
/// </summary>
public sealed class ObjectionLimits(IConfiguration configuration) : IDisposable
{
    readonly PartitionedRateLimiter<(string, Guid)> _lodging = Hourly<(string, Guid)>(configuration.GetValue("Objections:MostAnHour", 20));
    readonly PartitionedRateLimiter<string> _guessing = Hourly<string>(configuration.GetValue("Objections:MostGuessesAnHour", 30));

    /// <summary>True where this address may object to this notice now.</summary>
    public bool MayLodge(string? address, Guid noticeId)
    {
        using var lease = _lodging.AttemptAcquire((address ?? "", noticeId));
        return lease.IsAcquired;
    }

    /// <summary>True where this may be tried again: what is typed from an address, or for a number.</summary>
    public bool MayGuess(string of)
    {
        using var lease = _guessing.AttemptAcquire(of);
        return lease.IsAcquired;
    }

    static PartitionedRateLimiter<TKey> Hourly<TKey>(int most) where TKey : notnull
        => PartitionedRateLimiter.Create<TKey, TKey>(key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new()
        {
            PermitLimit = most,
            Window = TimeSpan.FromHours(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));

    /// <inheritdoc/>
    public void Dispose()
    {
        _lodging.Dispose();
        _guessing.Dispose();
    }
}
