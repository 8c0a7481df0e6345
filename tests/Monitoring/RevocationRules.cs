using System.Collections.Frozen;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Revocations;
using Alliance.Monitoring.Revocations.Deciding;
using Alliance.Monitoring.Revocations.Hearings;
using Alliance.Monitoring.Revocations.Informing;
using Alliance.Monitoring.Revocations.Statements;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Xunit;

namespace Alliance.Monitoring.Tests;

/// <summary>The rules of a revocation (Art. 17). The prior notice is served on Thursday 11 April 2024: five working days end on Thursday
/// the eighteenth, at midnight.</summary>
public sealed class RevocationRules
{
    static readonly WorkCalendar Calendar = WorkCalendar.StateCouncil;
    static readonly string Version = PolicyBook.Find("kunming-2016.1").Version;
    static readonly DateOnly Served = new(2024, 4, 11);
    static readonly DateTimeOffset Closes = BeijingTime.StartOf(new(2024, 4, 19));
    static readonly DateTimeOffset LastInstant = Closes.AddTicks(-1);

    static readonly Actor Officer = new("jiance", "赵敏", new[] { Roles.MonitoringOfficer }.ToFrozenSet(), null, null);
    static readonly Actor Decider = new("juzhang", "陈志强", new[] { Roles.DecisionMaker }.ToFrozenSet(), null, null);
    static readonly Actor Lead = new("qiye2", "张三", new[] { Roles.Applicant }.ToFrozenSet(), new("某公司", "915301000000000011"), null);
    static readonly Actor Stranger = Lead with { Unit = new("别家", "915301000000000012") };

    static readonly RevocationCase Opened = new()
    {
        AllianceName = "昆明钛材料产业技术创新战略联盟",
        LeadUnitCreditCode = "915301000000000011",
        PolicyVersion = Version,
        Ground = RevocationGround.RefusesSupervision,
        State = RevocationState.Investigation,
        OpenedBy = Officer.Account,
        OpenedByName = Officer.Name,
    };
    static readonly RevocationCase Noticed = Opened with { NoticedAt = BeijingTime.StartOf(Served) };
    static readonly RevocationCase Told = Noticed with { State = RevocationState.Statement, ServedOn = Served, StatementUntil = Closes };
    static readonly RevocationCase Asked = Told with
    {
        State = RevocationState.Hearing,
        HearingAskedAt = LastInstant,
        HearingAskedOn = new(2024, 4, 18),
    };
    static readonly RevocationCase Invited = Asked with { HearingAt = new(2024, 4, 30, 1, 0, 0, TimeSpan.Zero) };
    static readonly RevocationCase Held = Invited with { State = RevocationState.Decision, HeldAt = Invited.HearingAt };

    static readonly DecideRevocation.Request Revoke = new(true, "三次拒绝接受检查。");

    [Fact]
    public void A_case_has_a_ground_of_the_statute_and_facts_and_is_the_only_one_against_its_alliance()
    {
        var request = new OpenRevocation.Request(Guid.NewGuid(), RevocationGround.Fraud, "合作协议系伪造");
        Assert.Null(OpenRevocation.WhyNot(request, anotherRuns: false, ofThisAlliance: true, Version));
        Conflict(OpenRevocation.WhyNot(request, anotherRuns: true, ofThisAlliance: true, Version));
        Assert.Equal(RefusalKind.NotFound, OpenRevocation.WhyNot(request, false, ofThisAlliance: false, Version)!.Kind);
        Fields(["ground", "facts"], OpenRevocation.WhyNot(request with { Ground = null, Facts = " " }, false, true, Version));
        Fields(["ground"], OpenRevocation.WhyNot(request with { Ground = (RevocationGround)5 }, false, true, Version));
    }

    [Fact]
    public void Evidence_is_put_on_file_before_the_unit_is_told_of_it_and_never_after()
    {
        Assert.Null(AddEvidence.WhyNot(Opened, 0));
        Missing(AddEvidence.WhyNot(null, 0));
        Conflict(AddEvidence.WhyNot(Noticed, 0));
        Conflict(AddEvidence.WhyNot(Opened with { State = RevocationState.Dropped }, 0));
        Assert.Equal(RefusalKind.Conflict, AddEvidence.WhyNot(Opened, RevocationCase.MostFiles)!.Kind);
    }

    [Fact]
    public void The_unit_is_told_once_and_with_evidence()
    {
        Assert.Null(SendPriorNotice.WhyNot(Opened, evidence: 1));
        Missing(SendPriorNotice.WhyNot(null, 1));
        Conflict(SendPriorNotice.WhyNot(Opened, evidence: 0));
        Conflict(SendPriorNotice.WhyNot(Noticed, 1));
        Conflict(SendPriorNotice.WhyNot(Opened with { State = RevocationState.Overtaken }, 1));
    }

