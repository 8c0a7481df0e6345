using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Statute;
using Xunit;

namespace Alliance.Intake.Tests;

/// <summary>Who may read an application, relation by relation.</summary>
public sealed class ReadingRules
{
    const string Lead = "91530102MA6NKX0100", Other = "91530102MA6NKX0200";

    public static TheoryData<string, Phase> Offices => new()
    {
        { Roles.IntakeOfficer, Phase.FormalReview }, { Roles.Administrator, Phase.FormalReview }, { Roles.Auditor, Phase.FormalReview },
        { Roles.ReviewSecretary, Phase.ExpertReview },
        { Roles.CertificationOfficer, Phase.Determination }, { Roles.DecisionMaker, Phase.Determination },
        { Roles.FundingOfficer, Phase.Recognition }, { Roles.FundingApprover, Phase.Recognition },
        { Roles.MonitoringOfficer, Phase.Recognition }, { Roles.Assessor, Phase.Recognition },
    };

    [Theory, MemberData(nameof(Offices))]
    public void An_office_reads_an_application_once_it_has_reached_it_and_whatever_becomes_of_it_then(string role, Phase from)
    {
        foreach (var phase in Enum.GetValues<Phase>())
        {
            foreach (var stage in Enum.GetValues<Stage>().Where(s => s != Stage.Draft))
                Assert.Equal(phase >= from ? Access.Bureau
                    : Access.None, Reading.Of(new() { LeadCreditCode = Lead, Stage = stage, Reached = phase }, Person(role)));
        }
    }

    [Fact]
    public void A_draft_is_read_by_its_own_unit_only()
    {
        var draft = new Application { LeadCreditCode = Lead, FormerAccounts = ["gone"], Seated = true, Reached = Phase.Recognition };

        Assert.Equal(Access.Own, Reading.Of(draft, Person(Roles.Applicant, Lead)));
        Assert.Equal(Access.None, Reading.Of(draft, Person(Roles.Applicant, Other)));
        Assert.Equal(Access.None, Reading.Of(draft, Person(Roles.Applicant, Lead) with { Account = "gone" }));
        foreach (var role in Roles.All.Except([Roles.Applicant])) Assert.Equal(Access.None, Reading.Of(draft, Person(role)));
    }

    [Fact]
    public void An_expert_reads_from_a_seat_and_while_the_panel_works_only()
    {
        var seated = new Application { LeadCreditCode = Lead, Stage = Stage.Passed, Reached = Phase.ExpertReview, Seated = true };

        Assert.Equal(Access.Seat, Reading.Of(seated, Person(Roles.Expert)));
        Assert.Equal(Access.None, Reading.Of(seated with { Seated = false, Reached = Phase.Recognition }, Person(Roles.Expert)));
        Assert.Equal(Access.None, Reading.Of(seated with { Stage = Stage.Withdrawn }, Person(Roles.Expert)));
    }

    [Fact]
    public void An_officer_who_keeps_away_reads_no_more_than_that()
    {
        var application = new Application { LeadCreditCode = Lead, Stage = Stage.FormalReview, Recused = true };

        Assert.Equal(Access.KeepsAway, Reading.Of(application, Person(Roles.IntakeOfficer)));
        Assert.Equal(Articles.Review, Reading.WhyNot(Access.KeepsAway)!.Article);
    }

    [Fact]
    public void The_public_and_the_member_units_read_none()
    {
        var application = new Application { LeadCreditCode = Lead, Stage = Stage.Passed, Reached = Phase.Recognition };

        Assert.Equal(Access.None, Reading.Of(application, Actor.Public(null)));
        Assert.Equal(Access.None, Reading.Of(application, Person(Roles.Member, Other)));
        Assert.Equal(Access.None, Reading.Of(null, Person(Roles.Auditor)));
    }

    [Fact]
    public void The_unit_that_leads_the_alliance_now_reads_what_the_former_one_submitted()
    {
        var application = new Application { LeadCreditCode = Lead, LeadsNow = Other, Stage = Stage.Passed, Reached = Phase.Recognition };

        Assert.Equal(Access.Successor, Reading.Of(application, Person(Roles.Applicant, Other)));
        Assert.Null(Reading.WhyNot(Access.Successor));
        Assert.Equal(Access.None, Reading.Of(application, Person(Roles.Member, Other)));
        Assert.Equal(Access.None, Reading.Of(application with { LeadsNow = null }, Person(Roles.Applicant, Other)));
        // Whose it was still reads it.
        Assert.Equal(Access.Own, Reading.Of(application, Person(Roles.Applicant, Lead)));
    }

    static Actor Person(string role, string? unit = null)
        => new("ceshi", "测试", new[] { role }.ToFrozenSet(), unit is null ? null : new Unit("单位", unit), null);
}
