using System.Globalization;
using System.Text;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Platform.Tests.Floor;
using Alliance.Statute.Names;
using Alliance.Statute.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Platform.Tests.Input;

/// <summary>What people type is read the way they mean it, here and in the database alike.</summary>
public sealed class TypedTexts(RunningFloor floor) : IClassFixture<RunningFloor>
{
    [Theory]
    [InlineData(" 9153 0181 MA6K 2345 67 ", "91530181MA6K234567")]
    [InlineData("９１５３０１８１ｍａ６ｋ２３４５６７", "91530181MA6K234567")]
    [InlineData("91530181-MA6K2345-67", "91530181MA6K234567")]
    [InlineData("91530181\u2013MA6K·2345\u200B67\uFEFF", "91530181MA6K234567")]
    public void A_code_is_what_its_letters_and_digits_are(string typed, string code) => Assert.Equal(code, TypedText.Code(typed));

    [Theory]
    [InlineData("昆科发[2016]1号", "昆科发〔2016〕1号", true)]
    [InlineData("昆科发【２０１６】１号", "昆科发〔2016〕1号", true)]
    [InlineData("KKF\u20132016", "KKF-2016", true)]
    [InlineData("阿依古丽·买买提", "阿依古丽•买买提", true)]
    [InlineData("昆明钛（材料）联盟", "昆明钛(材料)联盟", true)]
    [InlineData("昆科发[2016]1号", "昆科发〔2016〕2号", false)]
    [InlineData("𠮷田", "吉田", false)]
    public void Two_names_or_numbers_are_the_same_when_a_reader_takes_them_for_the_same(string one, string other, bool same)
        => Assert.Equal((same, same), (TypedText.Key(one) == TypedText.Key(other), TypedText.Search(one) == TypedText.Search(other)));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \u3000\t", true)]
    [InlineData("\u200B", true)]
    [InlineData("\u2060\uFEFF\u202E", true)]
    [InlineData("\u3164", true)]
    [InlineData("𠮷", false)]
    [InlineData("-", false)]
    public void Characters_that_nobody_sees_are_no_name(string typed, bool blank) => Assert.Equal(blank, TypedText.IsBlank(typed));

    [Fact]
    public void A_rare_character_is_a_letter_of_a_name_and_of_a_number()
    {
        Assert.Null(AllianceName.WhyNot(Statute.Policies.PolicyBook.Find("kunming-2016.1"), "𠮷钛"));
        Assert.Equal("ZL𠮷1", TypedText.Letters("ZL 𠮷-1"));
    }

    [Fact]
    public void What_is_stored_is_what_was_typed_without_what_nobody_sees()
    {
        Assert.Equal("第一行\n第二行", TypedText.Clean(" \u200B第一行\r\n第二行\uFEFF "));
        Assert.Equal("👨\u200D👩\u200D👧 （全角）－·", TypedText.Clean("👨\u200D👩\u200D👧 （全角）－·"));
    }

    [Fact]
    public void Whatever_arrives_can_be_compared()
    {
        // What the door refuses is read before it is refused.
        foreach (var any in Enumerable.Range(0, 0x10000).Select(n => $"甲{(char)n}乙"))
            Assert.Equal(TypedText.Key(any), TypedText.Key($" {TypedText.Search(any)}"));
    }

    [Fact]
    public async Task The_database_reads_every_character_as_the_program_does()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = floor.Services.CreateAsyncScope();
        // The first plane and the rare ideographs; what is younger than the database's tables lies in between.
        var characters = Enumerable.Range(1, 0xFFFF).Concat(Enumerable.Range(0x20000, 0x10000))
            .Where(n => n is not (>= 0xD800 and <= 0xDFFF) && n is not (0xFFFE or 0xFFFF)).Select(n => new Rune(n))
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse))
            .Concat(Enumerable.Range(0xE0100, 0xF0).Select(n => new Rune(n))).Select(rune => $"甲{rune}A乙").ToArray();

        var read = await scope.ServiceProvider.GetRequiredService<Database>().Query<string>(
            "select typed_text(what) from unnest(@characters) with ordinality as c(what, n) order by n", new { characters }, ct);

        Assert.Empty(characters.Zip(read).Where(c => TypedText.Search(c.First) != c.Second)
            .Select(c =>
                $"{string.Join(' ', c.First.EnumerateRunes().Select(r => $"{r.Value:X}"))}: {TypedText.Search(c.First)} / {c.Second}")
            .Take(20));
    }

    [Fact]
    public async Task The_database_knows_the_first_letters_of_every_character_as_the_program_does()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var scope = floor.Services.CreateAsyncScope();
        string[] names = [.. Enumerable.Range(0x4E00, 0xA000 - 0x4E00).Select(n => $"甲{(char)n}B（2）"), "A\u212A\u0130Ｂ", "昆明·钛 3D"];

        var read = await scope.ServiceProvider.GetRequiredService<Database>().Query<string>(
            "select pinyin_initials(what) from unnest(@names) with ordinality as c(what, n) order by n", new { names }, ct);

        Assert.Empty(names.Zip(read).Where(c => string.Join('\n', PinyinInitials.Of(c.First)) != c.Second)
            .Select(c => $"{c.First}: {string.Join('/', PinyinInitials.Of(c.First))} / {c.Second}").Take(20));
    }
}
