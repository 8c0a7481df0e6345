using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Letters;
using Alliance.Statute;

namespace Alliance.Intake.FormalReview;

/// <summary>An officer gives waiting applications to somebody of the office, several at once; or takes them back. All of them, or
/// none.</summary>
[For(Roles.IntakeOfficer)]
public sealed class AssignApplications(Database database, LetterBox letters, StatutoryClock clock)
{
    // A page of the queue, five times over.
    const int Most = 100;

    /// <summary>Which, and to whom; an empty account: to nobody.</summary>
    public sealed record Request
    {
        public IReadOnlyList<Guid> ApplicationIds { get; init; } = [];
        public string Account { get; init; } = "";
    }

    /// <summary>How many were assigned.</summary>
    public sealed record Answer(int Assigned);

    /// <summary>An application as this rule looks at it.</summary>
    internal sealed record Waiting
    {
        public Guid Id { get; init; }
        public Stage Stage { get; init; }
        public string AllianceName { get; init; } = "";
        public bool Recused { get; init; }
        public string? AssignedTo { get; init; }
    }

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var name = await work.Find<string>("select name from officer where account = @Account", request);
        var waiting = await work.Query<Waiting>("""
            select a.id, a.stage, a.alliance_name, a.assigned_to,
              exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused
            from application a where a.id = any(@ids) order by a.id for update
            """, new { ids = request.ApplicationIds.ToArray(), request.Account });
        if (WhyNot(request, name, waiting) is { } refusal) return refusal;

        var (account, now) = (request.Account.Length == 0 ? null : request.Account, clock.Now);
        await work.Execute("""
            update application set assigned_to = @account, assigned_to_name = @name, assigned_at = @now where id = any(@ids)
            """, new { ids = request.ApplicationIds.ToArray(), account, name, now });
        foreach (var one in waiting) await work.Record(one.Id, nameof(AssignApplications), new { account, name }, Articles.Review);
        // Whoever takes work themselves need not be told.
        if (account is not null && account != officer.Account)
            await letters.Tell(work, Audience.Account(account), waiting[0].Id, $"有申报书分配给您", $"{officer.Name}把 {waiting.Count} 份申报书分配给您审查。",
                $"/intake/queue?assigned=me", Articles.Review);
        foreach (var former in waiting.Where(one => one.AssignedTo is not null && one.AssignedTo != account
            && one.AssignedTo != officer.Account).GroupBy(one => one.AssignedTo!))
            await letters.Tell(work, Audience.Account(former.Key), former.First().Id, $"申报书不再由您审查",
                $"{officer.Name}把原来分配给您的 {former.Count()} 份申报书转交他人审查。", $"/intake/queue?assigned=me", Articles.Review);
        await work.Commit();
        return new Answer(waiting.Count);
    }

    internal static Refusal? WhyNot(Request request, string? name, IReadOnlyList<Waiting> waiting)
    {
        if (request.ApplicationIds.Count is 0 or > Most) return Refusal.Invalid($"请选择 1 至 {Most} 份申报书", field: "applicationIds");
        if (request.Account.Length > 0 && name is null)
            return Refusal.Invalid($"没有受理人员“{request.Account}”；首次打开审查队列后才能接受分配", field: "account");
        if (waiting.Count < request.ApplicationIds.Distinct().Count()) return Application.Unknown;
        List<Fault> faults = [];
        foreach (var one in waiting)
        {
            if (one.Stage is not (Stage.FormalReview or Stage.Correction))
                faults.Add(new($"“{one.AllianceName}”不在形式审查中，不能分配", Articles.Review, "applicationIds"));
            else if (one.Recused) faults.Add(new($"{name}已对“{one.AllianceName}”申请回避，不能分配给该受理人员", Articles.Review, "account"));
        }
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
