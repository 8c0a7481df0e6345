using Alliance.Certification.Determinations;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Meetings;

/// <summary>A meeting with its agenda side by side: what there is to compare of each case, and what was decided.</summary>
[ForReadingDeterminations]
public sealed class ReadMeeting(Database database)
{
    /// <param name="Tied">True where another of the agenda has the same mean: only then Art. 13 counts.</param>
    /// <param name="RecognisedMembers">Recognised alliances that a member unit belongs to (Art. 13).</param>
    public sealed record Item(
        Guid ApplicationId, string AllianceName, string LeadUnit, int Members, string KeyIndustry, string ReceiptNumber, bool Recommended,
        decimal AverageScore, int Experts, string Opinion, bool NameIsTaken, bool Tied, int RecognisedMembers, DeterminationState State,
        RowDecision? Decision, IReadOnlyList<Reason> Reasons, IReadOnlyList<string> Recused, string? ReturnWhy, DateTimeOffset? ReturnedAt,
        string PolicyVersion)
    {
        /// <summary>What districts and associations said of the application (Art. 18).</summary>
        public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];
    }

    public sealed record View(
        Guid MeetingId, DateOnly HeldOn, string Place, IReadOnlyList<string> Attendees, MeetingState State, DateTimeOffset CalledAt,
        string CalledByName, string? Number, string? Minutes, string? MinutedByName, DateTimeOffset? SignedAt, string? SignedByName,
        IReadOnlyList<Item> Items);

    public async Task<Outcome<View>> Handle(Guid id, CancellationToken ct)
    {
        var m = await database.Find<Meeting>($"select {Meeting.Columns} from meeting where id = @id", new { id }, ct);
        if (m is null) return Refusal.NotFound($"没有这次会议");
        var items = await database.Query<AgendaItem>($"{AgendaItem.Select} where i.meeting_id = @id order by i.position", new { id }, ct);
        return new View(m.Id, m.HeldOn, m.Place, m.Attendees, m.State, m.CalledAt, m.CalledByName, m.Number, m.Minutes, m.MinutedByName,
            m.SignedAt, m.SignedByName,
            [.. items.Select(i => new Item(i.ApplicationId, i.Application.AllianceName, i.Application.LeadUnit.Name,
                i.Application.Members.Count, i.Application.KeyIndustry, i.Application.ReceiptNumber, i.Recommended, i.AverageScore,
                i.Experts, i.PanelOpinion, i.NameIsTaken, items.Count(o => o.AverageScore == i.AverageScore) > 1, i.RecognisedMembers,
                i.State, i.Decision, i.Reasons, i.Recused, i.ReturnWhy, i.ReturnedAt, i.Application.PolicyVersion)
            { Recommendations = Recommendation.Read(i.RecommendationsJson) })]);
    }
}
