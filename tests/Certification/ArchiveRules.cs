using Alliance.Certification.Archiving;
using Alliance.Certification.Determinations;
using Alliance.Core.Rules;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>When a case goes to the archive, and what is handed over with it.</summary>
public sealed class ArchiveRules
{
    static readonly DateOnly Today = new(2024, 3, 12);
    static readonly string List = $"{new string('a', 64)}  intake.json\n{new string('b', 64)}  manifest.json\n";
    static readonly HandOverArchive.Request Receipt = new("昆明市档案馆", "JJ-1", Today);

    [Theory]
    [InlineData(DeterminationState.Determination)]
    [InlineData(DeterminationState.Proposed)]
    [InlineData(DeterminationState.PublicNotice)]
    public void What_is_not_finished_is_not_archived(DeterminationState state)
        => Assert.Equal(RefusalKind.Conflict,
            CloseForArchive.WhyNot(new() { State = state }, null, new("KJ-01", Retention.Permanent))!.Kind);

    [Fact]
    public void A_case_is_closed_with_class_and_retention_until_it_is_handed_over()
    {
        var declined = new Determination { State = DeterminationState.Declined };
        Assert.Null(CloseForArchive.WhyNot(declined, null, new("KJ-01", Retention.TenYears)));
        Assert.Null(CloseForArchive.WhyNot(declined, new(), new("KJ-02", Retention.TenYears)));
        Assert.Equal(["classMark", "retention"], CloseForArchive.WhyNot(declined, null, new(" ", null))!.Faults.Select(f => f.Field));
        Assert.Equal(RefusalKind.Conflict,
            CloseForArchive.WhyNot(declined, new() { HandedOverOn = Today }, new("KJ-01", Retention.TenYears))!.Kind);
    }

    [Fact]
    public void What_is_handed_over_has_the_list_of_its_package_and_a_receipt()
    {
        var finished = new Determination { State = DeterminationState.Recognised };
        Assert.Null(HandOverArchive.WhyNot(finished, new(), Receipt, List, true, Today));
        Assert.Equal(RefusalKind.Conflict, HandOverArchive.WhyNot(finished, null, Receipt, List, true, Today)!.Kind);
        Assert.Equal(["receiver", "receiptNumber", "handedOverOn", "manifest", "receipt"],
            HandOverArchive.WhyNot(finished, new(), new(null, "", Today.AddDays(1)), "x", false, Today)!.Faults.Select(f => f.Field));
        // Half a list is none.
        Assert.Equal("manifest", HandOverArchive.WhyNot(finished, new(), Receipt, List[..^1], true, Today)!.Faults.Single().Field);
    }
}
