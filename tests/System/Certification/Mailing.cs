using System.Net;
using System.Text.Json;
using Alliance.Platform.Tests.Floor;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>Certification with a mail server beside it, as an office has one.</summary>
static class Mailing
{
    public static async Task WithMail(this RunningSystem system, Func<SmtpServer, Task> use)
    {
        await using var server = new SmtpServer();
        server.Start();
        await system.WithSettings(new Dictionary<string, string>
        {
            ["Smtp__Host"] = "127.0.0.1",
            ["Smtp__Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Smtp__Tls"] = "false",
            ["Smtp__From"] = "alliance@example.org",
        }, async () =>
        {
            // What other tests left waiting is not this one's.
            await system.Eventually(async () => await system.InCertification<int>(
                "select count(*)::int from mail where attempts = 0") == 0);
            server.Received.Clear();
            await use(server);
        });
    }

    /// <summary>While the office sends texts by a gateway, which is the test's own.</summary>
    public static async Task WithTexts(this RunningSystem system, Func<TextGateway, Task> use)
    {
        using var gateway = new TextGateway();
        await system.WithSettings(new Dictionary<string, string> { ["Sms__Url"] = gateway.Address }, () => use(gateway));
    }

    public static async Task WithSettings(this RunningSystem system, IReadOnlyDictionary<string, string> settings, Func<Task> use)
    {
        var ct = TestContext.Current.CancellationToken;
        var alliance = await system.Alliance;
        await alliance.KillService("certification");
        try
        {
            await alliance.StartService("certification", settings, ct);
            await use();
        }
        finally
        {
            await alliance.KillService("certification");
            await alliance.StartService("certification", ct);
        }
    }

    public static async Task<T?> InCertification<T>(this RunningSystem system, string sql, object? parameters = null)
    {
        await using var database = new NpgsqlConnection((await system.Alliance).DatabasesOfServices["certification"].Owner);
        return await database.ExecuteScalarAsync<T>(sql, parameters);
    }
}

/// <summary>A gateway for texts: takes one and says what it was.</summary>
sealed class TextGateway : IDisposable
{
    readonly Local.Infrastructure.FreePort _port = Local.Infrastructure.FreePort.Any();
    readonly HttpListener _listener = new();

    public TextGateway()
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{_port.Number}/");
        _listener.Start();
    }

    public string Address => $"http://127.0.0.1:{_port.Number}/sms";

    public async Task<(string To, string Text)> Next()
    {
        var ct = TestContext.Current.CancellationToken;
        var asked = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1), ct);
        var text = (await JsonDocument.ParseAsync(asked.Request.InputStream, default, ct)).RootElement;
        asked.Response.Close();
        return (text.GetProperty("to").GetString()!, text.GetProperty("text").GetString()!);
    }

    public void Dispose()
    {
        ((IDisposable)_listener).Dispose();
        _port.Dispose();
    }
}
