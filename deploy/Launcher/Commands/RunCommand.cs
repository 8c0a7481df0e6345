using Alliance.Local.Running;
using Spectre.Console;

namespace Alliance.Launcher.Commands;

/// <summary>The normal run: everything starts on the real clock and runs until Ctrl-C.</summary>
internal static class RunCommand
{
    public static async Task<int> Run(CancellationToken ct)
    {
        await using var alliance = await StartUpDisplay.Start(new AllianceOptions(DataDirectory.Live), ct);
        ShowAccounts(alliance);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLine($"Open [bold link]{alliance.PublicAddress.GetLeftPart(UriPartial.Authority)}[/]   (Ctrl-C stops everything)");

        var stopped = Task.Delay(Timeout.Infinite, ct);
        if (await Task.WhenAny(alliance.Broken, stopped) == alliance.Broken)
        {
            await Console.Error.WriteLineAsync(await alliance.Broken);
            return 1;
        }
        AnsiConsole.WriteLine("Stopping …");
        return 0;
    }

    private static void ShowAccounts(RunningAlliance alliance)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Account", "Name", "Role", "Unit");
        foreach (var account in alliance.Accounts)
            table.AddRow(account.Account, Markup.Escape(account.DisplayName), string.Join(", ", account.Roles), Markup.Escape(account.Unit?.Name ?? ""));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"The password of every demo account is {DemoAccounts.Password}");
    }
}
