using Alliance.Core.Data;
using Alliance.Core.Hosting;

namespace Alliance.Certification.Objections;

/// <summary>
/// Erases who objected, and the files they gave, once nobody needs to ask or answer them any more: <c>Objections:KeepMonths</c> after the
/// notice came to its end, twelve unless said otherwise. The objection, its facts and its answer stay on file.
/// </summary>
public sealed class EraseObjectors(
    IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock, ILogger<EraseObjectors> log)
        : Rounds(TimeSpan.FromSeconds(15), log)
{
    sealed record Due(Guid ObjectionId, Guid CaseId);

    /// <summary>For how many months after the end of the notice it is known who objected.</summary>
    public static int KeepMonths(IConfiguration configuration) => configuration.GetValue("Objections:KeepMonths", 12);

    /// <inheritdoc/>
    protected override async Task Round(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var due = await database.Query<Due>("""
            select o.id as objection_id, coalesce(n.alliance_id, n.application_id) as case_id
            from objector p join objection o on o.id = p.objection_id join notice n on n.id = o.notice_id
            where o.state not in ('Open', 'Unconfirmed') and n.closed_at <= @before limit 100
            """, new { before = clock.GetUtcNow().AddMonths(-KeepMonths(configuration)) }, ct);
        foreach (var (objectionId, caseId) in due)
        {
            await using var work = await database.BeginAsSystem("certification", ct);
            if (await work.Execute("delete from objector where objection_id = @objectionId", new { objectionId }) == 0) continue;
            // A file of theirs may be signed; what it was worth stands in the answer.
            var files = await work.Execute("delete from document where case_id = @objectionId and kind = @Evidence",
                new { objectionId, Objection.Evidence });
            await work.Record(caseId, nameof(EraseObjectors), new { objectionId, files });
            await work.Commit();
        }
    }
}
