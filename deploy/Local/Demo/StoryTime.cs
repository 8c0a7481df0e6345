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
    private readonly Lock gate = new();
    private readonly PriorityQueue<TaskCompletionSource, DateTimeOffset> sleepers = new();
    private TaskCompletionSource allAsleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int awake;

    /// <summary>Where the clock stood when it was last moved.</summary>
    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>Waits until the clock has reached the instant. To be called by a story only.</summary>
    public Task WaitUntil(DateTimeOffset instant)
    {
        lock (gate)
        {
            if (instant <= Now) return Task.CompletedTask;
            var sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            sleepers.Enqueue(sleeper, instant);
            FallAsleep();
            return sleeper.Task;
        }
    }

    /// <summary>Tells all the stories, each at its own pace, and moves the clock between them. A story must not throw.</summary>
    public async Task Tell(IReadOnlyCollection<Func<Task>> stories, CancellationToken ct)
    {
        awake = stories.Count;
        var told = Task.WhenAll(stories.Select(Story));
        while (!told.IsCompleted)
        {
            if (await Task.WhenAny(told, allAsleep.Task).WaitAsync(ct) == told) break;
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
                lock (gate) FallAsleep();
            }
        }
    }

    private DateTimeOffset? EarliestWanted()
    {
        lock (gate) return sleepers.TryPeek(out _, out var wanted) ? wanted : null;
    }

    private void Wake(DateTimeOffset reached)
    {
        lock (gate)
        {
            Now = reached;
            allAsleep = new(TaskCreationOptions.RunContinuationsAsynchronously);
            while (sleepers.TryPeek(out _, out var wanted) && wanted <= reached)
            {
                awake++;
                sleepers.Dequeue().SetResult();
            }
            // The clock stopped short of what was wanted: ask again.
            if (awake == 0) allAsleep.SetResult();
        }
    }

    private void FallAsleep()
    {
        if (--awake == 0) allAsleep.TrySetResult();
    }
}
