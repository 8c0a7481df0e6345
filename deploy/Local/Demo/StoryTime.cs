namespace Alliance.Local.Demo;

/// <summary>
/// The time that all stories share. It stands still while any story has something to do; when every story either waits for an instant or
/// has ended, it moves to the earliest instant wanted. So people of different cases act within the same days, and none misses a deadline
/// because another one was slow.
/// </summary>
/// <param name="now">Where the clock stands.</param>
/// <param name="move">Moves the clock and answers where it stands then.</param>
public sealed class StoryTime(DateTimeOffset now, Func<DateTimeOffset, CancellationToken, Task<DateTimeOffset>> move)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, DateTimeOffset> _sleepers = new();
    private TaskCompletionSource _allAsleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _awake;

    /// <summary>Where the clock stood when it was last moved.</summary>
    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>Waits until the clock has reached the instant. To be called by a story only.</summary>
    public Task WaitUntil(DateTimeOffset instant)
    {
        lock (_gate)
        {
            if (instant <= Now) return Task.CompletedTask;
            var sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _sleepers.Enqueue(sleeper, instant);
            FallAsleep();
            return sleeper.Task;
        }
    }

    /// <summary>Tells all the stories, each at its own pace, and moves the clock between them. A story must not throw.</summary>
    public async Task Tell(IReadOnlyCollection<Func<Task>> stories, CancellationToken ct)
    {
        _awake = stories.Count;
        var told = Task.WhenAll(stories.Select(Story));
        while (!told.IsCompleted)
        {
            if (await Task.WhenAny(told, _allAsleep.Task).WaitAsync(ct) == told) break;
            var wanted = EarliestWanted();
            if (wanted is null) break;
            Wake(await move(wanted.Value, ct));
        }
        await told;

        async Task Story(Func<Task> story)
        {
            await Task.Yield();
            try
            {
                await story();
            }
            finally
            {
                lock (_gate) FallAsleep();
            }
        }
    }

    private DateTimeOffset? EarliestWanted()
    {
        lock (_gate) return _sleepers.TryPeek(out _, out var wanted) ? wanted : null;
    }

    private void Wake(DateTimeOffset reached)
    {
        lock (_gate)
        {
            Now = reached;
            _allAsleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
            while (_sleepers.TryPeek(out _, out var wanted) && wanted <= reached)
            {
                _awake++;
                _sleepers.Dequeue().SetResult();
            }
            // The clock stopped short of what was wanted: ask again.
            if (_awake == 0) _allAsleep.SetResult();
        }
    }

    private void FallAsleep()
    {
        if (--_awake == 0) _allAsleep.TrySetResult();
    }
}
