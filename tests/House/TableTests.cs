using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>What the scripts of all schemas make.</summary>
public sealed partial class TableTests
{
    // One address, and what OpenIddict names itself.
    static bool IsOne(string table) => table == "letter_address" || table.StartsWith("oidc_", StringComparison.Ordinal);

    [Fact]
    public void A_table_has_the_name_of_one_of_its_rows()
    {
        var scripts = ((string[])["platform", "services", "workflows"]).SelectMany(folder => House.Files(folder, "*.sql"))
            .Select(file => File.ReadAllText(House.At(file))).ToList();
        var renamed = scripts.SelectMany(script => Renaming().Matches(script)).ToDictionary(
            match => match.Groups["from"].Value, match => match.Groups["to"].Value);
        var tables = scripts.SelectMany(script => Making().Matches(script)).Select(match => match.Groups["table"].Value)
            .Select(table => renamed.GetValueOrDefault(table, table)).Distinct().ToList();

        Assert.Contains("application", tables);
        House.None(tables.Where(table => table.EndsWith('s') && !IsOne(table)));
    }

    [GeneratedRegex(@"^create table (if not exists )?(?<table>\w+)", RegexOptions.Multiline)]
    private static partial Regex Making();

    [GeneratedRegex(@"^alter table (?<from>\w+) rename to (?<to>\w+);", RegexOptions.Multiline)]
    private static partial Regex Renaming();
}
