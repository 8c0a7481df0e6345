using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Statute.Data;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using static Alliance.Statute.Periods.BeijingTime;

namespace Alliance.Statute.CommandLine;

/// <summary>What the command answers: JSON, or one sentence that says what is wrong with its words.</summary>
/// <param name="Json">The answer; null when refused.</param>
/// <param name="Refusal">What is wrong; null when answered.</param>
public sealed record PeriodAnswer(string? Json, FormattableString? Refusal);

/// <summary>
/// <c>period …</c> at the command line: the words of one computation in, its result as JSON out. <see cref="Usage"/> lists the forms.
/// </summary>
public static class PeriodCommand
{
    /// <summary>The forms the command has.</summary>
    public const string Usage = """
        period 2025-01-21 7 [--unit calendar|working|months|years] [--count-start-day] [--no-roll]
        period notice|correction|hearing 2025-01-21 [--policy kunming-2016.1]
        period fixed 2024 12-15 [--exclusive] [--no-roll]
        period report 2024 [--policy kunming-2016.1]
        period cycle 2024-02-29 2 [--months 24]
        with each: [--close-of-business 17:30] [--day-off 2025-04-15=Water-Splashing]
        """;

    /// <summary>Answers; sentences are put into words by <paramref name="say"/>, in Chinese when it is not given.</summary>
    public static PeriodAnswer Answer(IReadOnlyList<string> words, Func<FormattableString, string>? say = null)
    {
        try
        {
            var request = Words.Of(words);
            var json = request.Plain[0] switch
            {
                "fixed" => Fixed(request, say),
                "report" => Report(request, say),
                "cycle" => Cycle(request, say),
                "notice" or "correction" or "hearing" => Statutory(request, say),
                _ => Plain(request, say),
            };
            return new(json.ToJsonString(StatuteJson.Options), null);
        }
        catch (StatuteException wrong)
        {
            return new(null, wrong.Sentences[0]);
        }
    }

    static JsonObject Plain(Words words, Func<FormattableString, string>? say)
    {
        words.Allow(2, "--unit", "--count-start-day", "--no-roll");
        var (closing, time) = words.Closing();
        var unit = words.Unit();
        var length = words.Number(1, 1, unit switch { PeriodUnit.Months => 1200, PeriodUnit.Years => 100, _ => 36_500 });
        var period = new Period(length, unit, words.Has("--count-start-day"), !words.Has("--no-roll"), closing) { CloseOfBusiness = time };
        return Json(period.Reckon(words.Day(0), words.Calendar()), period, say);
    }

    static JsonObject Statutory(Words words, Func<FormattableString, string>? say)
    {
        words.Allow(2, "--policy");
        var policy = words.Policy();
        var period = words.Plain[0] switch { "notice" => policy.Notice, "correction" => policy.Correction, _ => policy.Hearing };
        var (closing, time) = words.Closing(period);
        period = period with { Closing = closing, CloseOfBusiness = time };
        var json = Json(period.Reckon(words.Day(1), words.Calendar()), period, say);
        json["policyVersion"] = policy.Version;
        return json;
    }

    static JsonObject Fixed(Words words, Func<FormattableString, string>? say)
    {
        words.Allow(3, "--exclusive", "--no-roll");
        var (month, day) = words.MonthAndDay(2);
        var (closing, time) = words.Closing();
        var date = new FixedDate(month, day, !words.Has("--no-roll"), !words.Has("--exclusive"), closing) { CloseOfBusiness = time };
        return Json(date.In(words.Number(1, 1900, 9000), words.Calendar()), date, say);
    }

    static JsonObject Report(Words words, Func<FormattableString, string>? say)
    {
        words.Allow(2, "--policy");
        var (policy, year) = (words.Policy(), words.Number(1, 1900, 9000));
        var (closing, time) = words.Closing();
        var due = policy.AnnualReport.Due with { Closing = closing, CloseOfBusiness = time };
        var json = Json(due.In(year, words.Calendar()), due, say);
        json["reminders"] = new JsonArray([.. FixedDates.Reminders(year, policy).Select(d => JsonValue.Create(Iso(d)))]);
        json["policyVersion"] = policy.Version;
        return json;
    }

    static JsonObject Cycle(Words words, Func<FormattableString, string>? say)
    {
        words.Allow(3, "--months");
        words.NoClosing();
        var months = words.Value("--months") is { } text ? Words.Integer(text, 1, 1200) : 24;
        var end = Cycles.ReckonEnd(words.Day(1), words.Number(2, 1, 100), months, words.Calendar());
        var json = Json(end, null, say);
        json["startsOn"] = Iso(end.Start);
        json["endsOn"] = Iso(end.NominalLastDay);
        json["rule"] = new JsonObject { ["anchoredOn"] = Iso(words.Day(1)), ["cycle"] = words.Number(2, 1, 100), ["months"] = months };
        return json;
    }

