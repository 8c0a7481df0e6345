using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Alliance.Local.Demo;

/// <summary>Shows how the stories go: a table that lives in a terminal, a line per event where the output is redirected.</summary>
internal sealed class Stage(IReadOnlyList<Package> packages, Stopwatch watch) : IProgress<StoryNews>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StoryNews> _latest = [];

    public void Report(StoryNews value)
    {
        lock (_gate)
        {
            _latest[value.Package] = value;
            if (Console.IsOutputRedirected)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{watch.Elapsed.TotalSeconds,6:0.0} s  {value.On:yyyy-MM-dd}  {value.Package}  {value.What}"));
        }
    }

    /// <summary>Shows the stories until they are told.</summary>
    public async Task Show(Func<Task> tell)
    {
        if (Console.IsOutputRedirected)
        {
            await tell();
            return;
        }
        await AnsiConsole.Live(Table()).AutoClear(true).StartAsync(async live =>
        {
            var told = tell();
            while (await Task.WhenAny(told, Task.Delay(250)) != told) live.UpdateTarget(Table());
            await told;
        });
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "Package", "Day", "What happens");
        lock (_gate)
        {
            foreach (var package in packages)
            {
                var news = _latest.GetValueOrDefault(package.Id);
                table.AddRow(news?.Ok switch { true => "[green]✓[/]", false => "[red]✗[/]", null => "·" }, Markup.Escape(package.Id),
                    news is null ? "" : news.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Markup.Escape(news?.What ?? ""));
            }
        }
        return table;
    }
}
