using Alliance.Core.Audit;
using Alliance.Core.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Web.Desk;

/// <summary>What one service holds of an alliance, for its whole-life dossier.</summary>
/// <param name="Service">Which.</param>
/// <param name="ApplicationId">The application's key; null where the service does not know it.</param>
/// <param name="AllianceId">The alliance's key; null where the service does not know it, or there is none yet.</param>
/// <param name="MadeAt">When this was read.</param>
/// <param name="Holds">What it holds, as its interfaces tell it to the same reader.</param>
/// <param name="Chains">The record of each key, with its head.</param>
public sealed record Dossier<T>(
    string Service, Guid? ApplicationId, Guid? AllianceId, DateTimeOffset MadeAt, T Holds, IReadOnlyList<DossierChain> Chains);

/// <summary>The record of one case as it stood when the dossier was made.</summary>
/// <param name="CaseId">The key it is kept under.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Head">The last entry's hash in hexadecimal digits, which all entries before it went into; null where there is none.</param>
/// <param name="Whole">True when every hash fits the entry and the hash before it.</param>
/// <param name="Audit">The entries, oldest first, for the bureau; others are told the head only.</param>
public sealed record DossierChain(Guid CaseId, int Entries, string? Head, bool Whole, IReadOnlyList<AuditEntry> Audit);

/// <summary>Reads the record for a dossier.</summary>
public sealed class DossierRecord(AuditTrail trail)
{
    /// <summary>The record of each key.</summary>
    [ForReadingByStaff(Roles.Applicant)]
    public async Task<IReadOnlyList<DossierChain>> Of(Actor reader, CancellationToken ct, params IEnumerable<Guid?> keys)
    {
        List<DossierChain> chains = [];
        foreach (var key in keys.OfType<Guid>().Distinct())
        {
            var entries = await trail.Of(key, ct);
            chains.Add(new(key, entries.Count, entries is [.., var last] ? Convert.ToHexStringLower(last.Hash) : null,
                AuditTrail.FirstBroken(entries) is null, BriefWriting.IsOfTheBureau(reader) ? entries : []));
        }
        return chains;
    }
}

/// <summary>Gives a service what its brief and its part of the dossier stand on.</summary>
public static class DossierSetup
{
    /// <summary>What a service needs beside its own <c>ReadBrief</c> and <c>ReadDossier</c>.</summary>
    public static IServiceCollection AddDossiers(this IServiceCollection services) => services.AddScoped<DossierRecord>();
}
