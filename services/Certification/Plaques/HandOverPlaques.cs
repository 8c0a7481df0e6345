using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Certification.Plaques;

/// <summary>A ceremony: the plaques of several alliances were handed over on one day (授牌, Art. 11). Each is entered for itself, as one
/// alone would be.</summary>
[For(Roles.CertificationOfficer)]
public sealed class HandOverPlaques(Database database, StatutoryClock clock, Words words, RecordPlaque one)
{
    /// <param name="AllianceIds">To whom, at most two hundred at once.</param>
    /// <param name="HandedOverOn">The day.</param>
    /// <param name="Ceremony">What and where it was, for the list.</param>
    public sealed record Request(IReadOnlyList<Guid>? AllianceIds, DateOnly? HandedOverOn, [MaxLength(200)] string? Ceremony = null);

    public async Task<Outcome<PlaquesDone>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (MakePlaques.WhyNot(request.AllianceIds, request.HandedOverOn, clock.Today, "handedOverOn") is { } refusal) return refusal;
        var ids = request.AllianceIds!.Distinct().ToArray();
        var names = (await database.Query<RecognisedAlliance>($"select {RecognisedAlliance.Columns} from alliance where id = any(@ids)",
            new { ids }, ct)).ToDictionary(alliance => alliance.Id, alliance => alliance.Name);
        List<PlaqueLeft> left = [];
        foreach (var id in ids)
            if ((await one.Handle(id, new(HandedOverOn: request.HandedOverOn, Ceremony: request.Ceremony), officer, ct)).Refusal is { } why)
                left.Add(new(id, names.GetValueOrDefault(id, ""), words.Say(why.Sentence)));
        return new PlaquesDone(ids.Length - left.Count, left);
    }
}
