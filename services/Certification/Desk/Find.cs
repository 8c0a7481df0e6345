using Alliance.Certification.Alliances;
using Alliance.Certification.Determinations;
using Alliance.Contracts.Desk;
using Alliance.Core.Lists;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Certification.Desk;

/// <summary>What somebody finds here by a name, a unit, a number or first letters: recognised alliances, and for who determines what is
/// to be determined.</summary>
[ForSignedIn]
public sealed class Find(Registry registry, ListDeterminations determinations, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(q)) return [];
        var alliances = (await registry.Search(new(q), ListQuery.Few(Found.Most), actor, ct)).Items.Select(row => new Found(words["认定名录"],
            row.Name, $"{row.DocumentNumber} {row.CertificateNumber} {row.LeadUnit}",
            row.AllianceId is { } id ? $"/certification/alliances/{id}" : $"/verify/{Uri.EscapeDataString(row.CertificateNumber)}"));
        if (!Rights.Admits<ListDeterminations>(actor)) return [.. alliances];
        return [.. alliances, .. (await determinations.Handle(new(Q: q), ListQuery.Few(Found.Most), ct)).Items.Select(row => new Found(
            words["认定决定"], row.AllianceName, row.LeadUnit, $"/certification/determinations/{row.ApplicationId}"))];
    }
}
