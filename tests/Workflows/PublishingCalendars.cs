using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Workflows.Calendars;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What an administrator sees before a calendar is published: the days, the deadlines that get their day, and those that would
/// come out otherwise.</summary>
public sealed class PublishingCalendars(Floor floor) : IAsyncLifetime
{
    readonly Guid _id = Guid.CreateVersion7();
    Scenario _scenario = null!;
    AsyncServiceScope _scope;

    static CancellationToken Ct => TestContext.Current.CancellationToken;
    PublishCalendar Slice => new(_scope.ServiceProvider.GetRequiredService<Database>(),
        new StatutoryClock(floor.Clock, new PublishedCalendars(floor.Database)));

    public async ValueTask InitializeAsync()
    {
        _scenario = await floor.Begin(The.Noon(2026, 12, 28));
        _scope = floor.Services.CreateAsyncScope();
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task The_preview_names_days_and_deadlines_and_changes_nothing()
    {
        // Ten working days from 28 December reach into a year that is not published.
        await _scenario.Hear(new ApplicationSubmitted(_id, The.Application(), _scenario.Now),
            new CorrectionRequested(_id, [The.Reason], null, new(2027, 1, 11), _scenario.Now));

        var preview = (await Slice.Look(Notice2027, Ct)).Value!;

        Assert.Equal(("2027", 1, null, 1, 1, 0),
            (preview.Key, preview.Version, preview.Replaces, preview.Provisional, preview.Settled, preview.Differing));
        Assert.Equal((_id, "CorrectionDue", null, The.EndOf(2027, 1, 12)),
            (preview.SettledFirst[0].CaseId, preview.SettledFirst[0].Name, preview.SettledFirst[0].Before, preview.SettledFirst[0].After));
        Assert.Contains(preview.Days, d => d is { Name: "元旦", IsOffDay: true } && d.Date == new DateOnly(2027, 1, 1));
        Assert.Contains(preview.Days, d => d is { Name: "春节", IsOffDay: false } && d.Date == new DateOnly(2027, 2, 14));
        Assert.DoesNotContain(preview.Days, d => d.Date == new DateOnly(2027, 2, 6)); // a Saturday is off anyway
        _scenario.WaitsFor(_id, "CorrectionDue", null);
    }

    [Fact]
    public async Task A_deadline_that_a_calendar_extends_is_shown_with_both_its_ends()
    {
        await _scenario.Hear(new ApplicationSubmitted(_id, The.Application(), _scenario.Now),
            new CorrectionRequested(_id, [The.Reason], The.EndOf(2026, 12, 30), new(2026, 12, 30), The.Noon(2026, 12, 16)));

        var preview = (await Slice.Look("""{"region":"昆明市","source":"市政府公告","days":[{"date":"2026-12-29","name":"地方放假"}]}""", Ct)).Value!;

        Assert.Equal(("昆明市", 0, 1, 0), (preview.Key, preview.Settled, preview.Extended, preview.Differing));
        Assert.Equal((The.EndOf(2026, 12, 30), The.EndOf(2026, 12, 31)),
            (preview.ExtendedFirst[0].Before!.Value, preview.ExtendedFirst[0].After));
    }

    [Theory]
    [InlineData("update journal set note = 'x'")]
    [InlineData("delete from journal")]
    [InlineData("update calendar_notice set document = '{}'")]
    [InlineData("delete from calendar_notice")]
    [InlineData("delete from intervention")]
    [InlineData("truncate intervention")]
    public async Task What_is_on_record_is_changed_or_removed_by_no_service(string statement)
    {
        await using var command = floor.Database.CreateCommand(statement);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
            (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState);
    }

    [Theory]
    [InlineData("\"https://www.gov.cn/zhengce/2027\"", "\"公报\"", "$.papers[0]", "「公报」不是网址")]
    [InlineData("{\"date\":\"2027-01-01\",\"name\":\"元旦\",\"isOffDay\":true},", "", "$.days", "缺少 2027-01-01 元旦放假")]
    [InlineData("\"year\":2027,", "\"year\":2026,", "$.days[0].date", "不在 2026 年")]
    public async Task A_faulty_document_is_refused_with_the_place_of_its_fault(string right, string wrong, string path, string sentence)
    {
        var refusal = (await Slice.Look(Notice2027.Replace(right, wrong, StringComparison.Ordinal), Ct)).Refusal!;

        Assert.Contains(refusal.Faults, f => f.Field == path
            && f.Sentence.ToString(CultureInfo.InvariantCulture).Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_published_takes_the_place_of_what_ships_only_with_a_higher_version()
    {
        var shipped = Statute.Periods.WorkCalendar.StateCouncil.Notices.Single(n => n.Year == 2025);
        var amended = shipped with { Version = 2, Days = [.. shipped.Days, new(new(2025, 12, 31), "元旦", true)] };

        Assert.True(PublishedCalendars.Build([Notice2027]).Knows(2027));
        Assert.True(PublishedCalendars.Build([amended.ToJson()]).IsDayOff(new(2025, 12, 31)));
        Assert.False(PublishedCalendars.Build([(amended with { Version = 1 }).ToJson()]).IsDayOff(new(2025, 12, 31)));
    }

    // The State Council's notice for 2027 is not published; this one is made up for the tests.
    const string Notice2027 =
        """
        {"year":2027,"papers":["https://www.gov.cn/zhengce/2027"],"days":[
         {"date":"2027-01-01","name":"元旦","isOffDay":true},{"date":"2027-02-05","name":"春节","isOffDay":true},
         {"date":"2027-02-06","name":"春节","isOffDay":true},{"date":"2027-02-07","name":"春节","isOffDay":true},
         {"date":"2027-02-08","name":"春节","isOffDay":true},{"date":"2027-02-09","name":"春节","isOffDay":true},
         {"date":"2027-02-14","name":"春节","isOffDay":false},{"date":"2027-04-05","name":"清明节","isOffDay":true},
         {"date":"2027-05-01","name":"劳动节","isOffDay":true},{"date":"2027-05-02","name":"劳动节","isOffDay":true},
         {"date":"2027-06-09","name":"端午节","isOffDay":true},{"date":"2027-09-15","name":"中秋节","isOffDay":true},
         {"date":"2027-10-01","name":"国庆节","isOffDay":true},{"date":"2027-10-02","name":"国庆节","isOffDay":true},
         {"date":"2027-10-03","name":"国庆节","isOffDay":true}]}
        """;
}
