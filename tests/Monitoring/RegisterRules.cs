using Alliance.Contracts;
using Alliance.Exports;
using Alliance.Monitoring.Registers;
using Alliance.Statute.Operation;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of the registers and of the activity that is reckoned from them (Art. 5, 6, 16).</summary>
public sealed class RegisterRules
{
    static readonly DateOnly Today = new(2026, 3, 2);
    static readonly Unit Member = new("春城大学", "12530000000000001A");
    static readonly EntryShape Result = EntryShape.Of(EntryKind.Result);

    static readonly EntryBody Patent = new("一种钛合金熔炼方法", "ZL 2025 1 0000001.1", Member.CreditCode, new(2025, 6, 1), null, null,
        new Dictionary<string, string?> { ["type"] = "发明专利", ["licence"] = " " });

    [Fact]
    public void An_entry_has_what_its_kind_asks_for_and_nothing_of_another()
    {
        Assert.Empty(Faults(Result, Patent));
        Assert.Equal(["title", "number", "ownerCreditCode", "startsOn", "details[type]"],
            Faults(Result, new(null, " ", null, null, null, null, null)).Select(fault => fault.Field));
        var clean = EntryRules.Clean(Result, Patent with { AmountFen = 5 });
        Assert.Equal((null, "type"), (clean.AmountFen, Assert.Single(clean.Details!.Keys)));
    }

    [Fact]
    public void An_owner_is_a_member_a_choice_is_one_of_its_list_and_days_are_in_order()
    {
        Assert.Equal("ownerCreditCode", Faults(Result, Patent with { OwnerCreditCode = "915300000000000000" }).Single().Field);
        Assert.Equal("details[type]",
            Faults(Result, Patent with { Details = new Dictionary<string, string?> { ["type"] = "奖状" } }).Single().Field);
        Assert.Equal("startsOn", Faults(Result, Patent with { StartsOn = Today.AddDays(1) }).Single().Field);
        Assert.Equal("endsOn", Faults(Result, Patent with { EndsOn = new(2025, 5, 31) }).Single().Field);
    }

    [Fact]
    public void A_number_is_the_same_however_it_is_written()
        => Assert.Equal(EntryRules.Key("ZL 2025 1 0000001.1"), EntryRules.Key("zl２０２５１０００００01-1"));

    [Fact]
    public void Activity_counts_so_many_points_an_entry_and_at_most_so_many_a_register()
    {
        var rule = PolicyBook.Find("kunming-2016.1").Activity!;
        var lines = Activity.Of(new Dictionary<string, int> { ["Result"] = 9, ["Standard"] = 1, ["Issue"] = 7 }, rule);
        Assert.Equal((30, 8), (lines.Single(line => line.Kind == "Result").Points, lines.Single(line => line.Kind == "Standard").Points));
        Assert.Equal(38, lines.Sum(line => line.Points));
        Assert.Equal(("较活跃", "活跃", "不活跃"), (Activity.Grade(38, rule), Activity.Grade(60, rule), Activity.Grade(9, rule)));
    }

    [Fact]
    public async Task A_workbook_is_read_with_units_by_name_or_code_and_every_fault_has_its_row()
    {
        var read = await Read(["一种方法", "ZL1", "春城大学", "2025-06-01", "", "发明专利", "", "", ""],
            ["另一方法", "ZL2", Member.CreditCode, "2025.7.1", "", "发明专利", "", "", ""]);
        Assert.Equal([new DateOnly(2025, 6, 1), new DateOnly(2025, 7, 1)], read.Value!.Select(row => row.Body.StartsOn!.Value));
        Assert.All(read.Value!, row => Assert.Equal(Member.CreditCode, row.Body.OwnerCreditCode));

        var faulty = await Read(["一种方法", "ZL1", "别的单位", "去年", "", "发明专利", "", "", ""]);
        Assert.Equal(2, faulty.Refusal!.Faults.Count);
    }

    static IReadOnlyList<Core.Rules.Fault> Faults(EntryShape shape, EntryBody body)
        => EntryRules.Faults(shape, EntryRules.Clean(shape, body), [Member], Today);

    static async Task<Core.Rules.Outcome<IReadOnlyList<(int Row, EntryBody Body)>>> Read(params IReadOnlyList<string?>[] rows)
    {
        string[] titles = ["名称", "证书号或登记号", "权利人", "授权或登记日期", "有效期至", "类型", "许可情况", "转让或转化情况", "获奖情况"];
        using var stream = new MemoryStream();
        await WorkbookWriter.Write(stream, [new("成果", [.. titles.Select(title => new SheetColumn(title))], rows)], default);
        stream.Position = 0;
        return ImportEntries.Read(Result, stream, [Member], default);
    }
}
