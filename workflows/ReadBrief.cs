using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Ui;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Procedures;
using Alliance.Workflows.Wording;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Workflows;

/// <summary>What the console tells of an application or an alliance: where its case is, how it came there, and what runs; for the people of
/// the bureau, who read the cases.</summary>
[ForSignedIn]
public sealed class ReadBrief(ReadCase cases, DeadlineWords deadlines, Words words)
{
    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (!IsOfTheBureau(actor)) return Refusal.NotFound($"没有这个案件");
        var outcome = await cases.Handle(id, ct);
        if (outcome.Value is not { } found) return outcome.Refusal!;
        var (link, recognition) = ($"/workflows/cases/{id}", found.Kind == "Recognition");
        return new Brief
        {
            ApplicationId = recognition ? id : null,
            AllianceId = found.Kind == "Operation" ? id : null,
            Name = found.Name,
            LeadUnit = found.Application?.LeadUnit.Name,
            State = State(words, CaseStates.Of(found.State)),
            Parts =
            [
                new($"{found.Kind.ToLowerInvariant()}-case",
                    words[found.Kind switch
                    {
                        "Recognition" => "认定流程",
                        "Operation" => "运行流程",
                        "Revocation" => "撤销流程",
                        _ => "推荐升级流程",
                    }],
                    State(words, CaseStates.Of(found.State)), link)
                {
                    Facts = Facts(
                        Fact(words["立案时间"], BeijingTime.Text(found.OpenedAt)),
                        Fact(words["政策版本"], found.PolicyVersion),
                        Fact(words["暂停时间"], found.PausedAt is { } paused ? BeijingTime.Text(paused) : null)),
                },
            ],
            Timeline = [.. found.Journal.Reverse().Where(IsOfTheProcedure).Take(Brief.MostEvents).Select(entry => Told(entry, link))],
            // A reminder is the host's own; nobody is late with it.
            Deadlines = [.. found.Deadlines.Where(deadline => !deadline.Name.StartsWith(nameof(AnnualReportReminderDue),
                StringComparison.Ordinal)).Select(deadline => new BriefDeadline(deadline.Name, deadlines.Name(deadline.Name),
                deadline.DueAt, deadline.NominalDueOn, deadline.Article, link)
            {
                Explanation = deadlines.Explain(deadline.Rule, deadline.Explanation),
            })],
        };
    }

    // What people did the services tell themselves, and that somebody was reminded. The host tells where it led, which periods ended, and
    // what administrators changed.
    static bool IsOfTheProcedure(ReadCase.Entry entry) => entry.From != entry.To || entry.Change is not null
        || (Sentences.IsDeadline(entry.Message) && entry.Message != nameof(AnnualReportReminderDue));

    BriefEvent Told(ReadCase.Entry entry, string link) => new(entry.At,
        entry.Change is { } change ? words["{0}：{1}", new Statute.Text.Word(Sentences.Heard(entry.Message)), change.InWords]
            : entry.From == entry.To ? words[Sentences.Heard(entry.Message)]
            : words["进入“{0}”", new Statute.Text.Word(CaseStates.Of(entry.To).Word())],
        entry.By ?? words["流程"], link, null);
}
