using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Attachments;
using Alliance.Intake.Applications.Drafts;
using Alliance.Intake.Applications.Form;
using Alliance.Statute.Forms;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.Intake.Tests;

/// <summary>Rows that are edited in a table, pasted, and what is said of them.</summary>
public sealed class RowRules
{
    static readonly ApplicationForm Form = Filing.Complete("qiye1");
    static readonly FormPart Team = FormFields.Parts.First(p => p.Path == "team");
    static readonly RowColumn[] Columns = [new("name", "姓名"), new("title", "职称"), new("field", "专业"), new("unitCreditCode", "所在单位")];

    static JsonArray Rows(params TeamMember[] rows) => JsonSerializer.SerializeToNode(rows, Json.Options)!.AsArray();

    static List<TeamMember> Pasted(string text, string? at = null, params TeamMember[] rows)
        => PastedRows.Read(Team, Columns, text, Rows(rows), at, Form).Value!.Deserialize<List<TeamMember>>(Json.Options)!;

    [Fact]
    public void A_unit_is_meant_by_its_name_or_its_code()
    {
        var unit = Form.Members[1];
        Assert.Equal(unit.CreditCode, Pasted($"王工\t高工\t材料\t{unit.Name}")[0].UnitCreditCode);
        Assert.Equal(unit.CreditCode, Pasted($"王工\t高工\t材料\t{unit.CreditCode}")[0].UnitCreditCode);
    }

    [Fact]
    public void What_is_pasted_into_a_cell_begins_there_and_leaves_the_rest_of_the_row()
    {
        var rows = Pasted("总工\t冶金\n专家\t化工", "0,1", new TeamMember { Name = "王工", Title = "工程师" }, new TeamMember { Name = "李工" });

        Assert.Equal([("王工", "总工", "冶金"), ("李工", "专家", "化工")], rows.Select(r => (r.Name, r.Title, r.Field)));
    }

    [Fact]
    public void Titles_in_the_first_line_say_which_column_is_which()
    {
        var row = Assert.Single(Pasted("专业\t姓名\n材料\t王工"));

        Assert.Equal(("王工", "材料"), (row.Name, row.Field));
    }

    [Fact]
    public void Every_cell_that_cannot_be_understood_is_named_and_nothing_is_taken()
    {
        var read = PastedRows.Read(Team, Columns, "王工\t\t\t外人公司\n李工\t\t\t\t多余", Rows(), null, Form);

        Assert.Null(read.Value);
        Assert.Equal(2, read.Refusal!.Faults.Count);
        Assert.All(read.Refusal.Faults, fault => Assert.Equal("pasted", fault.Field));
    }

    [Theory]
    [InlineData("a\tb\nc\td", 2)]
    [InlineData("a\tb\r\nc\td\r\n", 2)]
    [InlineData("a\t\"b\nc\"\nd", 2)]
    [InlineData("a\t\"he said \"\"b\"\"\"", 1)]
    [InlineData("\n\t\n", 0)]
    public void Lines_are_what_Excel_copied(string text, int lines) => Assert.Equal(lines, PastedRows.Lines(text).Count);

    [Fact]
    public void A_row_of_the_table_changes_what_it_shows_and_the_rest_stays_with_its_unit()
    {
        var members = Form.Members.Select((m, i) => m with { Address = $"地址{i}" }).ToList();
        var third = FormInput.MemberRow.Of(members[2], 2);
        third.Name = "改了名";

        // The second one was taken out by a script, so that the third stands in its place.
        var joined = MemberRows.Joined(members, [(FormInput.MemberRow.Of(members[0], 0).ToMember(), FormInput.MemberRow.Of(members[0], 0)),
            (third.ToMember(), third), (new() { Name = "新的" }, null)]);

        Assert.Equal([("地址0", members[0].Name), ("地址2", "改了名"), ("", "新的")], joined.Select(m => (m.Address, m.Name)));
        Assert.Equal(members[2].Signature, joined[1].Signature);
    }

    [Fact]
    public void Marking_another_lead_unmarks_the_one_before()
    {
        var rows = Form.Members.Select((m, i) => FormInput.MemberRow.Of(m, i)).ToList();
        rows[1].IsLead = true;

        var joined = MemberRows.Joined(Form.Members, [.. rows.Select(row => (row.ToMember(), (FormInput.MemberRow?)row))]);

        Assert.Equal([rows[1].CreditCode], joined.Where(m => m.IsLead).Select(m => m.CreditCode));
    }

    [Theory]
    [InlineData("盘龙区", "530103")]
    [InlineData("530103 盘龙区", "530103")]
    [InlineData("530103", "530103")]
    [InlineData("云南省", "530000")]
    [InlineData("不知道的地方", "不知道的地方")]
    [InlineData("", "")]
    public void A_place_is_meant_by_its_name_or_its_code(string typed, string code) => Assert.Equal(code, CodeLists.RegionCode(typed));

    [Fact]
    public void Codes_are_found_by_name_first_letters_and_code()
    {
        Assert.Contains(CodeLists.Regions("whq"), one => one.Code == "530102");
        Assert.Contains(CodeLists.Regions("5301"), one => one.Code == "530181");
        Assert.All(CodeLists.Industries("有色金属"), one => Assert.Contains("有色金属", one.Name, StringComparison.Ordinal));
        Assert.Empty(CodeLists.Industries(" "));
    }

    [Fact]
    public void A_code_that_cannot_be_meant_is_kept_out_when_it_is_submitted_and_not_before()
    {
        var wrong = Form with { IndustryCode = "9999", Members = [.. Form.Members.Select(m => m with { RegionCode = "990000" })] };

        var policy = Alliance.Statute.Policies.PolicyBook.InForce(new(2024, 3, 4));
        var fields = Submission.Faults(wrong, policy, null, Filing.Attached, new HashSet<string>())
            .Select(fault => fault.Field).ToList();

        Assert.Contains("industryCode", fields);
        Assert.Contains("members[3].regionCode", fields);
        Assert.Null(SaveForm.WhyNot(wrong));
    }

    [Fact]
    public void Of_what_nobody_filled_in_it_is_not_said_that_it_falls_short()
    {
        Assert.All(Statute.Eligibility.Conditions.Codes, code => Assert.False(FilledIn.For(code, new())));
        Assert.All(Statute.Eligibility.Conditions.Codes, code => Assert.True(FilledIn.For(code, Form)));
    }

    [Fact]
    public void An_agreement_that_was_uploaded_before_the_last_unit_signed_needs_replacing()
    {
        var signed = Form.Members.Max(m => m.Signature!.SignedOn)!.Value;
        var before = new DateTimeOffset(signed.AddDays(-1), new TimeOnly(9, 0), TimeSpan.FromHours(8));
        Assert.Equal([SlotState.Present, SlotState.TooOld, SlotState.Present], States(before));
        Assert.Equal([SlotState.Present, SlotState.Present, SlotState.Present], States(before.AddDays(1)));
        Assert.All(Slot.Of(Form, []), slot => Assert.Equal(SlotState.Missing, slot.State));

        static IEnumerable<SlotState> States(DateTimeOffset at)
            => Slot.Of(Form, [.. Filing.Attached.Select(a => a with { StoredAt = at })]).Select(slot => slot.State);
    }
}
