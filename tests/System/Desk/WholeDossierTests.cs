using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Core.Audit;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>The whole-life dossier of an alliance, looked at as somebody would who does not trust it.</summary>
public sealed class WholeDossierTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_has_the_hash_that_the_manifest_says_and_every_chain_leads_to_its_head()
    {
        var (applicationId, allianceId) = await system.Recognised();
        using var zip = await Dossier("shenji", allianceId);

        using var manifest = JsonDocument.Parse(Bytes(zip, "manifest.json"));
        var parts = manifest.RootElement.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["intake.json", "review.json", "certification.json", "funding.json", "monitoring.json", "workflows-recognition.json",
            "workflows-operation.json", "application.zip"], parts.Select(part => part.GetProperty("file").GetString()));
        Assert.Empty(manifest.RootElement.GetProperty("missing").EnumerateArray());
        Assert.Equal("shenji", manifest.RootElement.GetProperty("madeBy").GetProperty("account").GetString());
        Assert.Equal((applicationId, allianceId),
            (manifest.RootElement.GetProperty("applicationId").GetGuid(), manifest.RootElement.GetProperty("allianceId").GetGuid()));
        foreach (var part in parts)
        {
            var content = Bytes(zip, part.GetProperty("file").GetString()!);
            Assert.Equal(part.GetProperty("bytes").GetInt64(), content.LongLength);
            Assert.Equal(part.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
        }
        // What sha256sum -c reads names every file, the manifest among them.
        var lines = Encoding.UTF8.GetString(Bytes(zip, "manifest.sha256")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(zip.Entries.Select(entry => entry.FullName).Where(name => name != "manifest.sha256").Order(),
            lines.Select(line => line.Split("  ")[1]).Order());
        foreach (var (hash, name) in lines.Select(line => line.Split("  ")).Select(line => (line[0], line[1])))
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Bytes(zip, name))));

        var chains = manifest.RootElement.GetProperty("chains").EnumerateArray().ToList();
        // Of the console the record holds what administrators changed, which is nothing here; its journal stands in its part.
        Assert.Equal(["intake", "review", "certification", "funding", "monitoring"],
            chains.Where(chain => chain.GetProperty("entries").GetInt32() > 0).Select(chain => chain.GetProperty("service").GetString())
                .Distinct());
        var entries = 0;
        foreach (var chain in parts.Where(part => part.GetProperty("file").GetString()!.EndsWith(".json", StringComparison.Ordinal))
            .SelectMany(part => Chains(Bytes(zip, part.GetProperty("file").GetString()!))))
        {
            Assert.Null(AuditTrail.FirstBroken(chain.Entries));
            Assert.Equal(chain.Head, chain.Entries is [.., var last] ? Convert.ToHexStringLower(last.Hash) : null);
            Assert.Contains(chains, told => told.GetProperty("caseId").GetGuid() == chain.CaseId
                && told.GetProperty("head").GetString() == chain.Head && told.GetProperty("whole").GetBoolean());
            entries += chain.Entries.Count;
        }
        Assert.True(entries > 20, $"Only {entries} entries of the record are in it.");
        // An entry that says something else is found out.
        var intake = Chains(Bytes(zip, "intake.json")).First(chain => chain.Entries.Count > 1).Entries;
        Assert.NotNull(AuditTrail.FirstBroken([intake[0] with { ActorName = "别人" }, .. intake.Skip(1)]));

        // The application's own dossier is in it as Intake makes it, with a manifest of its own.
        using var own = new ZipArchive(new MemoryStream(Bytes(zip, "application.zip")));
        Assert.Contains(own.Entries, entry => entry.FullName == "manifest.sha256");
        Assert.Contains(own.Entries, entry => entry.FullName == "submission-1.json");
    }

    [Fact]
    public async Task A_lead_unit_gets_what_it_may_read_and_of_the_record_its_head_only()
    {
        var (_, allianceId) = await system.Recognised();
        using var zip = await Dossier("qiye2", allianceId);

        Assert.Equal(["intake.json", "certification.json", "funding.json", "monitoring.json", "application.zip", "manifest.json",
            "manifest.sha256"], zip.Entries.Select(entry => entry.FullName));
        foreach (var part in (string[])["intake.json", "certification.json", "funding.json", "monitoring.json"])
            Assert.All(Chains(Bytes(zip, part)), chain => Assert.Empty(chain.Entries));
        Assert.DoesNotContain("同意。", Encoding.UTF8.GetString(Bytes(zip, "certification.json")), StringComparison.Ordinal);
        Assert.Contains(Chains(Bytes(zip, "intake.json")), chain => chain.Head is { Length: 64 });
    }

    [Fact]
    public async Task Nobody_gets_it_who_may_not_read_the_application()
    {
        var (applicationId, allianceId) = await system.Recognised();
        foreach (var account in (string[])["qiye7", "qiye1"])
            Assert.Equal(HttpStatusCode.NotFound, await Status(account, allianceId));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(Road.Panel[0], applicationId));
        foreach (var service in (string[])["intake", "review", "certification", "funding", "monitoring", "workflows"])
            Assert.Equal(HttpStatusCode.NotFound,
                (await (await system.SignedIn("qiye7")).Get($"/{service}/api/alliances/{allianceId}/dossier", Ct)).Status);
    }

    [Fact]
    public async Task A_part_that_is_missing_is_named_and_without_the_application_there_is_a_page_that_says_so()
    {
        var (_, allianceId) = await system.Recognised();
        var alliance = await system.Alliance;
        await alliance.KillService("review");
        try
        {
            using var zip = await Dossier("shenji", allianceId);
            using var manifest = JsonDocument.Parse(Bytes(zip, "manifest.json"));
            Assert.Equal("review", Assert.Single(manifest.RootElement.GetProperty("missing").EnumerateArray()).GetProperty("service")
                .GetString());
            Assert.DoesNotContain(zip.Entries, entry => entry.FullName == "review.json");
        }
        finally
        {
            await alliance.StartService("review", Ct);
        }

        await alliance.KillService("intake");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/alliances/{allianceId}/dossier");
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await (await system.SignedIn("shenji")).Http.SendAsync(request, Ct);
            Assert.Contains("没有导出档案", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct)), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("shenji", allianceId));
        }
        finally
        {
            await alliance.StartService("intake", Ct);
        }
        await system.Eventually(async () => await Status("shenji", allianceId) == HttpStatusCode.OK);
    }

    async Task<ZipArchive> Dossier(string account, Guid key)
    {
        using var answer = await (await system.SignedIn(account)).Http.GetAsync(new Uri($"/alliances/{key}/dossier", UriKind.Relative), Ct);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct)));
    }

    async Task<HttpStatusCode> Status(string account, Guid key)
    {
        using var answer = await (await system.SignedIn(account)).Http.GetAsync(new Uri($"/alliances/{key}/dossier", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead, Ct);
        return answer.StatusCode;
    }

    static byte[] Bytes(ZipArchive zip, string name)
    {
        using var entry = zip.GetEntry(name)!.Open();
        using var all = new MemoryStream();
        entry.CopyTo(all);
        return all.ToArray();
    }

    static IReadOnlyList<(Guid CaseId, string? Head, IReadOnlyList<AuditEntry> Entries)> Chains(byte[] part)
    {
        using var read = JsonDocument.Parse(part);
        return [.. read.RootElement.GetProperty("chains").EnumerateArray().Select(chain => (chain.GetProperty("caseId").GetGuid(),
            chain.GetProperty("head").GetString(),
            Core.Text.Json.Read<IReadOnlyList<AuditEntry>>(chain.GetProperty("audit").GetRawText())))];
    }
}
