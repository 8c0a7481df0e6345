using Alliance.Launcher.Commands;
using Alliance.Local.Demo;
using Alliance.Local.Infrastructure;

if (OperatingSystem.IsWindows())
{
    await Console.Error.WriteLineAsync("The launcher runs on Linux and macOS; on Windows, run it inside WSL.");
    return 1;
}
Unix.EndWithDotnetRun();
using var stop = new StopSignals();
try
{
    return args switch
    {
        [] => await RunCommand.Run([], stop.Token),
        ["--without" or "--engine", _, ..] => await RunCommand.Run(args, stop.Token),
        ["demo", .. var rest] => await DemoCommand.Run(rest, stop.Token),
        ["status"] => await StatusCommand.Run(stop.Token),
        ["period", .. var words] => PeriodOutput.Write(words),
        ["reset"] => await ResetCommand.Run(stop.Token),
        _ => Usage.Show(args),
    };
}
catch (CannotStartException reason)
{
    await Console.Error.WriteLineAsync(reason.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}