    [Fact]
    public void The_unit_reads_the_case_from_the_prior_notice_on_and_no_other_unit_ever()
    {
        Missing(RevocationCase.NotOf(Opened, Lead));
        Missing(RevocationCase.NotOf(Told, Stranger));
        Missing(RevocationCase.NotOf(null, Lead));
        Assert.Null(RevocationCase.NotOf(Noticed, Lead));
        Assert.True(Opened.IsVisibleTo(Officer));
        Assert.False(Opened.IsVisibleTo(Lead));
    }

    [Fact]
    public void The_unit_speaks_from_the_service_to_the_last_instant_of_the_period()
    {
        Conflict(FileStatement.WhyNotNow(Noticed, Lead, BeijingTime.StartOf(Served), Calendar));
        Assert.Null(FileStatement.WhyNotNow(Told, Lead, LastInstant, Calendar));
        Conflict(FileStatement.WhyNotNow(Told, Lead, Closes, Calendar));
        Missing(FileStatement.WhyNotNow(Told, Stranger, LastInstant, Calendar));
        // Who asked for a hearing may still write within the period.
        Assert.Null(FileStatement.WhyNotNow(Asked, Lead, LastInstant, Calendar));
        foreach (var over in (RevocationState[])[RevocationState.Decision, RevocationState.Revoking, RevocationState.Dropped,
            RevocationState.Overtaken])
            Conflict(FileStatement.WhyNotNow(Told with { State = over }, Lead, LastInstant, Calendar));
        Fields(["text"], FileStatement.WhyNot(new(" "), 0, Version));
        Conflict(FileStatement.WhyNot(new("不是事实"), FileStatement.Most, Version));
        Assert.Null(FileStatement.WhyNot(new("不是事实"), FileStatement.Most - 1, Version));
    }

    [Fact]
    public void A_hearing_is_asked_for_within_the_period_and_once()
    {
        Assert.Null(RequestHearing.WhyNot(Told, Lead, LastInstant, Calendar));
        Conflict(RequestHearing.WhyNot(Told, Lead, Closes, Calendar));
        Conflict(RequestHearing.WhyNot(Asked, Lead, LastInstant, Calendar));
        Missing(RequestHearing.WhyNot(Told, Stranger, LastInstant, Calendar));
    }

    [Fact]
    public void A_hearing_is_invited_to_seven_days_ahead_and_chaired_by_another_than_who_investigates()
    {
        var today = new DateOnly(2024, 4, 20);
        var fine = new InviteToHearing.Request(BeijingTime.StartOf(today.AddDays(7)).AddHours(9), "二楼会议室", "何静");
        Assert.Null(InviteToHearing.WhyNot(Asked, fine, today));
        Missing(InviteToHearing.WhyNot(null, fine, today));
        Conflict(InviteToHearing.WhyNot(Told, fine, today));
        Fields(["at"], InviteToHearing.WhyNot(Asked, fine with { At = BeijingTime.StartOf(today.AddDays(7)).AddTicks(-1) }, today));
        Fields(["chair"], InviteToHearing.WhyNot(Asked, fine with { Chair = Officer.Name }, today));
        Fields(["at", "place", "chair"], InviteToHearing.WhyNot(Asked, new(null, " ", ""), today));
        // Invited anew, the days count anew.
        Fields(["at"], InviteToHearing.WhyNot(Invited, fine with { At = Invited.HearingAt }, new(2024, 4, 25)));
    }

    [Fact]
    public void Minutes_are_of_a_hearing_that_was_held()
    {
        var (fine, after) = (new RecordHearing.Request(true, "当事人说明情况。"), Invited.HearingAt!.Value);
        Assert.Null(RecordHearing.WhyNot(Invited, fine, hasFile: true, after));
        Missing(RecordHearing.WhyNot(null, fine, true, after));
        Conflict(RecordHearing.WhyNot(Told, fine, true, after));
        Conflict(RecordHearing.WhyNot(Asked, fine, true, after));
        Conflict(RecordHearing.WhyNot(Invited, fine, true, after.AddTicks(-1)));
        Fields(["attended", "summary", "file"], RecordHearing.WhyNot(Invited, new(null, " "), hasFile: false, after));
    }

    [Fact]
    public void A_legal_review_says_who_reviewed_and_what_they_found_with_the_paper()
    {
        var fine = new RecordLegalReview.Request("政策法规处", true, "程序合法");
        Assert.Null(RecordLegalReview.WhyNot(Told, fine, hasFile: true));
        Missing(RecordLegalReview.WhyNot(null, fine, true));
        Conflict(RecordLegalReview.WhyNot(Held with { DecidedAt = Closes, State = RevocationState.Revoking }, fine, true));
        Conflict(RecordLegalReview.WhyNot(Told with { State = RevocationState.Dropped }, fine, true));
        Fields(["by", "agrees", "opinion", "file"], RecordLegalReview.WhyNot(Told, new("", null, null), hasFile: false));
    }

