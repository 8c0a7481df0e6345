using Alliance.Certification.Instruments;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.Ui;

namespace Alliance.Certification.CreditReports;

/// <summary>
/// Finds what was signed and counts for 双公示 by the policy of its instrument, and has it reported until the seventh working day after
/// the decision; of what was not, the office hears once it is overdue.
/// </summary>
public sealed class OweCreditReports(IServiceScopeFactory scopes, StatutoryClock clock, ILogger<OweCreditReports> log)
    : Rounds(TimeSpan.FromSeconds(5), log)
{
    sealed record Signed
    {
        public Guid MatterId { get; init; }
        public Guid InstrumentId { get; init; }
        public Guid CaseId { get; init; }
        public InstrumentKind Kind { get; init; }
        public string PolicyVersion { get; init; } = "";
        public DateOnly SignedOn { get; init; }
        public string Name { get; init; } = "";
        public string? EndArticle { get; init; }
        public string? EndSentence { get; init; }
    }

    sealed record Overdue(Guid Id, Guid CaseId, string Name, DateOnly DueOn);

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var owed = PolicyBook.All.SelectMany(policy => (policy.Document.CreditPublicity?.Acts ?? [])
            .Select(act => $"{policy.Version} {act.Id}".ToUpperInvariant())).ToArray();
        if (owed.Length > 0)
            foreach (var signed in await database.Query<Signed>("""
                select m.id as matter_id, i.id as instrument_id, coalesce(m.alliance_id, m.application_id) as case_id, i.kind,
                  i.policy_version, i.signed_on, d.application->>'allianceName' as name, a.end_article, a.end_sentence
                from matter m join instrument i on i.id = m.instrument_id join determination d on d.application_id = m.application_id
                  left join alliance a on a.application_id = m.application_id
                where m.state = 'Done' and i.state = 'Signed' and upper(i.policy_version || ' ' || i.kind) = any(@owed)
                  and not exists (select from credit_report c where c.matter_id = m.id)
                order by i.signed_at limit 100
                """, new { owed }, ct))
                await Owe(database, signed, ct);
        foreach (var late in await database.Query<Overdue>("""
            select c.id, coalesce(m.alliance_id, m.application_id) as case_id, d.application->>'allianceName' as name, c.due_on
            from credit_report c join matter m on m.id = c.matter_id join determination d on d.application_id = m.application_id
            where c.reported_on is null and c.overdue_told_at is null and c.due_on < @Today limit 50
            """, new { clock.Today }, ct))
            await Tell(database, scope.ServiceProvider.GetRequiredService<LetterWriter>(), late, ct);
    }

    async Task Owe(Database database, Signed signed, CancellationToken ct)
    {
        var policy = PolicyBook.Find(signed.PolicyVersion);
        var act = policy.Document.CreditPublicity!.Acts.First(one => string.Equals(one.Id, signed.Kind.ToString(),
            StringComparison.OrdinalIgnoreCase));
        var due = clock.Reckon(AdministrativePeriods.CreditPublicity, signed.SignedOn);
        var isLicense = act.Form == CreditForm.License;
        await using var work = await database.BeginAsSystem("certification", ct);
        if (await work.Execute("""
            insert into credit_report(id, matter_id, instrument_id, form, category, decided_on, due_on, content, facts, basis, valid_from,
              valid_to)
            values (@id, @MatterId, @InstrumentId, @form, @Category, @SignedOn, @dueOn, @content, @facts, @basis, @from, @to)
            on conflict (matter_id) do nothing
            """, new
        {
            id = Guid.CreateVersion7(),
            signed.MatterId,
            signed.InstrumentId,
            form = act.Form.ToString(),
            act.Category,
            signed.SignedOn,
            dueOn = due.LastDay ?? due.NominalLastDay,
            content = act.Content.Replace("{name}", signed.Name, StringComparison.Ordinal),
            facts = isLicense ? null : signed.EndSentence,
            basis = isLicense || signed.EndArticle is null ? null : $"《{policy.Title}》{ArticleText.InChinese(signed.EndArticle)}",
            from = isLicense ? signed.SignedOn : (DateOnly?)null,
            to = isLicense ? Cycles.Of(signed.SignedOn, 1, policy.CycleMonths).EndsOn : (DateOnly?)null,
        }) == 0) return;
        await work.Record(signed.CaseId, nameof(OweCreditReports), new { signed.InstrumentId, act.Form, due.NominalLastDay },
            Articles.CreditPublicity, signed.PolicyVersion);
        await work.Commit();
    }

    async Task Tell(Database database, LetterWriter letters, Overdue late, CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("certification", ct);
        if (await work.Execute("update credit_report set overdue_told_at = @Now where id = @Id and overdue_told_at is null",
            new { clock.Now, late.Id }) == 0) return;
        foreach (var role in (string[])[Roles.CertificationOfficer, Roles.DecisionMaker])
            await letters.Tell(work, Audience.Office(role), late.CaseId, $"双公示信息逾期未报送",
                $"“{late.Name}”的决定应在 {late.DueOn:yyyy-MM-dd} 前报送信用信息平台，尚未登记回执，请尽快报送。",
                $"/certification/credit-reports/{late.Id}", Articles.CreditPublicity);
        await work.Record(late.CaseId, "TellOverdueCreditReport", new { late.Id, late.DueOn }, Articles.CreditPublicity);
        await work.Commit();
    }
}
