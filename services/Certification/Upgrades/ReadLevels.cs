using Alliance.Core.Data;
using Alliance.Core.Security;

namespace Alliance.Certification.Upgrades;

/// <summary>The higher levels at which an alliance is recognised, for everybody.</summary>
[ForEveryone]
public sealed class ReadLevels(Database database)
{
    /// <summary>A level, with the superior's document.</summary>
    public sealed record Recognised
    {
        public string Level { get; init; } = "";
        public string SuperiorNumber { get; init; } = "";
        public DateOnly SuperiorOn { get; init; }
    }

    public Task<IReadOnlyList<Recognised>> Handle(string certificateNumber, CancellationToken ct) => database.Query<Recognised>("""
        select u.level, u.superior_number, u.superior_on from upgrade u join alliance a on a.id = u.alliance_id
        where a.certificate_number = upper(@certificateNumber) and u.state = 'Confirmed' order by u.superior_on
        """, new { certificateNumber }, ct);
}
