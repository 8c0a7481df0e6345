using System.Globalization;
using Alliance.Statute.Industries;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;
using CsCheck;
using Xunit;

namespace Alliance.Statute.Tests;

public sealed class CodeTests
{
    static readonly Policy Kunming = PolicyBook.Find("kunming-2016.1");

    [Theory, Article("8")]
    [InlineData("9144030071526726XG")]
    [InlineData("91110000600037341L")]
    public void Codes_that_are_in_use_are_valid(string code) => Assert.Null(CreditCode.WhyNot(code) ?? CreditCode.WhyDoubtful(code));

    [Theory, Article("8")]
    [InlineData("914403007152672600", "第 9 至 17 位组织机构代码的校验码不符")]
    [InlineData("9144030071526726XH", "的校验码不符")]
    public void A_check_character_that_does_not_fit_is_a_doubt_and_no_refusal(string code, string sentence)
    {
        Assert.Null(CreditCode.WhyNot(code));
        Assert.Contains(sentence, CreditCode.WhyDoubtful(code)!.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory, Article("8")]
    [InlineData("", "请填写统一社会信用代码")]
    [InlineData("9144030071526726X", "应为 18 位，现为 17 位")]
    [InlineData("9144030071526726Xg", "第 18 位「g」不是代码字符")]
    [InlineData("9I44030071526726XG", "第 2 位「I」不是代码字符")]
    [InlineData("B144030071526726XG", "第 1 位「B」不是登记管理部门代码")]
    [InlineData("9944030071526726XG", "第 2 位「9」不是该登记管理部门的机构类别")]
    [InlineData("91A4030071526726XG", "第 3 至 8 位应为行政区划代码数字")]
    public void A_wrong_code_is_told_where_it_is_wrong(string code, string sentence)
        => Assert.Contains(sentence, CreditCode.WhyNot(code)!.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact, Article("8")]
    public void Any_single_wrong_character_is_found()
        => Gen.Select(Gen.Int[0, 99_999_999], Gen.Int[0, 17], Gen.Int[0, 30]).Sample((body, at, with) =>
    {
        var code = CreditCode.Complete("91530100" + body.ToString("D8", CultureInfo.InvariantCulture));
        var spoiled = code[..at] + "0123456789ABCDEFGHJKLMNPQRTUWXY"[with] + code[(at + 1)..];
        return Fits(code) && (spoiled == code || !Fits(spoiled));

        static bool Fits(string code) => CreditCode.WhyNot(code) is null && CreditCode.WhyDoubtful(code) is null;
    });

    [Theory, Article("12")]
    [InlineData(10_000_000, "壹拾万元整")]
    [InlineData(30_000_000, "叁拾万元整")]
    [InlineData(0, "零元整")]
    [InlineData(5, "伍分")]
    [InlineData(105, "壹元零伍分")]
    [InlineData(1_050, "壹拾元伍角整")]
    [InlineData(100_500, "壹仟零伍元整")]
    [InlineData(10_050_000, "壹拾万零伍佰元整")]
    [InlineData(168_032, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(140_950, "壹仟肆佰零玖元伍角整")]
    [InlineData(600_714, "陆仟零柒元壹角肆分")]
    [InlineData(32_504, "叁佰贰拾伍元零肆分")]
    [InlineData(100_000_000_000, "壹拾亿元整")]
    [InlineData(100_050_000_000, "壹拾亿零伍拾万元整")]
    [InlineData(100_000_000_000_000, "壹万亿元整")]
    [InlineData(-10_000_000, "负壹拾万元整")]
    public void Amounts_are_written_in_capitals(long fen, string capital) => Assert.Equal(capital, Money.Capital(fen));

    [Fact, Article("12")]
    public void Capital_amounts_read_back_to_the_same_number()
        => Gen.Long[0, 999_999_999_999_99].Sample(fen => ReadCapital(Money.Capital(fen)) == fen);

    [Fact, Article("12")]
    public void Yuan_are_written_the_same_on_every_machine()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Assert.Equal("100,000.00 元", Money.Yuan(10_000_000));
        Assert.Equal("-0.05 元", Money.Yuan(-5));
    }

    [Theory, Article("12")]
    [InlineData(30_000_000, true)]
    [InlineData(29_999_999, false)]
    [InlineData(3_333_333, false)]
    public void Matching_is_three_to_one_and_not_a_third(long matching, bool met)
        => Assert.Equal(met, Matching.IsMet(matching, 10_000_000, 3));

    [Fact, Article("12")]
    public void Matching_does_not_overflow() => Assert.False(Matching.IsMet(long.MaxValue, long.MaxValue, 3));

    [Theory, Article("11")]
    [InlineData("钛材料", null)]
    [InlineData("稀土（催化）", null)]
    [InlineData("", "请填写联盟名称")]
    [InlineData("市钛材料", "不以「市」开头")]
    [InlineData("昆明钛材料", "不以「昆明」开头")]
    [InlineData("钛产业", "不以「产业」结尾")]
    [InlineData("钛<b>", "含有不能用于名称的字符")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "不超过 30 个字")]
    public void A_name_follows_the_template(string core, string? sentence)
    {
        var refusal = AllianceName.WhyNot(Kunming, core)?.ToString(CultureInfo.InvariantCulture);
        if (sentence is null) Assert.Null(refusal);
        else Assert.Contains(sentence, refusal, StringComparison.Ordinal);
    }

