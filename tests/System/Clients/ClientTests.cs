using System.Diagnostics;
using Alliance.Core.Security;
using Alliance.Local.Infrastructure;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Clients;

/// <summary>
/// Programs of others against the running system: the scripts of tests/Clients, each with the library that people use for it. They run
/// where node is; where it is not, they are told as skipped.
/// </summary>
[Collection(nameof(LooksAtEverything))]
public sealed class ClientTests(RunningSystem system)
{
    static readonly string Folder = Path.Combine(SourceTree.Root, "tests", "Clients");

    [Theory]
    [InlineData("documents")]
    [InlineData("feeds")]
    [InlineData("uploads")]
    [InlineData("workbooks")]
    public async Task Programs_of_others_work_with_ours(string script)
    {
        await Installed();
        var applicationId = await system.Draft("qiye5");
        await Run(script, new()
        {
            ["ALLIANCE_APPLICATION"] = $"{applicationId}",
            ["ALLIANCE_COOKIE"] = await SessionOf("qiye5"),
        });
    }

    [Fact]
    public async Task A_program_of_others_signs_in_with_openid_client()
    {
        await Installed();
        var alliance = await system.Alliance;
        await alliance.KillService("identity");
        try
        {
            await alliance.StartService("identity", new Dictionary<string, string>
            {
                ["Identity__Machines__0__ClientId"] = "treasury",
                ["Identity__Machines__0__Secret"] = "a-secret-of-the-treasury",
                ["Identity__Machines__0__Name"] = "财政支付系统",
                ["Identity__Machines__0__Roles__0"] = Roles.FundingOfficer,
            }, TestContext.Current.CancellationToken);
            await Run("signin", new() { ["ALLIANCE_MACHINE"] = "treasury", ["ALLIANCE_MACHINE_SECRET"] = "a-secret-of-the-treasury" });
        }
        finally
        {
            await alliance.KillService("identity");
            await alliance.StartService("identity", TestContext.Current.CancellationToken);
        }
    }

    async Task<string> SessionOf(string account)
    {
        var page = await system.Browser.SignedIn(account);
        return string.Join("; ", (await page.Context.CookiesAsync()).Where(c => c.Name.StartsWith("gw.", StringComparison.Ordinal))
            .Select(c => $"{c.Name}={c.Value}"));
    }

    async Task Run(string script, Dictionary<string, string> told)
    {
        told["ALLIANCE_ORIGIN"] = (await system.Alliance).PublicAddress.GetLeftPart(UriPartial.Authority);
        var (code, output) = await Start("node", [$"{script}.mjs"], told);
        Assert.True(code == 0, output);
    }

    // Once, and again when the locked versions change.
    static async Task Installed()
    {
        if (!await Exists("node") || !await Exists("npm")) Assert.Skip("node is not installed.");
        var (wanted, has) = (Path.Combine(Folder, "package-lock.json"), Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (File.Exists(has) && File.GetLastWriteTimeUtc(has) >= File.GetLastWriteTimeUtc(wanted)) return;
        var (code, output) = await Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], []);
        Assert.True(code == 0, output);
    }

    static async Task<bool> Exists(string program)
    {
        try
        {
            return (await Start(program, ["--version"], [])).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    static async Task<(int Code, string Output)> Start(string program, string[] arguments, Dictionary<string, string> told)
    {
        using var process = new Process
        {
            StartInfo =
            new(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true }
        };
        foreach (var (name, value) in told) process.StartInfo.Environment[name] = value;
        process.Start();
        var ct = TestContext.Current.CancellationToken;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, string.Concat(output));
    }
}
