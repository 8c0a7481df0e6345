using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Monitoring.Compliance;

/// <summary>One compliance case, for the officer who decides on it.</summary>
[ForReadingInOperation]
public sealed class ReadComplianceCase(Database database)
{
    public async Task<Outcome<ComplianceCase>> Handle(Guid id, CancellationToken ct)
        => await database.Find<ComplianceCase>(ComplianceCase.Select + " where c.id = @id", new { id }, ct) is { } found
            ? found : Refusal.NotFound($"没有这个违规核查案件");
}
