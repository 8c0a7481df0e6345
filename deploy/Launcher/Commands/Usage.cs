namespace Alliance.Launcher.Commands;

internal static class Usage
{
    private const string Text = """
        dotnet run --project deploy/Launcher                   starts everything and prints the address; Ctrl-C stops it
                    -- --without SERVICE …                     … leaves out services that you run by hand (CONTRIBUTING.md)
                    -- --engine elsa                       … carries the procedures out with Elsa Workflows (also: demo)
        dotnet run --project deploy/Launcher -- demo           walks the sample applications through the whole procedure
                    [--packages DIR] [--json FILE] [--stay]    … other packages; the result also as JSON; goes on running
        dotnet run --project deploy/Launcher -- status         what is running and healthy
        dotnet run --project deploy/Launcher -- reset          removes the local data
        dotnet run --project deploy/Launcher -- period …       reckons a statutory period: day, number of days and more;
                                                               without words it shows its forms
        """;

    public static int Show(string[] args)
    {
        var asked = args is ["help" or "--help" or "-h"];
        (asked ? Console.Out : Console.Error).WriteLine(asked ? Text : $"There is no command “{string.Join(' ', args)}”.\n\n{Text}");
        return asked ? 0 : 2;
    }
}
