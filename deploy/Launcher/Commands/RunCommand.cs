using Alliance.Local.Infrastructure;
using Alliance.Local.Running;
using Spectre.Console;

namespace Alliance.Launcher.Commands;

/// <summary>The normal run: everything starts on the real clock and runs until Ctrl-C; services that somebody wants to run by hand are left
/// out.</summary>
internal static class RunCommand
{
    public static async Task<int> Run(IReadOnlyList<string> args, CancellationToken ct)
    {
        var (without, engine) = Read(args);
        if (without.Except(RunningAlliance.Services).FirstOrDefault() is { } unknown)
            throw new CannotStartException(
                $"There is no service “{unknown}”. The services are {string.Join(", ", RunningAlliance.Services)}.");
        await using var alliance = await StartUpDisplay.Start(
            new AllianceOptions(DataDirectory.Live) { Without = without, Engine = engine }, ct);
        ShowAccounts(alliance);
        foreach (var service in without)
            AnsiConsole.WriteLine(
                $"{service} is yours to run: dotnet watch --project {Path.GetRelativePath(SourceTree.Root, SourceTree.Project(service))}");
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine(
            $"Open [bold link]{alliance.PublicAddress.GetLeftPart(UriPartial.Authority)}[/]   (Ctrl-C stops everything)");

        var stopped = Task.Delay(Timeout.Infinite, ct);
        if (await Task.WhenAny(alliance.Broken, stopped) == alliance.Broken)
        {
            await Console.Error.WriteLineAsync(await alliance.Broken);
            return 1;
        }
        AnsiConsole.WriteLine("Stopping …");
        return 0;
    }

    private static (IReadOnlyList<string> Without, string Engine) Read(IReadOnlyList<string> args)
    {
        var (without, engine, option) = (new List<string>(), Engines.Default, "");
        foreach (var word in args)
        {
            if (word is "--without" or "--engine") option = word;
            else if (word.StartsWith('-')) throw new CannotStartException($"“{word}” is not understood; there are --without and --engine.");
            else if (option == "--engine") engine = word;
            else without.Add(word);
        }
        return (without, engine);
    }

    private static void ShowAccounts(RunningAlliance alliance)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Account", "Name", "Role", "Unit");
        foreach (var account in alliance.Accounts)
            table.AddRow(account.Account, Markup.Escape(account.DisplayName), string.Join(", ", account.Roles),
                Markup.Escape(account.Unit?.Name ?? ""));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"The password of every demo account is {DemoAccounts.Password}");
    }
}
