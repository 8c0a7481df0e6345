using Microsoft.Playwright;

namespace Alliance.SystemTests;

/// <summary>How tests move from page to page.</summary>
static class Confirming
{
    /// <summary>Waits until the browser is at an address. That the page begins to come is enough: its load event may have passed before
    /// anybody waited for it, and everything else waits for what it needs.</summary>
    public static Task Reached(this IPage page, Func<string, bool> address)
        => Looking(() => page.WaitForURLAsync(address, Soon));

    /// <inheritdoc cref="Reached(IPage, Func{string, bool})"/>
    public static Task Reached(this IPage page, string pattern) => Looking(() => page.WaitForURLAsync(pattern, Soon));

    static PageWaitForURLOptions Soon => new() { WaitUntil = WaitUntilState.Commit, Timeout = 2_000 };

    // On a busy machine the browser arrives between the look at its address and the wait for its arrival, which is then never told: the
    // address is looked at again, for a minute.
    static async Task Looking(Func<Task> wait)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                await wait();
                return;
            }
            catch (TimeoutException) when (turn < 30)
            {
            }
        }
    }

    /// <summary>Signs out by the menu that bears the person's name.</summary>
    public static async Task SignOut(this IPage page)
    {
        await page.ClickAsync("#me");
        await page.ClickAsync(".user-end button");
    }

    /// <summary>A step that cannot be taken back is taken on the page that shows it once more.</summary>
    public static async Task Confirm(this IPage page)
    {
        var step = page.Locator("main .check-step");
        await step.Locator("input[type=checkbox]").CheckAsync();
        await step.Locator("button[type=submit]").ClickAsync();
    }
}
