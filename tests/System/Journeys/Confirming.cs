using Microsoft.Playwright;

namespace Alliance.SystemTests;

/// <summary>A step that cannot be taken back is taken on the page that shows it once more.</summary>
static class Confirming
{
    /// <summary>Checks and confirms what the page shows.</summary>
    public static async Task Confirm(this IPage page)
    {
        var step = page.Locator("main .check-step");
        await step.Locator("input[type=checkbox]").CheckAsync();
        await step.Locator("button[type=submit]").ClickAsync();
    }
}
