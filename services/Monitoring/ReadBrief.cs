using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Audit;
using Alliance.Core.Calendars;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Changes.Noting;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Reading;
using Alliance.Monitoring.Reports;
using Alliance.Monitoring.Revocations;
using Alliance.Monitoring.Revocations.Deciding;
using Alliance.Monitoring.Revocations.Reading;
using Alliance.Statute;
using Alliance.Statute.Operation;
using Alliance.Statute.Policies;
using Alliance.Ui;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Monitoring;

/// <summary>What this service tells of an alliance: its cycle and contract, its reports year by year, assessments, compliance and
/// revocation cases; to whom the alliance itself is shown.</summary>
[ForSignedIn]
public sealed class ReadBrief(
    ReadAlliance alliances, ListChanges changes, ReadRevocation revocations, AuditTrail trail, StatutoryClock clock, Words words)
{
    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        var outcome = await alliances.Handle(id, actor, ct);
        if (outcome.Value is not { } alliance) return outcome.Refusal!;
        var link = $"/monitoring/alliances/{id}";
        var cases = await revocations.Against(id, actor, ct);
        return new Brief
        {
            AllianceId = id,
            Name = alliance.Name,
            LeadUnit = alliance.LeadUnit.Name,
            State = State(words, alliance.State),
            Next = cases.Select(Next).FirstOrDefault(step => step is not null) ?? Next(alliance),
            Parts =
            [
                Operation(alliance, link), Reports(alliance, link), .. Assessments(alliance, link), .. Compliance(alliance, link),
                .. Revocations(cases), .. Changes((await changes.Handle(new(Alliance: id), ListQuery.First, actor, ct)).Items, link),
            ],
            Timeline = Events(words, (await trail.Of(id, ct)).Where(entry => IsTold(entry, cases, actor)),
                entry => Vocabulary.Of(words, entry), link, actor),
            Deadlines = [.. alliance.Closed is null ? Deadlines(alliance, link) : [], .. cases.SelectMany(Deadlines)],
            Documents = [.. cases.SelectMany(Documents)],
        };
    }

    BriefPart Operation(ReadAlliance.View alliance, string link) => new("operation", words["运行"], State(words, alliance.State), link)
    {
        Facts = Facts(
            Fact(words["运行周期"], words["第 {0} 周期，{1} 至 {2}", alliance.Cycle, BeijingTime.Text(alliance.StartsOn),
                BeijingTime.Text(alliance.EndsOn)]),
            Fact(words["合同书"], words[alliance.Contract.State.Word()]),
            Fact(words["成员单位"], words["{0} 家", alliance.Members.Count]),
            Fact(words["认定资格终止"], alliance.Closed is { } closed ? $"{BeijingTime.Text(closed.At)} {closed.Sentence}" : null)),
    };

    BriefPart Reports(ReadAlliance.View alliance, string link) => new("reports", words["年度科技报告"], null, $"{link}#reports")
    {
        // Whose recognition ended owes no report any more.
        Rows = [.. alliance.Years.Where(year => alliance.Closed is null || year.State is not ReportState.Pending)
            .Select(year => new BriefRow(words["{0} 年度", year.Year], State(words, year.State), year.FiledAt is { } filed
                ? words["报送于 {0}", BeijingTime.Text(filed)] : words["截止日期 {0}", BeijingTime.Text(year.DueOn)],
                year.FiledAt is null ? null : $"{link}/reports/{year.Year}"))],
    };

    IEnumerable<BriefPart> Assessments(ReadAlliance.View alliance, string link)
    {
        if (alliance.Assessments.Count == 0) yield break;
        yield return new("assessments", words["考核"], null, $"{link}#assessments")
        {
            Rows = [.. alliance.Assessments.Reverse().Select(one => new BriefRow(
                one.Attempt > 1 ? $"{words["第 {0} 周期", one.Cycle]} {words["第 {0} 次", one.Attempt]}" : words["第 {0} 周期", one.Cycle],
                one.Passed switch
                {
                    null => new(words["待考核"], StateColour.Orange),
                    true => new(words[one.Grade ?? "合格"], StateColour.Green),
                    false => new(words[one.Grade ?? "不合格"], StateColour.Red),
                },
                one.Score is { } score ? words["{0} 分", Figures.Text(score)] : null, $"{link}/assessments/{one.Cycle}"))],
        };
    }

    IEnumerable<BriefPart> Compliance(ReadAlliance.View alliance, string link)
    {
        if (alliance.ComplianceCases.Count == 0) yield break;
        yield return new("compliance", words["违规核查"], null, $"{link}#compliance")
        {
            Rows = [.. alliance.ComplianceCases.Reverse().Select(one => new BriefRow(words.Say(one.Cause),
                State(words, one.State), one.ClosedAt is { } closed ? words["{0} 办结", BeijingTime.Text(closed)]
                    : words["{0} 立案", BeijingTime.Text(one.OpenedAt)],
                $"/monitoring/compliance/{one.Id}"))],
        };
    }

    IEnumerable<BriefPart> Revocations(IReadOnlyList<ReadRevocation.View> cases)
    {
        if (cases.Count == 0) yield break;
        yield return new("revocations", words["撤销案件"], State(words, cases[0].State), LinkOf(cases[0]))
        {
            Facts = Facts(
                Fact(words["告知送达"], cases[0].ServedOn is { } on ? BeijingTime.Text(on) : null),
                Fact(words["陈述申辩至"], cases[0].StatementLastDay is { } day ? BeijingTime.Text(day) : null),
                Fact(words["听证时间"], cases[0].HearingAt is { } at ? BeijingTime.Text(at) : null),
                Fact(words["决定"], cases[0].Decision is { } decision ? words[decision.Revoked ? "决定撤销" : "不予撤销"] : null)),
            Rows = [.. cases.Select(one => new BriefRow(words[one.Ground.Word()], State(words, one.State),
                one.EndedAt is { } ended ? words["{0} 办结", BeijingTime.Text(ended)] : words["{0} 立案", BeijingTime.Text(one.OpenedAt)],
                LinkOf(one)))],
        };
    }

    // A unit does not hear of a case before it was told of it, and of the legal review never (Art. 17).
    static bool IsTold(AuditEntry entry, IReadOnlyList<ReadRevocation.View> cases, Actor actor) => IsOfTheBureau(actor) || entry.What switch
    {
        nameof(OpenRevocation) or nameof(DecideRevocation)
            => cases.Any(one => entry.Details?.Contains($"{one.RevocationCaseId}", StringComparison.Ordinal) == true),
        nameof(RecordLegalReview) => false,
        _ => true,
    };

    static string LinkOf(ReadRevocation.View one) => $"/monitoring/revocations/{one.RevocationCaseId}";

    BriefStep? Next(ReadRevocation.View one) => NextInCase.Of(one) is { } next
        ? new(words.Say(next.Who), words.Say(next.What), Articles.Revocation, next.DueAt, next.DueOn) : null;

    IEnumerable<BriefDeadline> Deadlines(ReadRevocation.View one)
    {
        if (one is { State: RevocationState.Statement or RevocationState.Hearing, StatementLastDay: not null })
            yield return new($"{nameof(StatementDue)}:{one.RevocationCaseId}", words["陈述申辩或者要求听证"], one.StatementClosesAt,
                one.StatementLastDay, Articles.Revocation, LinkOf(one))
            {
                Explanation = [.. one.Reckoning.Select(step => words.Say(step.Sentence))],
            };
        if (one is { State: RevocationState.Hearing, HearingLastDay: not null })
            yield return new($"{nameof(HearingDue)}:{one.RevocationCaseId}", words["举行听证"], one.HearingClosesAt, one.HearingLastDay,
                Articles.Revocation, LinkOf(one));
    }

    IEnumerable<BriefDocument> Documents(ReadRevocation.View one) =>
    [
        .. one.Files.Where(file => !file.IsDraft).Select(file => new BriefDocument(file.Title,
            $"{words["撤销案件"]} {words[file.Kind.Word()]}",
            $"/monitoring/api/revocations/{one.RevocationCaseId}/files/{file.DocumentId}")),
        .. one.Deliveries.Where(paper => paper.DocumentId is not null).Select(paper => new BriefDocument(words["送达回证"],
            words[paper.Title], $"/monitoring/api/deliveries/{paper.LetterId}/file")),
    ];

    IEnumerable<BriefPart> Changes(IReadOnlyList<ListChanges.Item> filings, string link)
    {
        if (filings.Count == 0) yield break;
        yield return new("changes", words["变更备案"], null, $"{link}#changes")
        {
            Rows = [.. filings.Select(one => new BriefRow(words[one.Kind.Word()], State(words, one.State), one.EffectiveOn is { } on
                ? words["自 {0} 生效", BeijingTime.Text(on)] : null, $"/monitoring/changes/{one.Id}"))],
        };
    }

    BriefStep? Next(ReadAlliance.View alliance) => alliance switch
    {
        { Closed: not null } => null,
        { State: OperationState.UnderAssessment }
            => new(words["考核人员"], words["对照合同书和年度科技报告考核第 {0} 周期", alliance.Cycle], Articles.Operation),
        { State: OperationState.Cancelling }
            => new(words["认定经办人"], words["考核不合格，取消认定正在公示"], Articles.Operation, alliance.NextDeadlineAt),
        { Contract: { State: ContractState.Draft, SetAt: null } }
            => new(words["监测人员"], words["与牵头单位商定合同书指标"], Articles.Operation),
        { Contract.State: ContractState.Draft } => new(words["牵头单位"], words["签订合同书"], Articles.Operation),
        { NextReport: { } report } => new(words["牵头单位"], words["报送 {0} 年度科技报告", report.Year], Articles.Operation, report.DueAt,
            report.NominalDueOn),
        _ => null,
    };

    IEnumerable<BriefDeadline> Deadlines(ReadAlliance.View alliance, string link)
    {
        if (alliance.NextReport is { } report)
        {
            var period = FixedDates.AnnualReport(report.Year, PolicyBook.Find(alliance.PolicyVersion), clock.Calendar);
            yield return new($"{nameof(AnnualReportDue)}:{report.Year}", words["报送 {0} 年度科技报告", report.Year], report.DueAt,
                report.NominalDueOn, Articles.Operation, $"{link}#reports")
            {
                Explanation = [.. period.Steps.Select(step => $"{words.Say(step.Sentence)} · {words[step.Article]}")],
            };
        }
        yield return new(nameof(CycleEnds), words["运行周期届满"],
            BeijingTime.FromForm(alliance.EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue)), alliance.EndsOn, Articles.Operation, link);
    }
}
