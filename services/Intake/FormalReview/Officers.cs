using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;
using Alliance.Statute;

namespace Alliance.Intake.FormalReview;

/// <summary>受理人员: whom applications can be assigned to. An officer is known from the first time they open the queue.</summary>
[ForReading(Roles.IntakeOfficer)]
public sealed class Officers(Database database, StatutoryClock clock)
{
    /// <summary>One officer, and how many applications wait for them.</summary>
    public sealed record Officer
    {
        public string Account { get; init; } = "";
        public string Name { get; init; } = "";
        public int Waiting { get; init; }
    }

    /// <summary>Everybody known, whoever asks among them when they are an officer.</summary>
    public async Task<IReadOnlyList<Officer>> Handle(Actor actor, CancellationToken ct)
    {
        if (actor.Is(Roles.IntakeOfficer)) await Meet(actor, ct);
        return await database.Query<Officer>("""
            select o.account, o.name, count(a.id)::int as waiting
            from officer o left join application a on a.assigned_to = o.account and a.stage = 'FormalReview'
            group by o.account, o.name order by o.name, o.account limit 200
            """, ct: ct);
    }

    async Task Meet(Actor officer, CancellationToken ct)
    {
        if (await database.Scalar<bool>("select exists(select 1 from officer where account = @Account and name = @Name)", officer, ct))
            return;
        await using var work = await database.Begin(this, officer, ct);
        await work.Execute("""
            insert into officer(account, name, met_at) values (@Account, @Name, @Now) on conflict (account) do update
            set name = excluded.name
            """, new { officer.Account, officer.Name, clock.Now });
        await work.Record(Guid.Empty, nameof(Officers), new { officer.Account, officer.Name });
        await work.Commit();
    }

    /// <summary>Why this officer may take no step in this formal review; null when they may.</summary>
    internal static Refusal? WhyNot(Application application) => application.Recused
        ? Refusal.Conflict($"您已对这份申报书申请回避，不能办理", Articles.Review, application.PolicyVersion)
        : null;

    /// <summary>Why this officer may not be the one who decides (Art. 10): where the policy wants two, whoever judged the conditions does
    /// not decide on them.</summary>
    internal static Refusal? WhyNotDecide(Application application, bool fourEyes) => (fourEyes, application) switch
    {
        (true, { JudgedByActor: true }) =>
            Refusal.Conflict($"初审和复核须由两人办理：您填写了审查意见，请由另一位受理人员作出决定", Articles.Review, application.PolicyVersion),
        (true, { JudgedByOther: false }) => Refusal.Conflict($"初审和复核须由两人办理：请先由另一位受理人员填写审查意见", Articles.Review, application.PolicyVersion),
        _ => null,
    };
}
