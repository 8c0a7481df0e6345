using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>The tables people read in docs/procedure.md are the pages' own. Where they differ, the failure shows the table to
/// paste.</summary>
public sealed partial class PageOfLaw
{
    [Fact]
    public void The_documented_transitions_of_recognition_are_those_of_the_page()
        => Assert.Equal(Table(new RecognitionProcess()), Documented("Recognition"));

    [Fact]
    public void The_documented_transitions_of_operation_are_those_of_the_page()
        => Assert.Equal(Table(new OperationProcess()), Documented("Operation"));

    [Fact]
    public void The_documented_transitions_of_an_upgrade_are_those_of_the_page()
        => Assert.Equal(Table(new UpgradeProcess()), Documented("Upgrade"));

    [Fact]
    public void The_documented_transitions_of_a_revocation_are_those_of_the_page()
        => Assert.Equal(Table(new RevocationProcess()), Documented("Revocation"));

    static string Table<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new()
    {
        var table = new StringBuilder("| in | hears | goes to |\n|---|---|---|\n");
        foreach (var state in page.States.Prepend(Procedure.Beginning))
            foreach (var rows in page.Rows.Where(one => one.From == state).GroupBy(one => one.Row.Message, one => one.Row.To)
                .OrderBy(rows => rows.Key, StringComparer.Ordinal))
            {
                var to = rows.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
                table.Append(CultureInfo.InvariantCulture, $"| {(state.Length == 0 ? "–" : state)} | `{rows.Key}` | " +
                    $"{(to.Count == 0 ? "stays" : string.Join(", ", to))} |\n");
            }
        return table.ToString();
    }

    static string Documented(string procedure)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Alliance.sln"))) folder = folder.Parent;
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "procedure.md"));
        return Section().Matches(text).Single(m => m.Groups["name"].Value == procedure).Groups["table"].Value;
    }

    [GeneratedRegex(@"<!-- transitions of (?<name>\w+) -->\n(?<table>.*?)<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Section();
}