    [Fact]
    public void Who_opened_a_case_does_not_decide_it_and_it_is_decided_once_with_reasons()
    {
        Missing(Why(null, Revoke));
        Assert.Equal(RefusalKind.Forbidden, Why(Held, Revoke, by: Decider with { Account = Officer.Account })!.Kind);
        foreach (var decided in (RevocationState[])[RevocationState.Revoking, RevocationState.Revoked, RevocationState.Dropped,
            RevocationState.Overtaken])
            Conflict(Why(Held with { State = decided }, Revoke));
        Fields(["revoked"], Why(Held, Revoke with { Revoked = null }));
        Fields(["reasons"], Why(Held, Revoke with { Reasons = " " }));
        Fields(["fromRecognition"], Why(Held, Revoke with { FromRecognition = true }));
        Assert.Null(Why(Held with { Ground = RevocationGround.Fraud }, Revoke with { FromRecognition = true }));
        Assert.Null(Why(Held, Revoke));
    }

    [Fact]
    public void On_the_open_ground_nothing_is_revoked_without_a_legal_review_that_agrees()
    {
        var other = Held with { Ground = RevocationGround.Other };
        Conflict(Why(other, Revoke));
        Conflict(Why(other with { LegalAgrees = false }, Revoke));
        Assert.Null(Why(other with { LegalAgrees = true }, Revoke));
    }

    [Fact]
    public void Nothing_is_revoked_before_the_period_of_the_statement_is_over_whatever_the_unit_did_meanwhile()
    {
        // Not told, told and not served, served and waiting; answered, heard, or invited within the period.
        RevocationCase[] early = [Opened, Noticed, Told, Asked, Invited, Held,
            Told with { HearingAskedAt = LastInstant, HeldAt = LastInstant }];
        foreach (var one in early) Conflict(Why(one, Revoke, now: LastInstant));
        // Unserved it stays unheard for ever.
        foreach (var one in early.Where(one => one.ServedOn is null)) Conflict(Why(one, Revoke, now: Closes.AddYears(5)));
        Assert.Null(Why(Told with { State = RevocationState.Decision }, Revoke, now: Closes));
        // To drop it hurts nobody, at any time.
        foreach (var one in early) Assert.Null(Why(one, new(false, "陈述成立。"), now: LastInstant));
    }

    [Fact]
    public void Nothing_is_revoked_before_the_hearing_that_was_asked_for_was_held_however_late_it_is()
    {
        foreach (var owed in (RevocationCase[])[Asked, Invited, Asked with { State = RevocationState.Decision },
            Invited with { HearingOverdueAt = Closes }])
            Conflict(Why(owed, Revoke, now: Closes.AddYears(1)));
        Assert.Null(Why(Held, Revoke, now: Held.HeldAt!.Value));
    }

    [Fact]
    public void A_period_that_was_told_never_ends_earlier_and_a_provisional_one_does_not_end()
    {
        // A calendar that came later makes it longer, never shorter.
        var longer = Told with { StatementUntil = Closes.AddDays(3) };
        Assert.Equal(Closes.AddDays(3), longer.ClosesAt(Calendar));
        Conflict(Why(longer, Revoke, now: Closes));
        Assert.Null(FileStatement.WhyNotNow(longer, Lead, Closes, Calendar));
        Assert.Equal(Closes, (Told with { StatementUntil = Closes.AddDays(-3) }).ClosesAt(Calendar));
        // No calendar of 2071 is published: the unit may speak, and nobody revokes.
        var far = Told with { ServedOn = new(2071, 4, 9), StatementUntil = null };
        var later = BeijingTime.StartOf(new(2071, 12, 1));
        Assert.Null(far.ClosesAt(Calendar));
        Assert.Null(FileStatement.WhyNotNow(far, Lead, later, Calendar));
        Conflict(Why(far, Revoke, now: later));
    }

    static Refusal? Why(RevocationCase? found, DecideRevocation.Request request, Actor? by = null, DateTimeOffset? now = null)
        => DecideRevocation.WhyNot(found, request, by ?? Decider, now ?? new(2024, 5, 20, 2, 0, 0, TimeSpan.Zero), Calendar);

    static void Missing(Refusal? refusal) => Assert.Equal(RefusalKind.NotFound, refusal?.Kind);

    static void Conflict(Refusal? refusal) => Assert.Equal((RefusalKind.Conflict, Articles.Revocation, Version),
        (refusal?.Kind, refusal?.Article, refusal?.PolicyVersion));

    static void Fields(string[] fields, Refusal? refusal) => Assert.Equal(fields, refusal?.Faults.Select(fault => fault.Field!) ?? []);
}
