namespace Alliance.Core.Data;

/// <summary>Wakes the dispatcher after a commit; set many times before it is awaited, it wakes once.</summary>
public sealed class OutboxSignal : IDisposable
{
    readonly SemaphoreSlim _gate = new(0, 1);
    readonly Lock _lock = new();

    /// <summary>Something is in the outbox.</summary>
    public void Set()
    {
        lock (_lock)
            if (_gate.CurrentCount == 0) _gate.Release();
    }

    /// <summary>Waits for the signal; the time is the fallback, for rows a process left behind that died between commit and
    /// signal.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => _gate.WaitAsync(atMost, ct);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();
}
