using Alliance.Contracts;
using Alliance.Intake.Applications;
using Alliance.Intake.FormalReview;
using Alliance.Platform.Exports;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Statute.Eligibility;
using Xunit;

namespace Alliance.SystemTests.Intake;

/// <summary>The rules by themselves, without a database.</summary>
public sealed class RuleTests
{
    static readonly DateTimeOffset Now = new(2024, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));
    static readonly string Code = TestApplicants.Accounts[0].Unit!.CreditCode;
    static readonly Actor Lead = new("qiye1", "经办人", new HashSet<string> { Roles.Applicant }, new Unit("昆明测试企业1有限公司", Code), null);
    static readonly Application InReview = new() { Stage = Stage.FormalReview, Submissions = 1, PolicyVersion = "kunming-2016.1", LeadCreditCode = Code };
    static readonly HashSet<string> Nobody = [];
    static readonly RequestCorrection.Request Items = new() { Items = [new("Art. 8(2)", "请补签")] };

    [Fact]
    public void A_correction_is_requested_only_once()
    {
        Assert.Null(RequestCorrection.WhyNot(InReview, Items));
        Assert.Equal(("补正只能要求一次", "Art. 10"), Said(RequestCorrection.WhyNot(InReview with { Submissions = 2 }, Items)));
        Assert.Equal(("补正只能要求一次", "Art. 10"), Said(RequestCorrection.WhyNot(InReview with { Stage = Stage.Correction }, Items)));
    }

    [Fact]
    public void A_correction_is_taken_until_the_last_instant_and_not_after_it()
    {
        var correcting = InReview with { Stage = Stage.Correction, Form = Platform.Data.Json.Write(Filing.Complete("qiye1")) };

        Assert.Null(Resubmit.WhyNot(correcting, Now.AddTicks(1), Attachment.Required, Nobody, Lead, Now));
        Assert.Equal("Art. 10", Resubmit.WhyNot(correcting, Now, Attachment.Required, Nobody, Lead, Now)?.Article);
        Assert.Null(Resubmit.WhyNot(correcting, dueAt: null, Attachment.Required, Nobody, Lead, Now));
    }

    [Fact]
    public void An_application_is_submitted_in_the_window_only()
    {
        var draft = InReview with { Stage = Stage.Draft, OpensAt = Now, ClosesAt = Now.AddDays(1), Form = Platform.Data.Json.Write(Filing.Complete("qiye1")) };

        Assert.Null(Submit.WhyNot(draft, Attachment.Required, Nobody, Lead, Now));
        Assert.Equal("Art. 9", Submit.WhyNot(draft, Attachment.Required, Nobody, Lead, Now.AddTicks(-1))?.Article);
        Assert.Equal("Art. 9", Submit.WhyNot(draft, Attachment.Required, Nobody, Lead, Now.AddDays(1))?.Article);
    }

    [Fact]
    public void A_recognised_alliance_is_not_withdrawn()
    {
        var why = new Withdraw.Request { Why = "调整" };

        Assert.Null(Withdraw.WhyNot(InReview with { Stage = Stage.Passed, CaseState = "PublicNotice" }, why, Lead));
        Assert.Equal("Art. 11", Withdraw.WhyNot(InReview with { Stage = Stage.Passed, CaseState = "Recognised" }, why, Lead)?.Article);
        Assert.Equal(RefusalKind.NotFound, Withdraw.WhyNot(InReview, why, Lead with { Unit = new Unit("别的单位", "x") })?.Kind);
    }

    [Fact]
    public void Two_people_who_change_different_fields_lose_nothing_to_each_other()
    {
        var seen = Filing.Complete("qiye1");
        var mine = seen with { Plan = seen.Plan with { Tasks = "甲" }, Members = [seen.Members[0], seen.Members[1] with { Task = "甲" }, .. seen.Members.Skip(2)] };
        var theirs = seen with { Plan = seen.Plan with { Steps = "乙" }, Team = [] };

        var (merged, conflicts) = FormMerge.Of(seen, mine, theirs);

        Assert.Empty(conflicts);
        Assert.Equal(("甲", "乙", "甲", 0), (merged.Plan.Tasks, merged.Plan.Steps, merged.Members[1].Task, merged.Team.Count));
    }

    [Fact]
    public void Two_people_who_change_one_field_are_told_so_at_that_field()
    {
        var seen = Filing.Complete("qiye1");
        ApplicationForm With(string name) => seen with { Members = [seen.Members[0], seen.Members[1] with { Name = name }, .. seen.Members.Skip(2)] };

        var (merged, conflicts) = FormMerge.Of(seen, With("甲"), With("乙"));

        Assert.Equal([new FormMerge.Conflict("members[1].name", "乙")], conflicts);
        Assert.Equal("甲", merged.Members[1].Name);
    }

    [Fact]
    public void Two_people_who_add_rows_at_once_both_keep_theirs()
    {
        var seen = Filing.Complete("qiye1");
        var mine = seen with { Members = [.. seen.Members, new() { Name = "甲", CreditCode = "A" }], Team = [] };
        var theirs = seen with { Members = [.. seen.Members.Skip(1).Select(m => m with { Task = "乙改的任务" }), new() { Name = "乙", CreditCode = "B" }, new() { Name = "丙", CreditCode = "C" }] };

        var (merged, conflicts) = FormMerge.Of(seen, mine, theirs);

        Assert.Empty(conflicts);
        Assert.Equal([.. seen.Members.Skip(1).Select(m => m.Name), "乙", "丙", "甲"], merged.Members.Select(m => m.Name));
        Assert.All(merged.Members.Take(3), m => Assert.Equal("乙改的任务", m.Task));
        Assert.Empty(merged.Team);
    }

    [Fact]
    public void A_row_that_one_takes_out_while_another_changes_it_is_a_conflict()
    {
        var seen = Filing.Complete("qiye1");
        var mine = seen with { Members = [.. seen.Members.Take(3)] };
        var theirs = seen with { Members = [.. seen.Members.Select((m, i) => i == 3 ? m with { Task = "乙改的任务" } : m)] };

        var conflict = Assert.Single(FormMerge.Of(seen, mine, theirs).Conflicts);

        Assert.Equal(("members[3]", seen.Members[3].Name), (conflict.Field, conflict.Theirs));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("甲,乙", "\"甲,乙\"")]
    [InlineData("昆明三七", "昆明三七")]
    public void A_cell_of_the_export_is_text_and_never_a_formula(string value, string cell) => Assert.Equal(cell, Csv.Cell(value));

    [Fact]
    public void People_see_Intakes_own_stage_until_the_case_has_gone_beyond_it()
    {
        Assert.Equal("Correction", Whereabouts.Of(Stage.Correction, "FormalReview"));
        Assert.Equal("Passed", Whereabouts.Of(Stage.Passed, "FormalReview"));
        Assert.Equal("PublicNotice", Whereabouts.Of(Stage.Passed, "PublicNotice"));
        Assert.Equal("Refused", Whereabouts.Of(Stage.Refused, "Correction"));
    }

    static (string, string?) Said(Refusal? refusal) => (refusal!.Sentence.Format, refusal.Article);
}
