using System.Globalization;
using Alliance.Statute.CommandLine;

namespace Alliance.Launcher.Commands;

/// <summary>A statutory period at the command line: the answer is JSON on the output, a refusal a sentence beside it.</summary>
internal static class PeriodOutput
{
    public static int Write(IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            Console.WriteLine(PeriodCommand.Usage);
            return 0;
        }
        var answer = PeriodCommand.Answer(words);
        if (answer.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.ToString(CultureInfo.InvariantCulture));
            return 2;
        }
        Console.WriteLine(answer.Json);
        return 0;
    }
}
