using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Workflows.Machines;
using Alliance.Workflows.Operation;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Recognition;
using Alliance.Workflows.Revocations;
using Alliance.Workflows.Upgrades;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What an engine of activities gets of a page, and how another engine than the default one is found.</summary>
public sealed class EngineTests
{
    [Fact]
    public void The_outline_of_recognition_leads_where_its_page_leads() => LeadsWhereItsPageLeads(new RecognitionProcess());

    [Fact]
    public void The_outline_of_operation_leads_where_its_page_leads() => LeadsWhereItsPageLeads(new OperationProcess());

    [Fact]
    public void The_outline_of_upgrades_leads_where_its_page_leads() => LeadsWhereItsPageLeads(new UpgradeProcess());

    [Fact]
    public void The_outline_of_revocations_leads_where_its_page_leads() => LeadsWhereItsPageLeads(new RevocationProcess());

    [Fact]
    public void Seven_days_and_two_years_are_acts_of_the_same_kind_each_with_its_article_and_its_period()
    {
        Assert.Equal((Articles.Notice, new Period(7, PeriodUnit.CalendarDays)), Known(new RecognitionProcess(), "Sets NoticePeriodEnds"));
        Assert.Equal((Articles.Operation, new Period(24, PeriodUnit.Months)), Known(new OperationProcess(), "Sets CycleEnds"));
    }

    [Fact]
    public void Pages_that_differ_in_one_row_have_different_fingerprints()
    {
        var page = new RecognitionProcess();
        var prints = page.Rows.Select((_, i) => page.With(page.Rows.Where((_, at) => at != i)).Fingerprint)
            .Append(page.Fingerprint).ToList();
        Assert.Equal(prints.Count, prints.Distinct().Count());
        Assert.Equal(new RecognitionProcess().Fingerprint, page.Fingerprint);
    }

    [Fact]
    public void The_engine_that_comes_with_the_host_is_there_when_no_other_is_named()
        => Assert.Equal("MassTransit", ProcedureEngine.Of("").Name);

    [Fact]
    public void A_file_that_is_not_there_is_named_with_the_setting_that_asked_for_it()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => ProcedureEngine.Of("/nowhere/engine.dll"));
        Assert.Contains("Workflows:Engine names /nowhere/engine.dll, which does not exist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_engine_is_refused()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => ProcedureEngine.Of(typeof(WorkCalendar).Assembly.Location));
        Assert.Contains("in which there is no ProcedureEngine", refused.Message, StringComparison.Ordinal);
    }

    static void LeadsWhereItsPageLeads<TCase>(Procedure<TCase> page) where TCase : ProcedureCase, new()
    {
        var outline = Outline.Of(page, PolicyBook.Find(The.Policy));
        var rows = outline.Stages.SelectMany(stage => stage.Rows).ToList();
        var ids = rows.SelectMany(row => row.Acts.Select(act => act.Id)).Concat(rows.Select(row => row.Id))
            .Concat(outline.Stages.Select(stage => stage.Id)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(page.States.Prepend(Procedure.Beginning), outline.Stages.Select(stage => stage.State));
        Assert.Equal(
            outline.Stages.SelectMany(stage => page.Rows.Where(one => one.From == stage.State))
                .Select(one => (one.From, one.Row, one.Row.To ?? one.From)),
            outline.Stages.SelectMany(stage => stage.Rows.Select(row => (stage.State, row.Row, row.To))));
        Assert.All(rows, row => Assert.Equal(row.Row.Effects, row.Acts.Select(act => act.Effect)));
    }

    static (string?, Period?) Known<TCase>(Procedure<TCase> page, string act) where TCase : ProcedureCase, new()
    {
        var found = Outline.Of(page, PolicyBook.Find(The.Policy)).Stages.SelectMany(stage => stage.Rows).SelectMany(row => row.Acts)
            .First(one => one.Name == act);
        return (found.Article, found.Period);
    }
}
