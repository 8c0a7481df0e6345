using System.Text.Json;
using Dapper;
using Npgsql;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>Who objects is known to the officers who answer, for as long as they need it, and stands nowhere else.</summary>
public sealed class ObjectorPrivacyTests(RunningSystem system)
{
    const string Facts = "成员单位未实际参与研发";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_objects_stands_in_no_record_that_cannot_be_erased_and_in_no_log()
    {
        var alliance = await system.Alliance;
        var (applicationId, notice) = await system.OnNotice();
        var address = $"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections";
        var (name, contact) = ($"欧阳{Guid.NewGuid():N}", $"1390000{Guid.NewGuid():N}");
        var objector = await system.SignedIn("qiye3");

        (await objector.Post(address, new { objectorName = name, objectorKind = "person", contact, facts = Facts }, Ct)).Must();
        // What the rules or the database refuse leaves no trace of it either.
        foreach (var kind in new object[] { 99, "99", -1 })
            Assert.InRange((int)(await objector.Post(address, new { objectorName = name, objectorKind = kind, contact, facts = Facts }, Ct))
                .Status, 400, 499);
        await using (var runtime = new NpgsqlConnection(alliance.DatabasesOfServices["certification"].Runtime))
            await Assert.ThrowsAsync<PostgresException>(() => runtime.ExecuteAsync(
                "insert into objection(id, notice_id, objector_kind, facts, lodged_at, state) values (@id, @notice, 'Nobody', @facts, " +
                "now(), 'Open')",
                new { id = Guid.NewGuid(), notice = notice.GetProperty("noticeId").GetGuid(), facts = name + contact }));

        await using var database = new NpgsqlConnection(alliance.DatabasesOfServices["certification"].Owner);
        var record = await database.QuerySingleAsync<string>(
            "select row_to_json(audit)::text from audit where case_id = @applicationId and what = 'LodgeObjection'", new { applicationId });
        foreach (var trace in new[] { name, contact, "qiye3", "测试企业3", TestApplicants.Accounts[2].Unit!.CreditCode, "127.0.0.1", "::1" })
            Assert.DoesNotContain(trace, record, StringComparison.Ordinal);
        var logs = Directory.EnumerateFiles(Path.GetDirectoryName(alliance.Data.Log("postgres"))!).ToList();
        Assert.Contains(alliance.Data.Log("postgres"), logs);
        foreach (var log in logs)
        {
            await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            var text = await reader.ReadToEndAsync(Ct);
            Assert.False(text.Contains(name, StringComparison.Ordinal) || text.Contains(contact, StringComparison.Ordinal),
                $"{log} names who objected.");
        }
    }

    [Fact]
    public async Task Who_objected_is_erased_when_the_time_is_over_and_the_objection_stays()
    {
        var alliance = await system.Alliance;
        var (applicationId, notice) = await system.OnNotice();
        var objectionId = (await (await system.Anybody())
            .Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = Facts }, Ct)).Must()
                .GetProperty("objectionId").GetGuid();
        var officer = await system.SignedIn("rending");
        await alliance.KillService("certification");
        try
        {
            await alliance.StartService("certification", new Dictionary<string, string> { ["Objections__KeepMonths"] = "0" }, Ct);
            Assert.Equal("赵秉正", (await Objection()).GetProperty("objectorName").GetString());
            (await officer.Post($"/certification/api/objections/{objectionId}/settle", new { upheld = true, answer = "经核实，异议成立。" }, Ct))
                .Must();

            var erased = await system.Eventually(Objection,
                objection => objection.GetProperty("objectorName").ValueKind == JsonValueKind.Null);

            Assert.Equal((JsonValueKind.Null, Facts, "upheld"),
                (erased.GetProperty("contact").ValueKind, erased.GetProperty("facts")
                    .GetString(), erased.GetProperty("state").GetString()));
            await using var database = new NpgsqlConnection(alliance.DatabasesOfServices["certification"].Owner);
            Assert.Equal(1, await database.ExecuteScalarAsync<int>(
                "select count(*) from audit where case_id = @applicationId and what = 'EraseObjectors'", new { applicationId }));
            var page = await officer.Http.GetStringAsync(new Uri($"/certification/objections/{objectionId}", UriKind.Relative), Ct);
            Assert.Contains("已按期删除", page, StringComparison.Ordinal);
        }
        finally
        {
            await alliance.KillService("certification");
            await alliance.StartService("certification", Ct);
        }

        async Task<JsonElement> Objection() => (await officer.Get("/certification/api/objections", Ct)).Must().GetProperty("items")
            .EnumerateArray().Single(o => o.GetProperty("objectionId").GetGuid() == objectionId);
    }

    [Fact]
    public async Task The_page_of_an_objection_opens_to_number_and_code_and_to_nothing_else()
    {
        var (_, notice) = await system.OnNotice();
        var anybody = await system.Anybody();
        var receipt = (await anybody.Post($"/certification/api/notices/{notice.GetProperty("noticeId").GetGuid()}/objections",
            new { objectorName = "赵秉正", objectorKind = "person", contact = "0871-6310 0000", facts = Facts }, Ct)).Must();
        var (number, code) = (receipt.GetProperty("number").GetString()!, receipt.GetProperty("code").GetString()!);

        async Task<Local.Answer> Open(string? typed, string? with)
            => await anybody.Post("/certification/api/followed-objections", new { number = typed, code = with }, Ct);

        Assert.False((await Open(number, "AAAAAAAA")).Ok);
        Assert.False((await Open(number[..^1] + (number[^1] == '0' ? '1' : '0'), code)).Ok);
        var key = (await Open(number.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal), code.ToLowerInvariant())).Must()
            .GetProperty("key").GetGuid();
        var seen = (await anybody.Get($"/certification/api/followed-objections/{key}", Ct)).Must();

        Assert.Equal((number, Facts), (seen.GetProperty("number").GetString(), seen.GetProperty("facts").GetString()));
        Assert.DoesNotContain("赵秉正", seen.ToString(), StringComparison.Ordinal);
        Assert.False((await anybody.Get($"/certification/api/followed-objections/{Guid.NewGuid()}", Ct)).Ok);
        // What an address says is not repeated.
        var page = await anybody.Http.GetStringAsync(
            new Uri($"/certification/follow?sent={Uri.EscapeDataString("请将罚款汇至账户 6222")}", UriKind.Relative), Ct);
        Assert.DoesNotContain("罚款", System.Net.WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }
}
