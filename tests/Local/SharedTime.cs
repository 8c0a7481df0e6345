using Alliance.Local.Demo;
using Xunit;

namespace Alliance.Local.Tests;

public sealed class SharedTime
{
    private static readonly DateTimeOffset Start = new(2016, 9, 5, 9, 0, 0, TimeSpan.FromHours(8));
    private readonly List<int> _moves = [];

    [Fact]
    public async Task The_clock_goes_to_the_earliest_instant_wanted_and_to_each_only_once()
    {
        var time = Clock();

        await time.Tell([Waits(time, 5, 9), Waits(time, 2, 9, 30), Waits(time)], CancellationToken.None);

        Assert.Equal([2, 5, 9, 30], _moves);
        Assert.Equal(Start.AddDays(30), time.Now);
    }

    [Fact]
    public async Task The_clock_stands_still_while_any_story_has_something_to_do()
    {
        var time = Clock();
        var busy = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();

        var told = time.Tell([
            async () => { waiting.SetResult(); await time.WaitUntil(Start.AddDays(1)); },
            async () => { await waiting.Task; await busy.Task; Assert.Empty(_moves); Assert.Equal(Start, time.Now); },
        ], CancellationToken.None);
        await waiting.Task;
        Assert.Empty(_moves);
        busy.SetResult();
        await told;

        Assert.Equal([1], _moves);
    }

    [Fact]
    public async Task What_lies_in_the_past_is_not_waited_for()
    {
        var time = Clock();

        await time.Tell([Waits(time, 3, 1, 2)], CancellationToken.None);

        Assert.Equal([3], _moves);
    }

    [Fact]
    public async Task A_clock_that_stops_short_is_asked_again()
    {
        var at = Start;
        var time = new StoryTime(Start, (to, _) =>
        {
            at = at.AddDays(1) < to ? at.AddDays(1) : to;
            _moves.Add((at - Start).Days);
            return Task.FromResult(at);
        });

        await time.Tell([Waits(time, 3)], CancellationToken.None);

        Assert.Equal([1, 2, 3], _moves);
    }

    [Fact]
    public async Task When_the_clock_cannot_be_moved_the_telling_ends()
    {
        var time = new StoryTime(Start, (_, _) => throw new StoryException("the clock is stuck"));

        await Assert.ThrowsAsync<StoryException>(() => time.Tell([Waits(time, 3)], CancellationToken.None));
    }

    private StoryTime Clock() => new(Start, (to, _) =>
    {
        _moves.Add((to - Start).Days);
        return Task.FromResult(to);
    });

    private static Func<Task> Waits(StoryTime time, params int[] days) => async () =>
    {
        foreach (var day in days) await time.WaitUntil(Start.AddDays(day));
    };
}
