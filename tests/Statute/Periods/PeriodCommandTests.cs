using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Statute.CommandLine;
using Xunit;

namespace Alliance.Statute.Tests.Periods;

public sealed class PeriodCommandTests
{
    [Fact]
    public void The_four_names_that_others_rely_on_come_first()
    {
        var json = Answer("2025-01-21 7");

        Assert.Equal(["lastDay", "closesAt", "earliestDecisionDate", "provisional"], json.Select(p => p.Key).Take(4));
        Assert.Equal("2025-02-05", (string?)json["lastDay"]);
        Assert.Equal("2025-02-06T00:00:00+08:00", (string?)json["closesAt"]);
        Assert.Equal("2025-02-06", (string?)json["earliestDecisionDate"]);
        Assert.False((bool)json["provisional"]!);
    }

    [Theory]
    [InlineData("2025-01-21 7 --count-start-day", "2025-01-27")]
    [InlineData("2025-01-21 7 --no-roll", "2025-01-28")]
    [InlineData("2025-01-21 7 --unit working", "2025-02-06")]
    [InlineData("2024-01-31 1 --unit months", "2024-02-29")]
    [InlineData("2024-02-29 2 --unit years --no-roll", "2026-02-28")]
    [InlineData("notice 2025-01-21", "2025-02-05")]
    [InlineData("fixed 2024 12-15", "2024-12-16")]
    [InlineData("fixed 2024 12-15 --exclusive --no-roll", "2024-12-14")]
    [InlineData("report 2024", "2024-12-16")]
    [InlineData("cycle 2024-02-29 1", "2026-02-28")]
    [InlineData("cycle 2023-09-26 1 --months 12", "2024-09-26")]
    [InlineData("2025-04-08 7 --day-off 2025-04-15=泼水节", "2025-04-16")]
    public void Every_form_is_answered(string words, string lastDay) => Assert.Equal(lastDay, (string?)Answer(words)["lastDay"]);

    [Fact]
    public void Close_of_business_is_an_instant_of_the_last_day()
        => Assert.Equal("2025-02-05T17:30:00+08:00", (string?)Answer("2025-01-21 7 --close-of-business 17:30")["closesAt"]);

    [Fact]
    public void Without_a_calendar_no_last_day_is_asserted()
    {
        var json = Answer("2027-01-21 7");

        Assert.True((bool)json["provisional"]!);
        Assert.Null(json["lastDay"]);
        Assert.Null(json["closesAt"]);
        Assert.Null(json["earliestDecisionDate"]);
        Assert.Equal("2027-01-28", (string?)json["nominalLastDay"]);
    }

    [Theory]
    [InlineData("", "请写明起始日和长度")]
    [InlineData("2025-01-21", "缺少参数")]
    [InlineData("2025-02-29 7", "「2025-02-29」不是")]
    [InlineData("2025-01-21 0", "「0」应为 1 至 36500 的整数")]
    [InlineData("2025-01-21 7 days", "多余的参数「days」")]
    [InlineData("2025-01-21 7 --unit weeks", "不认识的单位「weeks」")]
    [InlineData("2025-01-21 7 --unit", "选项 --unit 后缺少值")]
    [InlineData("2025-01-21 7 --quickly", "不认识的选项 --quickly")]
    [InlineData("2025-01-21 7 --no-roll --no-roll", "选项 --no-roll 重复")]
    [InlineData("2025-01-21 7 --exclusive", "选项 --exclusive 不能用于这种计算")]
    [InlineData("2025-01-21 7 --close-of-business noon", "「noon」不是时刻")]
    [InlineData("notice 2025-01-21 --policy atlantis", "没有政策版本 atlantis")]
    [InlineData("fixed 2024 13-01", "「13-01」不是月日")]
    public void Bad_words_are_answered_with_a_sentence(string words, string sentence)
    {
        var answer = PeriodCommand.Answer(Split(words));

        Assert.Null(answer.Json);
        Assert.Contains(sentence, answer.Refusal!.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    static JsonObject Answer(string words)
    {
        var answer = PeriodCommand.Answer(Split(words));
        Assert.Null(answer.Refusal?.ToString(CultureInfo.InvariantCulture));
        return JsonNode.Parse(answer.Json!)!.AsObject();
    }

    static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
