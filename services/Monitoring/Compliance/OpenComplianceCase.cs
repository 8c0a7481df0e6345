using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>
/// A monitoring officer opens a compliance case for another reason than a missed report (违规核查, Art. 17): of which kind, on which facts,
/// and where something has to be put right, what and until when. It revokes nothing by itself.
/// </summary>
[For(Roles.MonitoringOfficer)]
public sealed class OpenComplianceCase(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="AllianceId">The alliance.</param>
    /// <param name="Kind">Of which kind.</param>
    /// <param name="Facts">What was found.</param>
    /// <param name="Demand">What has to be put right; null where nothing is asked for yet.</param>
    /// <param name="DueOn">Until when.</param>
    public sealed record Request(
        Guid AllianceId, ComplianceKind? Kind, [property: LongText(1000)] string? Facts,
        [property: LongText(2000)] string? Demand = null, DateOnly? DueOn = null)
    {
        /// <summary>True where something has to be put right.</summary>
        internal bool Demands => DueOn is not null || !string.IsNullOrWhiteSpace(Demand);
    }

    /// <summary>The answer.</summary>
    public sealed record Opened(Guid ComplianceCaseId);

    public async Task<Outcome<Opened>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await OperatingAlliance.Lock(work, request.AllianceId);
        if (WhyNot(alliance, request, clock.Today) is { } refusal) return refusal;

        var (id, now, kind, facts) = (Guid.CreateVersion7(), clock.Now, request.Kind!.Value, request.Facts!.Trim());
        var article = ComplianceCase.ArticleOf(kind);
        await work.Execute("""
            insert into compliance_case(id, alliance_id, kind, article, sentence, state, opened_at, opened_by, opened_by_name)
            values (@id, @AllianceId, @kind, @article, @facts, 'Open', @now, @Account, @Name)
            """, new { id, request.AllianceId, kind = kind.ToString(), article, facts, now, officer.Account, officer.Name });
        await work.Publish(new ComplianceCaseOpened(alliance!.Id, id, new(article, facts), now));
        await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), alliance.Id, $"违规核查已立案",
            $"对{alliance.Name}以“{new Word(kind.Word())}”为由立案核查。{facts.TrimEnd('。')}。可以向本局说明情况；本案不会自动撤销认定资格。",
            $"/monitoring/compliance/{id}", article);
        await work.Record(alliance.Id, nameof(OpenComplianceCase), new { id, kind, facts, request.Demand, request.DueOn }, article,
            alliance.PolicyVersion);
        if (request.Demands)
            await OrderRectification.Order(work, letters, now,
                (await work.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id", new { id }))!,
                request.Demand!.Trim(), request.DueOn!.Value);
        await work.Commit();
        return new Opened(id);
    }

    internal static Refusal? WhyNot(OperatingAlliance? alliance, Request request, DateOnly today)
    {
        if (OperatingAlliance.Missing(alliance) is { } missing) return missing;
        var faults = new List<Fault>();
        // What was missed is recorded by the procedure, once a year.
        if (request.Kind is not { } kind || !Enum.IsDefined(kind) || kind == ComplianceKind.MissedReport)
            faults.Add(new($"请选择立案的事由", Field: "kind"));
        if (string.IsNullOrWhiteSpace(request.Facts)) faults.Add(new($"请写明查明的事实", Field: "facts"));
        if (request.Demands)
        {
            var article = ComplianceCase.ArticleOf(request.Kind ?? ComplianceKind.Other);
            if (string.IsNullOrWhiteSpace(request.Demand)) faults.Add(new($"请写明须整改的内容", article, "demand"));
            if (OrderRectification.WhyNot(request.DueOn, today, article, "dueOn") is { } day) faults.Add(day);
        }
        return faults.Count > 0 ? Refusal.Invalid(faults, alliance!.PolicyVersion) : null;
    }
}
