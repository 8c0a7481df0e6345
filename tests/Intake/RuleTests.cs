using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Exports;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Drafts;
using Alliance.Intake.Applications.Form;
using Alliance.Intake.Applications.Submissions;
using Alliance.Intake.FormalReview;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.SystemTests;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.Intake.Tests;

/// <summary>The rules by themselves, without a database.</summary>
public sealed class RuleTests
{
    static readonly DateTimeOffset Now = new(2024, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));
    static readonly string Code = TestApplicants.Accounts[0].Unit!.CreditCode;
    static readonly Actor Lead = new("qiye1", "经办人", new HashSet<string> { Roles.Applicant }, new Unit("昆明测试企业1有限公司", Code), null);
    static readonly Application InReview =
        new() { Stage = Stage.FormalReview, Submissions = 1, PolicyVersion = "kunming-2016.1", LeadCreditCode = Code };
    static readonly HashSet<string> Nobody = [];
    static readonly RequestCorrection.Request Items = new() { Items = [new(Articles.Agreement, "请补签")] };

    [Fact]
    public void A_correction_is_requested_only_once()
    {
        Assert.Null(RequestCorrection.WhyNot(InReview, Items));
        Assert.Equal(("补正只能要求一次", Articles.Review), Said(RequestCorrection.WhyNot(InReview with { Submissions = 2 }, Items)));
        Assert.Equal(("补正只能要求一次", Articles.Review), Said(RequestCorrection.WhyNot(InReview with { Stage = Stage.Correction }, Items)));
    }

    [Fact]
    public void A_correction_is_taken_until_the_last_instant_and_not_after_it()
    {
        var correcting = InReview with { Stage = Stage.Correction, Form = Core.Text.Json.Write(Filing.Complete("qiye1")) };

        Assert.Null(Resubmit.WhyNot(correcting, Now.AddTicks(1), Filing.Attached, Nobody, Lead, Now));
        Assert.Equal(Articles.Review, Resubmit.WhyNot(correcting, Now, Filing.Attached, Nobody, Lead, Now)?.Article);
        Assert.Null(Resubmit.WhyNot(correcting, dueAt: null, Filing.Attached, Nobody, Lead, Now));
    }

    [Fact]
    public void An_application_is_submitted_in_the_window_only()
    {
        var draft = InReview with
        {
            Stage = Stage.Draft,
            OpensAt = Now,
            ClosesAt = Now.AddDays(1),
            Form = Core.Text.Json.Write(Filing.Complete("qiye1"))
        };

        Assert.Null(Submit.WhyNot(draft, Filing.Attached, Nobody, Lead, Now));
        Assert.Equal(Articles.Applications, Submit.WhyNot(draft, Filing.Attached, Nobody, Lead, Now.AddTicks(-1))?.Article);
        Assert.Equal(Articles.Applications, Submit.WhyNot(draft, Filing.Attached, Nobody, Lead, Now.AddDays(1))?.Article);
    }

    [Fact]
    public void A_recognised_alliance_is_not_withdrawn()
    {
        var why = new Withdraw.Request { Why = "调整" };

        Assert.Null(Withdraw.WhyNot(InReview with { Stage = Stage.Passed, CaseState = ApplicationState.PublicNotice }, why, Lead));
        Assert.Equal(Articles.Notice,
            Withdraw.WhyNot(InReview with { Stage = Stage.Passed, CaseState = ApplicationState.Recognised }, why, Lead)?.Article);
        Assert.Equal(RefusalKind.NotFound, Withdraw.WhyNot(InReview, why, Lead with { Unit = new Unit("别的单位", "x") })?.Kind);
    }

    [Fact]
    public void Two_people_who_change_different_fields_lose_nothing_to_each_other()
    {
        var seen = Filing.Complete("qiye1");
        var mine = seen with
        {
            Plan = seen.Plan with { Tasks = "甲" },
            Members = [seen.Members[0], seen.Members[1] with { Task = "甲" }, .. seen.Members.Skip(2)]
        };
        var theirs = seen with { Plan = seen.Plan with { Steps = "乙" }, Team = [] };

        var (merged, conflicts) = FormMerge.Of(seen, mine, theirs);

        Assert.Empty(conflicts);
        Assert.Equal(("甲", "乙", "甲", 0), (merged.Plan.Tasks, merged.Plan.Steps, merged.Members[1].Task, merged.Team.Count));
    }

    [Fact]
    public void Two_people_who_change_one_field_are_told_so_at_that_field()
    {
        var seen = Filing.Complete("qiye1");
        ApplicationForm With(string name)
            => seen with { Members = [seen.Members[0], seen.Members[1] with { Name = name }, .. seen.Members.Skip(2)] };

        var (merged, conflicts) = FormMerge.Of(seen, With("甲"), With("乙"));

        Assert.Equal([new FormMerge.Conflict("members[1].name", "members[1].name", "乙", "单位名称", "乙")], conflicts);
        Assert.Equal("甲", merged.Members[1].Name);
    }

    [Fact]
    public void Two_people_who_add_rows_at_once_both_keep_theirs()
    {
        var seen = Filing.Complete("qiye1");
        var mine = seen with { Members = [.. seen.Members, new() { Name = "甲", CreditCode = "A" }], Team = [] };
        var theirs = seen with
        {
            Members = [.. seen.Members.Skip(1).Select(m => m with { Task = "乙改的任务" }),
            new() { Name = "乙", CreditCode = "B" }, new() { Name = "丙", CreditCode = "C" }]
        };

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

        Assert.Equal(("members", seen.Members[3].Name, false), (conflict.Field, conflict.Row, conflict.Gone));
    }

    [Fact]
    public void What_belongs_to_one_member_stays_with_it_when_another_takes_its_place()
    {
        var seen = Filing.Complete("qiye1");
        var newcomer = new MemberUnit { Name = "新来单位", CreditCode = "91530100NEWCOMER01" };
        // One tab takes the second unit out and another in, so the number stays; the older tab writes into the second and the third.
        var theirs = seen with { Members = [seen.Members[0], newcomer, .. seen.Members.Skip(2)] };
        var mine = seen with
        {
            Members =
            [seen.Members[0], seen.Members[1], seen.Members[2] with { Task = "我写的任务", Signature = null }, .. seen.Members.Skip(3)]
        };

        var (merged, conflicts) = FormMerge.Of(seen, mine, theirs);

        Assert.Empty(conflicts);
        Assert.Equal([seen.Members[0], newcomer, mine.Members[2], .. seen.Members.Skip(3)], merged.Members);
        var gone = Assert.Single(
            FormMerge.Of(seen, seen with { Members = [.. seen.Members.Select((m, i) => i == 1 ? m with { Task = "我写的任务" } : m)] },
                theirs).Conflicts);
        Assert.Equal((seen.Members[1].Name, true), (gone.Row, gone.Gone));
    }

    [Fact]
    public void Rows_of_every_repeating_part_are_joined_by_what_they_are_known_by()
    {
        var seen = Filing.Complete("qiye1") with
        {
            Team = [.. "甲乙丙".Select(c => new TeamMember { Name = $"{c}某", Title = "工程师", UnitCreditCode = "A" })],
            Projects = [.. "甲乙丙".Select(c => new IndustrialProject { Name = $"{c}项目", Summary = "说明" })],
            Achievements = [.. "甲乙丙".Select(c => new Achievement { Number = $"ZL{(int)c}", Title = $"{c}专利" })],
        };
        var mine = seen with
        {
            Team = [seen.Team[0], seen.Team[1], seen.Team[2] with { Title = "我改的" }],
            Projects = [seen.Projects[0], seen.Projects[1], seen.Projects[2] with { Summary = "我改的" }],
            Achievements = [seen.Achievements[0], seen.Achievements[1], seen.Achievements[2] with { Number = "我改的" }],
        };
        var theirs = seen with
        {
            Team = [seen.Team[2], new() { Name = "新人" }, seen.Team[0]],
            Projects = [seen.Projects[2], new() { Name = "新项目" }, seen.Projects[0]],
            Achievements = [seen.Achievements[2], new() { Number = "新" }, seen.Achievements[0]],
        };

        var (merged, conflicts) = FormMerge.Of(seen, mine, theirs);

        Assert.Empty(conflicts);
        Assert.Equal([mine.Team[2], theirs.Team[1], seen.Team[0]], merged.Team);
        Assert.Equal([mine.Projects[2], theirs.Projects[1], seen.Projects[0]], merged.Projects);
        Assert.Equal([mine.Achievements[2], theirs.Achievements[1], seen.Achievements[0]], merged.Achievements);
    }

    [Fact]
    public void A_conflict_says_what_stands_there_as_people_read_it()
    {
        var seen = Filing.Complete("qiye1");
        ApplicationForm With(UnitKind kind, Signature? signature)
            => seen with { Members = [seen.Members[0] with { Kind = kind, Signature = signature }, .. seen.Members.Skip(1)] };

        var conflicts = FormMerge.Of(seen, With(UnitKind.University, null),
            With(UnitKind.IndustryAssociation, new() { Signatory = "李四", SignedOn = new(2024, 3, 1) })).Conflicts;

        Assert.Equal(("单位性质", "行业团体"), (conflicts[0].Label, conflicts[0].Theirs));
        Assert.Contains(conflicts, c => (c.Label, c.Theirs) == ("签署人", "李四"));
    }

    [Fact]
    public void A_conflict_names_who_changed_that_field_and_when_not_who_saved_last()
    {
        var seen = Filing.Complete("qiye1");
        var theirs = seen with { CoreName = "她改的" };
        var mine = seen with { CoreName = "我改的" };
        SaveForm.Revision Saved(string by, int day, ApplicationForm form)
            => new() { SavedBy = by, SavedAt = new(2024, 3, day, 1, 0, 0, TimeSpan.Zero), Form = Core.Text.Json.Write(form) };
        SaveForm.Revision[] later =
        [
            Saved("甲", 1, seen with { IndustryCode = "3252" }), Saved("乙", 2, theirs with { IndustryCode = "3252" }),
            Saved("丙", 3, theirs with { IndustryCode = "3251", Team = [] }),
        ];

        var (conflict, by) = Assert.Single(
            SaveForm.WhoChanged(seen, mine, FormMerge.Of(seen, mine, theirs with { IndustryCode = "3251", Team = [] }).Conflicts, later));

        Assert.Equal(("coreName", "乙", 2), (conflict.Field, by.SavedBy, by.SavedAt.Day));
    }

    [Fact]
    public void A_member_is_found_again_by_code_and_name_and_another_is_never_taken_for_it()
    {
        var members = Filing.Complete("qiye1").Members;
        var key = FormInput.MemberKey.Of(members[2]);

        Assert.Equal(2, key.In(members, 2));
        Assert.Equal(1, key.In([members[0], .. members.Skip(2)], 2));
        Assert.Equal(1, key.In([members[0], members[2] with { CreditCode = "91530100CORRECTED1" }], 2));
        Assert.Null(key.In([.. members.Where((_, i) => i != 2)], 2));
        Assert.Null(new FormInput.MemberKey().In(members, 2));
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("甲,乙", "\"甲,乙\"")]
    [InlineData("昆明三七", "昆明三七")]
    public void A_cell_of_the_export_is_text_and_never_a_formula(string value, string cell) => Assert.Equal(cell, Csv.Cell(value));

    [Fact]
    public void People_see_Intakes_own_stage_until_the_case_has_gone_beyond_it()
    {
        Assert.Equal(ApplicationState.Correction, CurrentState.Of(Stage.Correction, ApplicationState.FormalReview));
        Assert.Equal(ApplicationState.Passed, CurrentState.Of(Stage.Passed, ApplicationState.FormalReview));
        Assert.Equal(ApplicationState.PublicNotice, CurrentState.Of(Stage.Passed, ApplicationState.PublicNotice));
        Assert.Equal(ApplicationState.Refused, CurrentState.Of(Stage.Refused, ApplicationState.Correction));
    }

    static (string, string?) Said(Refusal? refusal) => (refusal!.Sentence.Format, refusal.Article);
}
