using System.Text.RegularExpressions;
using Alliance.Identity.Accounts;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Alliance.SystemTests.Gateway;

/// <summary>Identity's tables stand in scripts, as everywhere; its libraries map classes to them. Nothing but this holds the two
/// together.</summary>
public sealed partial class AccountSchemaTests
{
    [Fact]
    public void The_script_makes_the_tables_that_the_model_expects()
    {
        var options = new DbContextOptionsBuilder<AccountDatabase>().UseNpgsql("Host=nowhere");
        options.UseOpenIddict();
        using var database = new AccountDatabase(options.Options);
        using var script = typeof(AccountDatabase).Assembly
            .GetManifestResourceStream("Alliance.Identity.Schema.001_accounts_and_tokens.sql")!;
        using var reader = new StreamReader(script);

        var written = string.Join('\n', reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal)));

        Assert.Equal(Normal(database.Database.GenerateCreateScript()), Normal(written));
    }

    static string Normal(string sql) => Spaces().Replace(sql, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
