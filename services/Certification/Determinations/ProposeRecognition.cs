using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Text;

namespace Alliance.Certification.Determinations;

/// <summary>The bureau proposes recognition (拟认定) from the panel's opinion and reserves the name, which no other live alliance may bear
/// (Art. 11).</summary>
[For(Roles.DecisionMaker)]
public sealed class ProposeRecognition(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Minutes">局长办公会纪要.</param>
    public sealed record Request([LongText] string Minutes);

    public async Task<Outcome> Handle(Guid applicationId, Request request, Actor decisionMaker, CancellationToken ct)
    {
        await using var work = await database.Begin(this, decisionMaker, ct);
        if (await Decide(work, applicationId, request, clock.Now) is { } refusal) return refusal;
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The decision, in the step of whoever takes it: by itself, or with the others of a meeting.</summary>
    internal async Task<Refusal?> Decide(UnitOfWork work, Guid applicationId, Request request, DateTimeOffset now)
    {
        var determination = await Determination.Lock(work, applicationId);
        if (WhyNot(determination, request) is { } refusal) return refusal;

        var application = determination!.Application;
        if (!await Reserve(work, applicationId, application, now)) return NameTaken(application);

        await work.Execute("""
            update determination set state = 'Proposed', minutes = @minutes, decided_at = @now, decided_by = @Name
            where application_id = @applicationId
            """, new { applicationId, minutes = request.Minutes.Trim(), now, work.Actor.Name });
        await work.Publish(new RecognitionProposed(applicationId, now));
        // The application is its lead unit's to read; its members find the notice on the portal.
        foreach (var unit in Parties.Of(application))
            await letters.Tell(work, unit, applicationId, $"拟予认定，即将公示", $"本局研究决定拟认定“{application.AllianceName}”，接下来依法公示。",
                unit == Audience.Unit(application.LeadUnit.CreditCode) ? $"/intake/applications/{applicationId}" : "/portal#notices",
                Articles.Notice);
        await work.Record(applicationId, nameof(ProposeRecognition), request, Articles.Notice, application.PolicyVersion);
        return null;
    }

    internal static Refusal? WhyNot(Determination? determination, Request request)
    {
        if (WhyNotDetermine(determination) is { } refusal) return refusal;
        if (!determination!.Recommended)
            return Refusal.Conflict($"拟认定名单依据专家评审意见提出，专家组未推荐的不能拟认定", Articles.Notice, determination.Application.PolicyVersion);
        return string.IsNullOrWhiteSpace(request.Minutes) ? Refusal.Invalid($"请填写局长办公会纪要", Articles.Notice, "minutes") : null;
    }

    /// <summary>What proposing and declining ask first: the application is on the table and undecided.</summary>
    internal static Refusal? WhyNotDetermine(Determination? determination) => determination switch
    {
        null => Refusal.NotFound($"没有这项认定事项"),
        { State: DeterminationState.Determination } => null,
        { State: DeterminationState.Returned } => Refusal.Conflict($"已退回专家评审，等待专家组重新出具意见", Articles.Notice),
        { State: DeterminationState.Closed } => Refusal.Conflict($"申报已撤回，不再认定"),
        { State: DeterminationState.Declined } => Refusal.Conflict($"已作出不予认定的决定", Articles.Notice),
        _ => Refusal.Conflict($"已经拟认定", Articles.Notice),
    };

    /// <summary>Reserves the name; false where another live alliance or proposal bears it.</summary>
    internal static async Task<bool> Reserve(UnitOfWork work, Guid applicationId, ApplicationSummary application, DateTimeOffset now)
        // The partial unique index decides, also between two proposals in the same moment: the second waits here for the first.
        => await work.Execute("""
            insert into reserved_name(application_id, name, name_key, reserved_at) values (@applicationId, @AllianceName, @key, @now)
            on conflict (name_key) where released_at is null do nothing
            """, new { applicationId, application.AllianceName, key = AllianceName.Key(application.AllianceName), now }) == 1;

    internal static Refusal NameTaken(ApplicationSummary application)
        => Refusal.Conflict($"名称“{application.AllianceName}”已由其他有效联盟使用，不能重复认定", Articles.Notice, application.PolicyVersion);
}
