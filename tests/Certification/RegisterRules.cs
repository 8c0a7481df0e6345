using Alliance.Certification.Certificates;
using Alliance.Certification.Legacy;
using Alliance.Certification.Plaques;
using Alliance.Certification.Priorities;
using Alliance.Certification.Publications;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Exports;
using Alliance.Statute;
using Xunit;

namespace Alliance.Certification.Tests;

/// <summary>Art. 7, 11, 13, 14, 17 and 19 as pure rules: certificates, plaques, priority, alliances of 2013, plans.</summary>
public sealed class RegisterRules
{
    static readonly Unit Lead = new("昆明测试钛业有限公司", CreditCode.Complete("91530102MA6NKY01"));
    static readonly ApplicationSummary Application =
        new("昆明测试产业技术创新战略联盟", "新材料", "research", Lead, [Lead], "KM-2024-0001", "kunming-2016.1");
    static readonly DateOnly Recognised = new(2024, 3, 20), Repealed = new(2016, 8, 21);
    static readonly LegacyEntry.Taken Nothing = new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    static RecognisedAlliance Alliance() => new()
    {
        RecognisedOn = Recognised,
        CertificateNumber = "KMCL-2024-0001",
        Summary = Core.Text.Json.Write(Application),
    };

    static readonly LegacyEntry Entry = new()
    {
        Row = 2,
        Name = "昆明磷化工产业技术创新战略联盟",
        LeadUnit = Lead.Name,
        LeadCode = Lead.CreditCode,
        Members = $"{Lead.Name} {Lead.CreditCode}\n滇中理工大学（{CreditCode.Complete("1253000043110000")}）",
        Industry = "新材料",
        DocumentNumber = "昆科发〔2014〕9号",
        RecognisedOn = "2014-05-20",
    };

    [Fact]
    public void A_certificate_holds_until_the_end_of_the_current_cycle()
    {
        Assert.Equal(new DateOnly(2026, 3, 20), Alliance().ValidUntil);
        Assert.Equal(new DateOnly(2028, 3, 20), (Alliance() with { Cycle = 2, CycleEndsOn = new(2028, 3, 20) }).ValidUntil);
    }

    [Fact]
    public void No_certificate_is_issued_after_the_end_nor_to_an_alliance_of_2013_that_runs_no_cycle()
    {
        Assert.Null(PrintCertificate.WhyNot(Alliance()));
        Assert.Null(PrintCertificate.WhyNot(Alliance() with { Status = AllianceStatus.Cancelling }));
        var cancelled = PrintCertificate.WhyNot(Alliance() with { Status = AllianceStatus.Cancelled, EndArticle = Articles.Operation });
        Assert.Equal((RefusalKind.Conflict, Articles.Operation), (cancelled!.Kind, cancelled.Article));
        Assert.Equal(Articles.EntryIntoForce, PrintCertificate.WhyNot(Alliance() with { RecognisedUnder = "2013" })!.Article);
        Assert.Null(PrintCertificate.WhyNot(Alliance() with { RecognisedUnder = "2013", CycleEndsOn = new(2026, 3, 20) }));
    }

    [Theory]
    [InlineData("KMCL-P-2016-0001", "KMCL-P-2016-0001-R1")]
    [InlineData("KMCL-P-2016-0001-R1", "KMCL-P-2016-0001-R2")]
    [InlineData("KMCL-P-2016-0001-R9", "KMCL-P-2016-0001-R10")]
    public void A_plaque_that_replaces_another_has_a_number_of_its_own(string lost, string next)
        => Assert.Equal(next, Plaque.NumberAfter(lost));

    [Fact]
    public void Only_a_plaque_that_was_handed_over_is_lost_and_its_loss_is_told()
    {
        var plaque = new Plaque { State = PlaqueState.HandedOver, HandedOverOn = Recognised.AddDays(5) };
        ReplacePlaque.Request Lost(DateOnly? on, string? why = "搬迁中遗失") => new(on, why);
        Refusal? WhyNot(Plaque? which, ReplacePlaque.Request request)
            => ReplacePlaque.WhyNot(Alliance(), which, request, Recognised.AddDays(9));

        Assert.Null(WhyNot(plaque, Lost(Recognised.AddDays(6))));
        Assert.Equal(RefusalKind.Conflict, WhyNot(plaque with { State = PlaqueState.Made }, Lost(Recognised.AddDays(6)))!.Kind);
        Assert.Equal("lostOn", WhyNot(plaque, Lost(Recognised.AddDays(4)))!.Faults.Single().Field);
        Assert.Equal("lostOn", WhyNot(plaque, Lost(Recognised.AddDays(10)))!.Faults.Single().Field);
        Assert.Equal("why", WhyNot(plaque, Lost(Recognised.AddDays(6), " "))!.Faults.Single().Field);
    }

