using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Certification.Plaques;

/// <summary>Plaques came from the maker: of several alliances with one day (Art. 11). One that cannot be entered is told with why, and
/// holds up no other.</summary>
[For(Roles.CertificationOfficer)]
public sealed class MakePlaques(Database database, StatutoryClock clock, Words words)
{
    /// <param name="AllianceIds">Whose plaques, at most two hundred at once.</param>
    /// <param name="MadeOn">The day on which they came.</param>
    public sealed record Request(IReadOnlyList<Guid>? AllianceIds, DateOnly? MadeOn);

    public async Task<Outcome<PlaquesDone>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request.AllianceIds, request.MadeOn, clock.Today, "madeOn") is { } refusal) return refusal;
        var ids = request.AllianceIds!.Distinct().ToList();
        List<PlaqueLeft> left = [];
        foreach (var id in ids)
        {
            await using var work = await database.Begin(this, officer, ct);
            var alliance = await RecognisedAlliance.Lock(work, id);
            var plaque = alliance is null ? null : await Plaque.Of(work, alliance);
            if (WhyNot(alliance, plaque, request.MadeOn!.Value) is { } why)
            {
                left.Add(new(id, alliance?.Name ?? "", words.Say(why.Sentence)));
                continue;
            }
            await work.Execute("update plaque set state = 'Made', made_on = @MadeOn where id = @Id", new { plaque!.Id, request.MadeOn });
            await work.Record(id, nameof(MakePlaques), new { plaque.Number, request.MadeOn }, Articles.Notice,
                alliance!.Application.PolicyVersion);
            await work.Commit();
        }
        return new PlaquesDone(ids.Count - left.Count, left);
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, Plaque? plaque, DateOnly madeOn) => alliance switch
    {
        null => Refusal.NotFound($"没有这个联盟"),
        { IsAlive: false } => Refusal.Conflict($"认定资格已终止，不再制作授牌", alliance.EndArticle),
        _ when plaque!.State != PlaqueState.Due => Refusal.Conflict($"授牌 {plaque.Number} 已经制作", Articles.Notice),
        _ when madeOn < alliance.RecognisedOn
            => Refusal.Invalid($"制作日期不能早于认定日期 {alliance.RecognisedOn:yyyy-MM-dd}", Articles.Notice, "madeOn"),
        _ => null,
    };

    /// <summary>What an act on several plaques asks first.</summary>
    internal static Refusal? WhyNot(IReadOnlyList<Guid>? ids, DateOnly? day, DateOnly today, string field)
    {
        var faults = new List<Fault>();
        if (ids is not { Count: > 0 }) faults.Add(new($"请至少选择一个联盟", Field: "chosen"));
        else if (ids.Count > PlaquesDone.Most) faults.Add(new($"一次最多登记 {PlaquesDone.Most} 个，请分批办理", Field: "chosen"));
        if (day is null) faults.Add(new($"请填写日期", Field: field));
        else if (day > today) faults.Add(new($"不能登记将来的日期", Field: field));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}

/// <summary>What became of several plaques.</summary>
/// <param name="Done">How many were entered.</param>
/// <param name="Left">Those that were not, with why.</param>
public sealed record PlaquesDone(int Done, IReadOnlyList<PlaqueLeft> Left)
{
    /// <summary>As many at once.</summary>
    public const int Most = 200;
}

/// <summary>One that was not entered.</summary>
/// <param name="AllianceId">Whose.</param>
/// <param name="Name">The alliance's name; empty where there is none.</param>
/// <param name="Why">The rule that stands against it.</param>
public sealed record PlaqueLeft(Guid AllianceId, string Name, string Why);
