using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Upgrades;

/// <summary>The superior's document, for those who determine.</summary>
[ForReadingDeterminations]
public sealed class OpenUpgradeDocument(Database database, DocumentStore documents)
{
    public async Task<IResult> Handle(Guid upgradeId, CancellationToken ct)
        => await database.Find<Guid?>("select document_id from upgrade where id = @upgradeId", new { upgradeId }, ct) is { } id
            && await documents.Find(id, ct) is { } found
            ? documents.Download(found)
            : new Outcome(Refusal.NotFound($"没有这份文书"));
}