    [Fact, Article("11")]
    public void A_name_is_unique_among_live_names()
    {
        var name = AllianceName.For(Kunming, "钛材料");
        Assert.Equal("昆明钛材料产业技术创新战略联盟", name);
        Assert.NotNull(AllianceName.WhyTaken(AllianceName.For(Kunming, " 钛材料 "), [name]));
        Assert.NotNull(AllianceName.WhyTaken(AllianceName.For(Kunming, "Ｔi材料"), [AllianceName.For(Kunming, "ti材料")]));
        Assert.Null(AllianceName.WhyTaken(AllianceName.For(Kunming, "三七"), [name]));
    }

    [Fact, Article("4")]
    public void The_classification_of_2017_is_complete_to_the_class()
    {
        Assert.Equal((20, 97, 473, 1381),
            (Count(IndustryLevel.Section), Count(IndustryLevel.Division), Count(IndustryLevel.Group), Count(IndustryLevel.Class)));
        Assert.All(IndustryCodes.All, i =>
            Assert.True(i.Level == IndustryLevel.Section || IndustryCodes.Find(i.Parent!) is { } parent && parent.Level == i.Level - 1));
        Assert.All(IndustryCodes.All.Where(i => i.Level is IndustryLevel.Group or IndustryLevel.Class),
            i => Assert.Equal(i.Parent, i.Code[..^1]));
        // Every group has a class; one that is not divided has a single class of its own name, numbered 0.
        Assert.All(IndustryCodes.All.Where(i => i.Level == IndustryLevel.Group), group =>
        {
            var classes = IndustryCodes.Under(group.Code).ToList();
            if (classes.Count == 1) Assert.Equal((group.Code + "0", group.Name), (classes[0].Code, classes[0].Name));
            else Assert.All(classes, c => Assert.NotEqual('0', c.Code[^1]));
            Assert.NotEmpty(classes);
        });
        // The table of the standard: classes by section, A to T.
        Assert.Equal([72, 39, 609, 18, 44, 128, 67, 16, 34, 48, 5, 58, 48, 33, 32, 17, 30, 48, 34, 1],
            IndustryCodes.All.Where(i => i.Level == IndustryLevel.Section)
                .Select(s => IndustryCodes.All.Count(i => i.Level == IndustryLevel.Class
                    && IndustryCodes.Find(i.Code[..2])!.Parent == s.Code)));
        Assert.Equal(("铝压延加工", "325"), (IndustryCodes.Find("3252")!.Name, IndustryCodes.Find("C3252")!.Parent));
        Assert.Contains(IndustryCodes.Under("32"), i => i.Code == "323");
        static int Count(IndustryLevel level) => IndustryCodes.All.Count(i => i.Level == level);
    }

    [Theory, Article("4")]
    [InlineData("3252", null)]
    [InlineData("C3252", null)]
    [InlineData("", "请填写国民经济行业代码")]
    [InlineData("325", "应为四位数字的小类代码")]
    [InlineData("9811", "没有大类 98")]
    [InlineData("3270", "大类 32 有色金属冶炼和压延加工业没有中类 327")]
    [InlineData("3256", "中类 325 有色金属压延加工没有小类 3256")]
    [InlineData("A3252", "属于门类 C")]
    public void An_industry_code_is_checked_to_its_class(string code, string? sentence)
    {
        var refusal = IndustryCodes.WhyNot(code)?.ToString(CultureInfo.InvariantCulture);
        if (sentence is null) Assert.Null(refusal);
        else Assert.Contains(sentence, refusal, StringComparison.Ordinal);
    }

    [Fact, Article("4")]
    public void The_key_industries_are_a_list_without_repetition()
        => Assert.Equal(Kunming.KeyIndustries.Count, Kunming.KeyIndustries.Distinct().Count());

    // An independent reader of capital amounts: digit, place, 万 and 亿.
    static long ReadCapital(string text)
    {
        long total = 0, section = 0, digit = 0, yuan = 0, cents = 0;
        foreach (var c in text)
            switch (c)
            {
                case '拾': section += digit * 10; digit = 0; break;
                case '佰': section += digit * 100; digit = 0; break;
                case '仟': section += digit * 1000; digit = 0; break;
                case '万': total += (section + digit) * 10_000; section = digit = 0; break;
                case '亿': total = (total + section + digit) * 100_000_000; section = digit = 0; break;
                case '元': yuan = total + section + digit; total = section = digit = 0; break;
                case '角': cents += digit * 10; digit = 0; break;
                case '分': cents += digit; digit = 0; break;
                case '零' or '整': break;
                default: digit = "零壹贰叁肆伍陆柒捌玖".IndexOf(c, StringComparison.Ordinal); break;
            }
        return yuan * 100 + cents;
    }
}
