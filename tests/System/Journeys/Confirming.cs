using Microsoft.Playwright;

namespace Alliance.SystemTests;

/// <summary>How tests move from page to page.</summary>
static class Confirming
{
    /// <summary>Waits until the browser is at an address. That the page begins to come is enough: its load event may have passed before
    /// anybody waited for it, and everything else waits for what it needs.</summary>
    public static Task Reached(this IPage page, Func<string, bool> address)
        => page.WaitForURLAsync(address, new() { WaitUntil = WaitUntilState.Commit });

    /// <inheritdoc cref="Reached(IPage, Func{string, bool})"/>
    public static Task Reached(this IPage page, string pattern)
        => page.WaitForURLAsync(pattern, new() { WaitUntil = WaitUntilState.Commit });

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