    // The four names that others rely on come first.
    static JsonObject Json(ReckonedPeriod period, object? rule, Func<FormattableString, string>? say) => new()
    {
        ["lastDay"] = period.LastDay is { } last ? Iso(last) : null,
        ["closesAt"] = period.ClosesAt?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        ["earliestDecisionDate"] = period.EarliestDecisionDate is { } decision ? Iso(decision) : null,
        ["provisional"] = period.Provisional,
        ["nominalLastDay"] = Iso(period.NominalLastDay),
        ["start"] = Iso(period.Start),
        ["rule"] = rule is null ? null : JsonSerializer.SerializeToNode(rule, rule.GetType(), StatuteJson.Options),
        ["articles"] = new JsonArray([.. period.Articles.Select(a => JsonValue.Create(a))]),
        ["steps"] = new JsonArray([.. period.Steps.Select(s => new JsonObject
        {
            ["sentence"] = say?.Invoke(s.Sentence) ?? s.Sentence.ToString(CultureInfo.InvariantCulture),
            ["article"] = s.Article,
        })]),
    };

    /// <summary>The words, sorted into plain ones and options; every doubt is a refusal.</summary>
    sealed class Words(IReadOnlyList<string> plain, IReadOnlyList<(string Name, string? Value)> options)
    {
        static readonly HashSet<string> Valued = ["--unit", "--policy", "--months", "--close-of-business", "--day-off"];
        static readonly HashSet<string> Bare = ["--count-start-day", "--no-roll", "--exclusive"];

        public IReadOnlyList<string> Plain => plain;

        public static Words Of(IReadOnlyList<string> words)
        {
            var (plain, options) = (new List<string>(), new List<(string, string?)>());
            for (var i = 0; i < words.Count; i++)
            {
                var word = words[i];
                if (!word.StartsWith("--", StringComparison.Ordinal)) plain.Add(word);
                else if (Bare.Contains(word)) options.Add((word, null));
                else if (!Valued.Contains(word)) throw new StatuteException($"不认识的选项 {word}");
                else if (++i == words.Count) throw new StatuteException($"选项 {word} 后缺少值");
                else options.Add((word, words[i]));
            }
            if (plain.Count == 0) throw new StatuteException($"请写明起始日和长度，例如 period 2025-01-21 7");
            if (options.Where(o => o.Item1 != "--day-off").GroupBy(o => o.Item1).FirstOrDefault(g => g.Count() > 1) is { } repeated)
                throw new StatuteException($"选项 {repeated.Key} 重复");
            return new(plain, options);
        }

        public void Allow(int words, params ReadOnlySpan<string> names)
        {
            foreach (var (name, _) in options)
                if (!names.Contains(name) && name is not ("--close-of-business" or "--day-off"))
                    throw new StatuteException($"选项 {name} 不能用于这种计算");
            if (plain.Count < words) throw new StatuteException($"缺少参数：应有 {words} 个，现有 {plain.Count} 个");
            if (plain.Count > words) throw new StatuteException($"多余的参数「{plain[words]}」");
        }

        public void NoClosing()
        {
            if (Value("--close-of-business") is not null) throw new StatuteException($"选项 {"--close-of-business"} 不能用于这种计算");
        }

        public bool Has(string name) => options.Any(o => o.Name == name);

        public string? Value(string name) => options.FirstOrDefault(o => o.Name == name).Value;

        public DateOnly Day(int at) => Day(plain[at]);

        public int Number(int at, int min, int max) => Integer(plain[at], min, max);

        public (int Month, int Day) MonthAndDay(int at)
            => DateOnly.TryParseExact($"2000-{plain[at]}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? (day.Month, day.Day) : throw new StatuteException($"「{plain[at]}」不是月日，请写成 12-15");

        public PeriodUnit Unit() => Value("--unit") switch
        {
            null or "calendar" => PeriodUnit.CalendarDays,
            "working" => PeriodUnit.WorkingDays,
            "months" => PeriodUnit.Months,
            "years" => PeriodUnit.Years,
            var other => throw new StatuteException($"不认识的单位「{other}」，可用 calendar、working、months、years"),
        };

        public (ClosingTime, TimeOnly?) Closing(Period? usual = null) => Value("--close-of-business") is not { } text
            ? (usual?.Closing ?? ClosingTime.Midnight, usual?.CloseOfBusiness)
            : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? (ClosingTime.CloseOfBusiness, time) : throw new StatuteException($"「{text}」不是时刻，请写成 17:30");

        public Policy Policy() => Value("--policy") is { } version ? PolicyBook.Find(version) : PolicyBook.Find("kunming-2016.1");

        public WorkCalendar Calendar()
        {
            var local = options.Where(o => o.Name == "--day-off").Select(o => o.Value!.Split('=', 2))
                .Select(parts => new LocalDay(Day(parts[0]), parts.Length > 1 ? parts[1] : "地方放假", "--day-off")).ToList();
            return local.Count == 0 ? WorkCalendar.StateCouncil : WorkCalendar.StateCouncil.With(local);
        }

        public static int Integer(string text, int min, int max)
            => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number : throw new StatuteException($"「{text}」应为 {min} 至 {max} 的整数");

        static DateOnly Day(string text)
            => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is >= 1900 and <= 9000
                ? day : throw new StatuteException($"「{text}」不是 1900 年至 9000 年间的日期，请写成 2025-01-21");
    }
}
