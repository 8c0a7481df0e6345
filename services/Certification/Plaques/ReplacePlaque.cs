using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Plaques;

/// <summary>A plaque was lost: it is struck off under its number, and another is due under a new one (补发).</summary>
[For(Roles.CertificationOfficer)]
public sealed class ReplacePlaque(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="LostOn">The day on which the loss was reported.</param>
    /// <param name="Why">How it was lost, and how that was made known.</param>
    public sealed record Request(DateOnly? LostOn, [LongText(1000)] string? Why);

    /// <summary>The number of the plaque that is to be made.</summary>
    public sealed record Answer(string Number);

    public async Task<Outcome<Answer>> Handle(Guid allianceId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var alliance = await RecognisedAlliance.Lock(work, allianceId);
        var plaque = alliance is null ? null : await Plaque.Of(work, alliance);
        if (WhyNot(alliance, plaque, request, clock.Today) is { } refusal) return refusal;

        var (why, number) = (request.Why!.Trim(), Plaque.NumberAfter(plaque!.Number));
        await work.Execute("update plaque set state = 'Lost', lost_on = @LostOn, lost_why = @why where id = @Id",
            new { plaque.Id, request.LostOn, why });
        await work.Execute("""
            insert into plaque(id, alliance_id, number, state, replaces_id) values (@id, @allianceId, @number, 'Due', @lost)
            """, new { id = Guid.CreateVersion7(), allianceId, number, lost = plaque.Id });
        await work.Execute("update alliance set plaque_number = @number, plaque_handed_over_on = null where id = @allianceId",
            new { allianceId, number });
        await letters.Tell(work, Audience.Unit(alliance!.Application.LeadUnit.CreditCode), allianceId, $"牌匾挂失，将予补发",
            $"“{alliance.Name}”的牌匾 {plaque.Number} 已登记遗失，不再有效；新牌匾编号 {number}，制作后授予。",
            $"/registry/{alliance.CertificateNumber}", Articles.Notice);
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), allianceId, $"有牌匾等待补发",
            $"“{alliance.Name}”的牌匾 {plaque.Number} 已登记遗失，请制作并授予新牌匾 {number}。",
            $"/certification/plaques?state=Due", Articles.Notice);
        await work.Record(allianceId, nameof(ReplacePlaque), new { lost = plaque.Number, number, request.LostOn, why }, Articles.Notice,
            alliance.Application.PolicyVersion);
        await work.Commit();
        return new Answer(number);
    }

    internal static Refusal? WhyNot(RecognisedAlliance? alliance, Plaque? plaque, Request request, DateOnly today) => alliance switch
    {
        null => Refusal.NotFound($"没有这个联盟"),
        { IsAlive: false } => Refusal.Conflict($"认定资格已终止，不再补发；遗失的在收回登记中写明", alliance.EndArticle),
        _ when plaque!.State != PlaqueState.HandedOver => Refusal.Conflict($"只有已经授予的牌匾可以挂失补发", Articles.Notice),
        _ when request.LostOn is null => Refusal.Invalid($"请填写挂失日期", Articles.Notice, "lostOn"),
        _ when request.LostOn > today => Refusal.Invalid($"不能登记将来的日期", field: "lostOn"),
        _ when request.LostOn < plaque.HandedOverOn
            => Refusal.Invalid($"挂失日期不能早于授牌日期 {plaque.HandedOverOn:yyyy-MM-dd}", Articles.Notice, "lostOn"),
        _ when string.IsNullOrWhiteSpace(request.Why) => Refusal.Invalid($"请写明遗失经过和声明", Articles.Notice, "why"),
        _ => null,
    };
}
