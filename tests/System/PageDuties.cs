using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Alliance.SystemTests;

/// <summary>What every page owes its reader: it is light, accessible, and fits a telephone and a desk.</summary>
public static class PageDuties
{
    const int MostRequests = 5;
    const int MostBytes = 60 * 1024;
    static readonly AxeRunOptions Rules =
        new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    /// <summary>The width of a telephone, where most goes wrong.</summary>
    public const int Narrow = 390;

    /// <summary>The width of a desk.</summary>
    public const int Wide = 1440;

    /// <summary>
    /// In which language and how wide the page with this number in a walk is looked at: every second one as on a telephone in English,
    /// whose words are longer, the others as at a desk in Chinese; with ALLIANCE_THOROUGH=true, as the nightly run has it, each in both
    /// ways.
    /// </summary>
    public static bool IsLookedAt(int page, int width) => IsThorough || page % 2 == (width == Narrow ? 0 : 1);

    /// <summary>The nightly run: everything in every way, where an ordinary one takes turns.</summary>
    public static bool IsThorough => Environment.GetEnvironmentVariable("ALLIANCE_THOROUGH") == "true";

    /// <summary>
    /// What the page that is open still owes at this width, each as a sentence that begins with its name. Whoever changes a page looks at
    /// it: ALLIANCE_SCREENSHOTS names a folder for pictures.
    /// </summary>
    public static async Task<IReadOnlyList<string>> Owes(this IPage page, string name, int width = Narrow)
    {
        var owed = new List<string>();
        var weight = await page.EvaluateAsync<Weight>("""
            () => {
              const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
              return { requests: loaded.length, bytes: loaded.reduce((sum, entry) => sum + entry.encodedBodySize, 0) };
            }
            """);
        if (weight.Bytes is 0 or > MostBytes) owed.Add($"{name}: {weight.Bytes} bytes");
        if (weight.Requests > MostRequests) owed.Add($"{name}: {weight.Requests} requests");
        await page.SetViewportSizeAsync(width, 900);
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var needed && needed > width)
            owed.Add($"{name}: needs {needed} of {width} points");
        await page.Picture(name, width);
        owed.AddRange((await page.RunAxe(Rules).WaitAsync(TimeSpan.FromMinutes(1))).Violations
            .Select(violation => $"{name} at {width}: {violation.Id}, {violation.Help}: {violation.Nodes[0].Html}"));
        await page.SetViewportSizeAsync(1280, 860);
        return owed;
    }

    /// <summary>Takes a picture for whoever changes the page, where ALLIANCE_SCREENSHOTS names a folder.</summary>
    public static async Task Picture(this IPage page, string name, int width)
    {
        if (Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.SetViewportSizeAsync(width, 900);
        await page.ScreenshotAsync(
            new()
            {
                Path = Path.Combine(folder, string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '-')) + $"-{width}.png"),
                FullPage = true
            });
    }

    sealed class Weight
    {
        public int Requests { get; set; }
        public long Bytes { get; set; }
    }
}
