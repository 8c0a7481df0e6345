using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Changes;
using Alliance.Monitoring.Changes.Filing;
using Alliance.Monitoring.Changes.Noting;
using Alliance.Statute;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of changes, without database or broker (Art. 15).</summary>
public sealed class ChangeRules
{
    static readonly Unit Lead = Named(1), Second = Named(2), Third = Named(3), Fourth = Named(4);
    static readonly OperatingAlliance Alliance = new()
    {
        Name = "昆明钛材料产业技术创新战略联盟",
        PolicyVersion = PolicyBook.Find("kunming-2016.1").Version,
        AnchoredOn = new(2024, 3, 1),
        LeadUnitName = Lead.Name,
        LeadUnitCreditCode = Lead.CreditCode,
        MembersJson = Json.Write<IReadOnlyList<Unit>>([Lead, Second, Third, Fourth]),
    };
    static readonly DateOnly Today = new(2025, 5, 6);
    static readonly ChangeContent Said = new() { Reason = "业务调整", EffectiveOn = new(2025, 5, 1) };

    [Fact]
    public void A_change_is_filed_when_it_holds_and_not_before_the_recognition()
    {
        var told = Said with { Before = "熔炼", After = "增材制造" };
        Assert.Empty(Faults(FilingKind.TechnicalRoute, told));
        Assert.Equal(["effectiveOn"], Fields(FilingKind.TechnicalRoute, told with { EffectiveOn = new(2025, 5, 7) }));
        Assert.Equal(["effectiveOn"], Fields(FilingKind.TechnicalRoute, told with { EffectiveOn = new(2024, 2, 29) }));
        Assert.Equal(["reason", "effectiveOn", "before", "after"], Fields(FilingKind.Direction, new()));
    }

    [Fact]
    public void The_new_lead_is_a_member_and_all_members_agree_to_it()
    {
        Assert.Equal(["newLead"], Fields(FilingKind.LeadUnit, Said with { NewLead = Lead.CreditCode }));
        Assert.Equal(["newLead"], Fields(FilingKind.LeadUnit, Said with { NewLead = Named(9).CreditCode }));
        var content = Said with { NewLead = Second.CreditCode };
        Assert.Empty(Faults(FilingKind.LeadUnit, content));
        Assert.Equal([ConsentPart.FormerLead, ConsentPart.NewLead, ConsentPart.Member, ConsentPart.Member],
            ChangeOutcome.WhoAgrees(FilingKind.LeadUnit, content, Alliance).Select(one => one.Part));
    }

    [Fact]
    public void A_former_lead_that_leaves_is_no_member_any_more()
    {
        var stays = ChangeOutcome.Of(FilingKind.LeadUnit, Said with { NewLead = Second.CreditCode }, Alliance);
        Assert.Equal((Second, 4), (stays.LeadUnit, stays.Members.Count));
        var leaves = ChangeOutcome.Of(FilingKind.LeadUnit, Said with { NewLead = Second.CreditCode, FormerLeadLeaves = true }, Alliance);
        Assert.Equal([Second, Third, Fourth], leaves.Members);
        Assert.Equal(["P1"], leaves.Warnings(FilingKind.LeadUnit, Alliance).Select(one => one.Code));
    }

    [Fact]
    public void Whoever_joins_or_leaves_agrees_and_the_lead_does_not_leave_by_a_change_of_members()
    {
        var joining = Said with { Joining = [new("新单位", Named(7).CreditCode)], Leaving = [Third.CreditCode] };
        Assert.Empty(Faults(FilingKind.Members, joining));
        Assert.Equal([ConsentPart.Joining, ConsentPart.Leaving],
            ChangeOutcome.WhoAgrees(FilingKind.Members, joining, Alliance).Select(one => one.Part));
        Assert.Equal(["leaving"], Fields(FilingKind.Members, Said with { Leaving = [Lead.CreditCode] }));
        Assert.Equal(["joining[0].creditCode"],
            Fields(FilingKind.Members, Said with { Joining = [new("重复", Second.CreditCode)] }));
        Assert.Equal(["joining"], Fields(FilingKind.Members, Said));
    }

    [Fact]
    public void Below_four_members_or_two_enterprises_is_a_warning_and_keeps_nothing_from_being_noted()
    {
        var content = Said with { Leaving = [Third.CreditCode] };
        var outcome = ChangeOutcome.Of(FilingKind.Members, content, Alliance);
        Assert.Equal(["P1"], outcome.Warnings(FilingKind.Members, Alliance).Select(one => one.Code));
        Assert.Null(TakeNote.WhyNot(Alliance, Filed(FilingState.Filed), 2));
    }

    [Fact]
    public void A_name_that_a_living_alliance_bears_is_not_taken()
    {
        Assert.Equal(["newName"], Fields(FilingKind.Name, Said with { NewName = "光伏" }, "昆明光伏产业技术创新战略联盟"));
        Assert.Empty(Faults(FilingKind.Name, Said with { NewName = "光伏" }));
    }

    [Theory]
    [InlineData(FilingState.Draft)]
    [InlineData(FilingState.Consenting)]
    [InlineData(FilingState.Returned)]
    [InlineData(FilingState.Noted)]
    [InlineData(FilingState.Withdrawn)]
    public void Only_what_waits_for_the_officer_is_noted(FilingState state)
        => Assert.Equal(RefusalKind.Conflict, TakeNote.WhyNot(Alliance, Filed(state), 2)!.Kind);

    [Fact]
    public void What_was_looked_at_is_what_is_noted()
        => Assert.Equal(RefusalKind.Conflict, TakeNote.WhyNot(Alliance, Filed(FilingState.Filed), 1)!.Kind);

    [Fact]
    public void A_unit_answers_once_and_says_why_it_does_not_agree()
    {
        var own = new ChangeConsent { CreditCode = Second.CreditCode };
        Assert.Null(GiveConsent.WhyNot(Alliance, Filed(FilingState.Consenting), own, new(2, true)));
        Assert.Equal(RefusalKind.Invalid, GiveConsent.WhyNot(Alliance, Filed(FilingState.Consenting), own, new(2, false))!.Kind);
        Assert.Equal(RefusalKind.Conflict, GiveConsent.WhyNot(Alliance, Filed(FilingState.Consenting),
            own with { Answer = ConsentAnswer.Given }, new(2, true))!.Kind);
        Assert.Equal(RefusalKind.NotFound, GiveConsent.WhyNot(Alliance, Filed(FilingState.Consenting), null, new(2, true))!.Kind);
    }

    static ChangeFiling Filed(FilingState state) => new() { State = state, Version = 2, SubmittedAt = DateTimeOffset.UnixEpoch };

    static IReadOnlyList<Fault> Faults(FilingKind kind, ChangeContent content, params string[] living)
        => ChangeOutcome.Faults(kind, content, Alliance, Today, living);

    static IEnumerable<string?> Fields(FilingKind kind, ChangeContent content, params string[] living)
        => Faults(kind, content, living).Select(fault => fault.Field);

    static Unit Named(int number) => new($"昆明测试{number}有限公司", CreditCode.Complete($"91530102MA6NKX{number:00}"));
}