    [Fact]
    public void A_plaque_is_recovered_with_its_proof()
    {
        var ended = Recognised.AddYears(2);
        var cancelled = Alliance() with { Status = AllianceStatus.Cancelled, PlaqueHandedOverOn = Recognised, EndedOn = ended };
        Assert.Equal("proof", RecordPlaque.WhyNot(cancelled, new(RecoveredOn: ended), ended)!.Faults.Single().Field);
        Assert.Null(RecordPlaque.WhyNot(cancelled, new(RecoveredOn: ended, Proof: "收条 3 号"), ended));
    }

    [Fact]
    public void Who_has_priority_is_asked_for_days_that_have_come_and_certified_for_days_of_the_recognition()
    {
        var today = Recognised.AddYears(1);
        Assert.Null(ListPriority.WhyNot(today, today));
        Assert.Equal(Articles.Priority, ListPriority.WhyNot(today.AddDays(1), today)!.Article);
        Assert.NotNull(PrintPriority.WhyNot(Alliance(), Recognised.AddDays(-1)));
        Assert.Null(PrintPriority.WhyNot(Alliance(), Recognised));
        var ended = Alliance() with { Status = AllianceStatus.Revoked, EndedOn = today };
        Assert.Null(PrintPriority.WhyNot(ended, today.AddDays(-1)));
        Assert.NotNull(PrintPriority.WhyNot(ended, today));
    }

    [Fact]
    public void An_alliance_of_2013_is_told_everything_that_keeps_it_out()
    {
        Assert.Empty(Entry.Faults([Entry], Nothing, Repealed));
        Assert.Equal(2, Entry.Summary(Statute.Policies.PolicyBook.Find("kunming-2016.1")).Members.Count);

        var wrong = new LegacyEntry { Row = 3, Members = "没有代码的单位", RecognisedOn = "2017-01-01", CertificateNumber = "昆 1" };
        Assert.Equal(["certificateNumber", "documentNumber", "industry", "leadCode", "leadUnit", "members", "name", "recognisedOn"],
            wrong.Faults([Entry, wrong], Nothing, Repealed).Select(fault => fault.Field!).Order(StringComparer.Ordinal));
        Assert.Equal("name", (Entry with { Row = 4 }).Faults([Entry, Entry with { Row = 4 }], Nothing, Repealed).Single().Field);
        var taken = Nothing with { Names = new HashSet<string> { Statute.Names.AllianceName.Key(Entry.Name) } };
        Assert.Equal("name", Entry.Faults([Entry], taken, Repealed).Single().Field);
        Assert.Equal("recognisedOn", (Entry with { RecognisedOn = "2016-08-21" }).Faults([Entry], Nothing, Repealed).Single().Field);
        Assert.Equal("recognisedOn", (Entry with { RecognisedOn = "2013-08-15" }).Faults([Entry], Nothing, Repealed).Single().Field);
    }

    [Fact]
    public async Task A_workbook_of_2013_is_read_by_the_titles_of_its_columns()
    {
        using var stream = new MemoryStream();
        // In another order than the template's, with a column more.
        var columns = LegacyEntry.Columns.Reverse().ToList();
        await WorkbookWriter.Write(stream, [new("表一", [new("序号"), .. columns.Select(column => new SheetColumn(column.Title))],
            (IReadOnlyList<IReadOnlyList<string?>>)[["1", .. columns.Select(column => column.Read(Entry))]])],
            TestContext.Current.CancellationToken);
        stream.Position = 0;

        Assert.Equal(Entry, Assert.Single(LegacyEntry.Read(stream, TestContext.Current.CancellationToken).Value!));
        using var text = new MemoryStream("联盟名称,牵头单位"u8.ToArray());
        Assert.Equal("file", LegacyEntry.Read(text, TestContext.Current.CancellationToken).Refusal!.Faults.Single().Field);
    }

    [Fact]
    public void Only_an_alliance_of_2013_is_brought_under_operation_and_once()
    {
        var old = Alliance() with { RecognisedUnder = "2013" };
        Assert.Null(BringUnderOperation.WhyNot(old, null));
        Assert.NotNull(BringUnderOperation.WhyNot(old, Recognised));
        Assert.Equal(Articles.Operation, BringUnderOperation.WhyNot(Alliance(), null)!.Article);
        Assert.NotNull(BringUnderOperation.WhyNot(old with { Status = AllianceStatus.Cancelled }, null));
    }

    [Fact]
    public void A_plan_names_its_kind_year_title_and_text_and_is_withdrawn_once()
    {
        Assert.Null(PublishPlan.WhyNot(new(PlanKind.Plan, 2024, "2024年度计划", "见附件"), Recognised));
        Assert.Equal(["kind", "year", "title", "body"],
            PublishPlan.WhyNot(new(null, 2027, " ", null), Recognised)!.Faults.Select(fault => fault.Field));
        Assert.Null(WithdrawPlan.WhyNot(new Plan(), new("年度有误")));
        Assert.Equal("why", WithdrawPlan.WhyNot(new Plan(), new(" "))!.Faults.Single().Field);
        Assert.Equal(RefusalKind.Conflict, WithdrawPlan.WhyNot(new Plan { WithdrawnAt = DateTimeOffset.UnixEpoch }, new("再撤"))!.Kind);
    }
}
