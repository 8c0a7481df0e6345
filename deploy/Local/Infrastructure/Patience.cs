namespace Alliance.Local.Infrastructure;

/// <summary>Waiting for a child to become what it should be: by condition, never longer than a limit, and no longer than the child
/// lives.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4), Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when the condition holds. A child that does not come that far is stopped, together with those it relies
    /// on.</summary>
    public static async Task Until(
        string what, ChildProcess child, Func<Task<bool>> condition, CancellationToken ct, params IReadOnlyList<ChildProcess> reliesOn)
    {
        try
        {
            await Wait(what, child, condition, ct);
        }
        catch
        {
            foreach (var process in (ChildProcess[])[child, .. reliesOn]) await process.Stop();
            throw;
        }
    }

    private static async Task Wait(string what, ChildProcess child, Func<Task<bool>> condition, CancellationToken ct)
    {
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < Limit;)
        {
            if (child.Ended.IsCompleted) throw new CannotStartException(child.Obituary());
            if (await condition()) return;
            await Task.WhenAny(child.Ended, Task.Delay(Pause, ct));
            ct.ThrowIfCancellationRequested();
        }
        throw new CannotStartException($"{what} was not ready after {Limit.TotalMinutes:0} minutes. Its last lines:\n{child.LogTail()}");
    }
}
