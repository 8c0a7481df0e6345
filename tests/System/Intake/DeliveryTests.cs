using System.Net;
using System.Text.Json;
using Alliance.Statute;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>That a letter arrived is on record (送达), a decision says until when it can be turned against, and deadlines stand in people's
/// calendars.</summary>
public sealed class DeliveryTests(RunningSystem system)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_is_served_when_it_is_opened_and_not_when_a_program_looks_ahead()
    {
        var applicationId = await system.Submitted("qiye5");
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/refuse",
            new { reasons = new[] { new { article = Articles.Members, sentence = "成员单位不足" } } })).Must();
        var unit = await system.SignedIn("qiye5");
        var letter = (await unit.Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray()
            .First(one => one.GetProperty("caseId").GetGuid() == applicationId);
        Assert.True(letter.GetProperty("isInstrument").GetBoolean());
        var page = $"/intake/inbox/{letter.GetProperty("letterId").GetGuid()}";

        using (var head = new HttpRequestMessage(HttpMethod.Head, page))
        using (var answer = await unit.Http.SendAsync(head, Ct)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var ahead = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "Sec-Purpose", "prefetch" } } })
        using (var answer = await unit.Http.SendAsync(ahead, Ct))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.DoesNotContain("成员单位不足", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
        Assert.Equal(JsonValueKind.Null, (await Record(applicationId, "申报书未通过形式审查")).GetProperty("openedAt").ValueKind);
        (await unit.Post("/intake/api/letters/read")).Must();
        Assert.Equal(JsonValueKind.Null, (await Record(applicationId, "申报书未通过形式审查")).GetProperty("openedAt").ValueKind);

        var shown = await unit.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);

        var day = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());
        var (reconsideration, court) = Statute.Periods.Remedies.From(day, system.Clock.Calendar);
        foreach (var text in (string[])["成员单位不足", $"{reconsideration.LastDay:yyyy-MM-dd}", $"{court.LastDay:yyyy-MM-dd}"])
            Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.Equal("qiye5", (await Record(applicationId, "申报书未通过形式审查")).GetProperty("openedBy").GetString());
        var own = await unit.Http.GetStringAsync(new Uri($"/intake/applications/{applicationId}", UriKind.Relative), Ct);
        Assert.Contains($"{court.LastDay:yyyy-MM-dd}", own, StringComparison.Ordinal);

        var officer = await system.SignedIn("shouli");
        var file = await officer.Http.GetStringAsync(
            new Uri($"/intake/api/applications/{applicationId}/letters.csv", UriKind.Relative), Ct);
        Assert.Contains("申报书未通过形式审查", file, StringComparison.Ordinal);
        Assert.Contains("qiye5", file, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await unit.Get($"/intake/api/applications/{applicationId}/letters")).Status);
    }

    [Fact]
    public async Task A_calendar_shows_a_units_deadline_moves_with_it_and_ends_when_it_is_taken_back()
    {
        var applicationId = await system.Submitted("qiye6");
        var unit = await system.SignedIn("qiye6");
        var address = $"/intake/calendar/{(await unit.Post("/intake/api/letters/calendar")).Must().GetProperty("token").GetString()}.ics";
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/request-correction",
            new { items = new[] { new { article = Articles.Agreement, sentence = "请补签" } } })).Must();
        var uid = $"UID:{applicationId:N}-CorrectionDue";

        var before = await system.Eventually(() => Calendar(address), text => Plain(text).Contains(uid, StringComparison.Ordinal));
        Assert.Contains("SEQUENCE:0", EntryOf(before, uid), StringComparison.Ordinal);
        var day = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now()).AddDays(40);
        (await (await system.SignedIn("admin")).Post($"/workflows/api/cases/{applicationId}/move-deadline",
            new { name = "CorrectionDue", until = day, reason = "单位搬迁" })).Must();
        var after = await system.Eventually(() => Calendar(address),
            text => EntryOf(text, uid).Contains("SEQUENCE:1", StringComparison.Ordinal));

        Assert.NotEqual(Line(EntryOf(before, uid), "DTSTART"), Line(EntryOf(after, uid), "DTSTART"));
        Assert.DoesNotContain(applicationId.ToString("N"), await Calendar("/intake/calendar.ics"), StringComparison.Ordinal);
        using (var revoke = new HttpRequestMessage(HttpMethod.Delete, "/intake/api/letters/calendar"))
        {
            revoke.Headers.Add("X-Requested-With", "Alliance.Launcher");
            using var revoked = await unit.Http.SendAsync(revoke, Ct);
            Assert.True(revoked.IsSuccessStatusCode, revoked.StatusCode.ToString());
        }
        using var gone = await (await system.Anybody()).Http.GetAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task The_public_calendar_has_the_calls_and_the_day_of_the_reports()
    {
        await system.OpenCall();

        var text = Plain(await Calendar("/intake/calendar.ics"));

        Assert.Contains("申报截止：年度申报通知", text, StringComparison.Ordinal);
        var year = (await system.Clock.Now()).Year;
        Assert.Contains($"UID:report-{year}@", text, StringComparison.Ordinal);
        Assert.Contains($"DTSTART;VALUE=DATE:{year}12", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_what_by_mail_is_each_persons_to_choose()
    {
        var unit = await system.SignedIn("qiye8");
        (await unit.Put("/intake/api/letters/preferences",
            new { digestHour = 17, choices = new[] { new { service = "funding", delivery = "digest" } } })).Must();

        var chosen = (await unit.Get("/intake/api/letters/preferences")).Must();

        Assert.Equal("digest", Delivery(chosen, "funding"));
        Assert.Equal("atOnce", Delivery(chosen, "intake"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await unit.Put("/intake/api/letters/preferences",
            new { digestHour = 24, choices = Array.Empty<object>() })).Status);
    }

    [Fact]
    public async Task Pages_about_letters_are_light_accessible_and_fit_in_both_languages()
    {
        var applicationId = await system.Submitted("qiye4");
        (await (await system.SignedIn("shouli")).Post($"/intake/api/applications/{applicationId}/refuse",
            new { reasons = new[] { new { article = Articles.Members, sentence = "成员单位不足：只有三家法人单位，少于四家。" } } })).Must();
        var letter = (await (await system.SignedIn("qiye4")).Get("/intake/api/letters")).Must().GetProperty("items").EnumerateArray()
            .First(one => one.GetProperty("caseId").GetGuid() == applicationId).GetProperty("letterId").GetGuid();
        var owed = new List<string>();
        foreach (var (number, (account, path)) in new (string?, string)[]
        {
            ("qiye4", "/intake/inbox"), ("qiye4", $"/intake/inbox/{letter}"), ("qiye4", "/intake/inbox/preferences"),
            ("qiye4", $"/intake/applications/{applicationId}"), ("shouli", $"/intake/applications/{applicationId}/letters"),
            (null, "/certification/subscribe"), (null, $"/certification/subscriptions/{Guid.NewGuid()}"), (null, "/certification/notices"),
        }.Index())
            foreach (var (language, width) in new[] { ("zh", PageDuties.Wide), ("en", PageDuties.Narrow) })
            {
                if (!PageDuties.IsLookedAt(number, width)) continue;
                var page = account is null ? await system.Browser.Public() : await system.Browser.SignedIn(account);
                var answer = await page.GotoAsync($"{path}?culture={(language == "zh" ? "zh-CN" : "en")}");
                if (answer!.Status >= 500) owed.Add($"{path} answers {answer.Status}");
                owed.AddRange(await page.Owes($"{language} {path.Replace(applicationId.ToString(), "A", StringComparison.Ordinal)
                    .Replace(letter.ToString(), "L", StringComparison.Ordinal)}", width));
                await page.CloseAsync();
            }
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    static string? Delivery(JsonElement chosen, string service) => chosen.GetProperty("choices").EnumerateArray()
        .Single(choice => choice.GetProperty("service").GetString() == service).GetProperty("delivery").GetString();

    async Task<JsonElement> Record(Guid applicationId, string title)
        => (await (await system.SignedIn("shouli")).Get($"/intake/api/applications/{applicationId}/letters")).Must().GetProperty("items")
            .EnumerateArray().Single(row => row.GetProperty("title").GetString() == title);

    async Task<string> Calendar(string address)
        => await (await system.Anybody()).Http.GetStringAsync(new Uri(address, UriKind.Relative), Ct);

    static string Plain(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal);

    static string EntryOf(string calendar, string uid) => Plain(calendar).Split("BEGIN:VEVENT")
        .FirstOrDefault(entry => entry.Contains(uid, StringComparison.Ordinal)) ?? "";

    static string Line(string entry, string name) => entry.Split("\r\n").Single(line => line.StartsWith(name, StringComparison.Ordinal));
}
