using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Statute.Tests.Policies;

public sealed class PolicyTests
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    [Fact, Article("1", "2", "3", "5", "6", "7", "18")]
    public void Kunming_has_every_parameter()
    {
        Assert.Empty(PolicyParameters.Missing(Kunming.Document));
        Assert.Equal(["中发〔2015〕8号", "云发〔2013〕9号", "昆发〔2016〕6号"], Kunming.LegalBasis);
        Assert.Equal(4, Kunming.TaskCategories.Count);
        Assert.NotEmpty(Kunming.LeadDuties);
        Assert.NotEmpty(Kunming.EncouragedMeasures);
        Assert.Contains(Kunming.AuthorityFunctions, f => f.Contains("推荐", StringComparison.Ordinal));
        Assert.False(Kunming.Document.RecommendationRequired);
    }

    [Fact, Article("8(1)", "8(3)", "10", "11", "12", "14", "17")]
    public void Kunming_says_what_the_statute_says()
    {
        Assert.Equal((4, 2, 1, 4), (Kunming.MinMembers, Kunming.MinEnterprises, Kunming.MinProjects, Kunming.MinAchievements));
        Assert.Equal((10_000_000L, 3, 24, 1), (Kunming.GrantFen, Kunming.MatchRatio, Kunming.CycleMonths, Kunming.MissedReportsForCase));
        Assert.Equal((7, false, true), (Kunming.Notice.Length, Kunming.Notice.CountStartDay, Kunming.Notice.Roll));
        Assert.Equal(100, Kunming.ReviewCriteria.Sum(c => c.Max));
        Assert.Equal(100, Kunming.Indicators.Sum(i => i.Weight));
        Assert.Equal(["performanceOutput", "rdInvestment"], Kunming.Indicators.Where(i => i.Weight == Kunming.Indicators.Max(j => j.Weight))
            .Select(i => i.Id).Order());
        Assert.Equal(12, Kunming.CostCategories.Count(c => !c.NeedsApproval));
    }

    [Fact, Article("7", "12")]
    public void An_alliance_can_receive_300_000_yuan_in_all()
    {
        Assert.Equal(["省级", "国家级"], Kunming.AwardLevels.Select(a => a.Level));
        Assert.Equal(30_000_000, Kunming.GrantFen + Kunming.AwardLevels.Sum(a => a.AwardFen));
    }

    [Fact, Article("19")]
    public void A_case_takes_the_version_in_force_and_before_the_first_the_first()
    {
        Assert.Equal("kunming-2016.1", PolicyBook.InForce(new DateOnly(2016, 8, 21)).Version);
        Assert.Equal("kunming-2016.1", PolicyBook.InForce(new DateOnly(2026, 1, 1)).Version);
        Assert.Equal(["昆科发〔2013〕75号"], Kunming.Document.Repeals);

        var later = Changed(p => { p["version"] = "kunming-2016.2"; p["effectiveFrom"] = "2025-01-01"; }).Required();
        Assert.Equal("kunming-2016.1", PolicyBook.InForce([later, Kunming], new DateOnly(2024, 12, 31)).Version);
        Assert.Equal("kunming-2016.2", PolicyBook.InForce([later, Kunming], new DateOnly(2025, 1, 1)).Version);
    }

    [Fact]
    public void A_version_in_use_is_never_replaced_and_two_never_begin_on_one_day()
    {
        Assert.NotNull(PolicyBook.WhyNotAdd([Kunming], Kunming));
        Assert.NotNull(PolicyBook.WhyNotAdd([Kunming], new Policy(Kunming.Document with { Version = "kunming-2016.2" })));
        Assert.Null(PolicyBook.WhyNotAdd([Kunming],
            new Policy(Kunming.Document with { Version = "kunming-2016.2", EffectiveFrom = new DateOnly(2027, 1, 1) })));
    }

    [Theory]
    [InlineData("beijing-2016.1", "grantFen")]
    [InlineData("jiangxi-2023.1", "cycleMonths")]
    [InlineData("hebei.1", "minMembers")]
    public void A_preset_keeps_what_was_not_seen_absent_and_says_so(string version, string absent)
    {
        var preset = PolicyBook.Find(version);

        Assert.Equal(PolicyStatus.Preset, preset.Status);
        Assert.Contains(absent, PolicyParameters.Missing(preset.Document));
        Assert.Contains("省略", preset.Document.Note, StringComparison.Ordinal);
        var asked = Assert.Throws<StatuteException>(() => preset.Notice);
        Assert.Equal($"政策 {version} 的来源中未见参数 notice，须补全后才能使用", asked.Sentences[0].ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_presets_say_what_their_sources_say()
    {
        var (beijing, jiangxi, hebei) =
            (PolicyBook.Find("beijing-2016.1").Document, PolicyBook.Find("jiangxi-2023.1").Document, PolicyBook.Find("hebei.1").Document);

        Assert.Equal((10, 30, true, "后补贴"),
            (beijing.MinMembers, beijing.MinLocalCoreMemberPercent, beijing.SecretaryLocal, beijing.FundingMode));
        Assert.Equal((10, 2, true), (jiangxi.MinMembers, jiangxi.MinResearchOrgs, jiangxi.FullTimeSecretariat));
        Assert.Equal(("备案", 24, true), (hebei.Instrument, hebei.AssessAfterMonths, hebei.ThirdPartyAssessor));
    }

    [Fact]
    public void The_published_schema_names_exactly_the_parameters_there_are()
    {
        using var schema = JsonDocument.Parse(PolicyReader.Schema);
        var published = schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
        var held = typeof(PolicyDocument).GetProperties()
            .Select(p => p.Name == nameof(PolicyDocument.Schema) ? "$schema" : JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Order(StringComparer.Ordinal);
        Assert.Equal(published, held);
    }

    [Fact]
    public void What_was_written_reads_the_same()
        => Assert.Equal(Kunming.Document.ToJson(), PolicyReader.Read(Kunming.Document.ToJson()).Required().Document.ToJson());

    public static TheoryData<string, Action<JsonObject>> Faults => new()
    {
        { "$.notice.length：应为整数，现为 \"seven\"", p => p["notice"]!["length"] = "seven" },
        { "$.notice.length：0 小于 1", p => p["notice"]!["length"] = 0 },
        { "$.notice.unit：「weeks」不在可用的值之列：calendarDays | workingDays | months | years", p => p["notice"]!["unit"] = "weeks" },
        { "$.notice.rol：没有这个参数", p => p["notice"]!["rol"] = true },
        { "$.minMember：没有这个参数", p => p["minMember"] = 4 },
        { "$.minMembers：不能为 null；来源中未见的参数请整项省略", p => p["minMembers"] = null },
        { "$.minMembers：施行中的政策不能缺少", p => p.Remove("minMembers") },
        { "$.sources：至少 1 项，现有 0 项", p => p["sources"] = new JsonArray() },
        { "$.title：缺少", p => p.Remove("title") },
        { "$.title：第 2 个字符是不能显示的控制字符，请删除", p => p["title"] = "办\u000B法" },
        { "$.title：不能为空", p => p["title"] = " " },
        { "$.effectiveFrom：「21.8.2016」不是日期，请写成 2016-08-21", p => p["effectiveFrom"] = "21.8.2016" },
        { "$.effectiveTo：失效日期早于施行日期", p => p["effectiveTo"] = "2016-08-20" },
        { "$.version：版本号「dali-2016.1」应以「kunming-2016.」开头", p => p["version"] = "dali-2016.1" },
        { "$.minEnterprises：企业最低数 5 大于成员单位最低数 4", p => p["minEnterprises"] = 5 },
        { "$.reviewCriteria：合计应为 100，现为 105", p => p["reviewCriteria"]![0]!["max"] = 20 },
        { "$.indicators：合计应为 100，现为 76", p => p["indicators"]![0]!["weight"] = 1 },
        { "$.indicators[1].id：「rdInvestment」重复", p => p["indicators"]![1]!["id"] = "rdInvestment" },
        { "$.indicators[0].family：「创新」不在可用的值之列", p => p["indicators"]![0]!["family"] = "创新" },
        { "$.annualReport.due.day：2 月没有 30 日", p => (p["annualReport"]!["due"]!["month"], p["annualReport"]!["due"]!["day"]) = (2, 30) },
        { "$.nameTemplate：「昆明××联盟」的写法不对", p => p["nameTemplate"] = "昆明××联盟" },
        { "$.keyIndustries[1]：\"三七\" 重复", p => p["keyIndustries"] = new JsonArray("三七", "三七") },
        { "$.panelPassScore：101 大于 100", p => p["panelPassScore"] = 101 },
        { "$.notice.closeOfBusiness：「5 pm」的写法不对，请写成 17:30", p => p["notice"]!["closeOfBusiness"] = "5 pm" },
        { "$.notice.length：这个值无法使用；整数不带小数点，也不能过大", p => p["notice"]!["length"] = JsonNode.Parse("7.0") },
        { "$.id：「Kunming」的写法不对，应合乎 ^[a-z0-9-]+$", p => p["id"] = "Kunming" },
        { "$.legalBasis[1]：不能为空", p => p["legalBasis"] = new JsonArray("中发〔2015〕8号", "") },
        { "$.leadLocal：应为true 或 false，现为 \"yes\"", p => p["leadLocal"] = "yes" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_faulty_policy_is_not_loaded_and_the_sentence_names_the_path(string sentence, Action<JsonObject> spoil)
    {
        var reading = Changed(spoil);

        Assert.Null(reading.Value);
        Assert.Contains(reading.Faults, f => f.Sentence.ToString(CultureInfo.InvariantCulture)
            .Contains(sentence, StringComparison.Ordinal));
        Assert.All(reading.Faults, f => Assert.StartsWith("$", f.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Half_a_character_is_a_fault_of_the_document()
        => Assert.Contains(PolicyReader.Read(Kunming.Document.ToJson()
            .Replace(Kunming.Version, "\\ud800", StringComparison.Ordinal)).Faults, f => f.Path == "$");

    [Fact]
    public void All_faults_are_told_at_once_and_a_repeated_name_is_one()
    {
        var reading = PolicyReader.Read("""{"version":"x.1","id":"x","id":"y","status":"maybe","sources":["s"]}""");

        Assert.Equal(["$.id：重复出现", "$.status：「maybe」不在可用的值之列：inForce | preset | draft", "$.title：缺少"],
            reading.Faults.Select(f => f.Sentence.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        Assert.Equal("第 1 行第 2 字节处不是有效的 JSON", PolicyReader.Read("{").Faults[0].Sentence.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Whoever_writes_the_wrong_kind_of_value_is_told_of_nothing_else()
        => Assert.Equal("$.status：应为文字，现为 7", Assert.Single(Changed(p => p["status"] = 7).Faults).Sentence
            .ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Every_rule_of_the_published_schemas_has_its_sentence()
    {
        string[] notRules =
            ["$schema", "$id", "$ref", "$defs", "title", "description", "examples", "properties", "items", "additionalProperties"];
        string[] sentences = ["type", "required", "enum", "pattern", "minimum", "maximum", "minItems", "uniqueItems", "format"];

        foreach (var schema in (string[])[PolicyReader.Schema, CalendarNotice.Schema, LocalNotice.Schema])
            Assert.Empty(Keywords(JsonNode.Parse(schema)!.AsObject()).Except([.. notRules, .. sentences]));

        static IEnumerable<string> Keywords(JsonObject schema) => schema.SelectMany(word => word.Value switch
        {
            JsonObject named when word.Key is "properties" or "$defs"
                => named.SelectMany(p => Keywords(p.Value!.AsObject())).Prepend(word.Key),
            JsonObject inner => Keywords(inner).Prepend(word.Key),
            _ => [word.Key],
        });
    }

    [Fact]
    public void What_is_too_long_to_be_a_policy_is_not_even_read()
    {
        var reading = PolicyReader.Read(new string('{', PolicyReader.LongestDocument + 1));

        Assert.Equal("政策文本超过 200 KB", reading.Faults.Single().Sentence.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Two_versions_are_compared_parameter_by_parameter()
    {
        var draft = Changed(p =>
        {
            p["version"] = "kunming-2016.2";
            p["effectiveFrom"] = "2027-01-01";
            p["minMembers"] = 6;
            p["notice"]!["unit"] = "workingDays";
            p["indicators"]![0]!["weight"] = 30;
            p["indicators"]![2]!["weight"] = 20;
            p["awardLevels"]!.AsArray().RemoveAt(1);
            p["keyIndustries"]!.AsArray().Add("低空经济");
        }).Required();

        var changes = PolicyComparison.Between(Kunming, draft);

        Assert.Equal(
            ["$.version", "$.effectiveFrom", "$.minMembers", "$.notice.unit", "$.awardLevels[国家级]", "$.keyIndustries[低空经济]",
                "$.indicators[rdInvestment].weight", "$.indicators[performanceOutput].weight"],
            changes.Select(c => c.Path));
        Assert.Equal("$.minMembers：由 4 改为 6", changes[2].Sentence.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(PolicyComparison.Between(Kunming, Kunming));
    }

    static Statute.Data.Reading<Policy> Changed(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Kunming.Document.ToJson())!.AsObject();
        change(json);
        return PolicyReader.Read(json.ToJsonString());
    }
}
