using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Monitoring.Registers;

/// <summary>What the recognised application named, its results, standards and projects, begins the registers of the alliance (Art. 8-3,
/// 16).
/// Once; a number that stands there already is left as it is.</summary>
public sealed class KeepFoundation(Database database, TimeProvider clock) : IConsumer<FoundationTold>
{
    public async Task Consume(ConsumeContext<FoundationTold> context)
    {
        var told = context.Message;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        var now = clock.GetUtcNow();
        var kept = 0;
        foreach (var result in told.Results)
            kept += await Keep(result.IsStandard ? EntryKind.Standard : EntryKind.Result, new(result.Title, result.Number,
                result.Owner?.CreditCode, null, null, null, new Dictionary<string, string?>()), result.Owner);
        foreach (var project in told.Projects)
            kept += await Keep(EntryKind.Project, new(project.Title, null, project.Owner?.CreditCode, project.StartedOn, null,
                project.InvestmentFen, string.IsNullOrWhiteSpace(project.Summary) ? new Dictionary<string, string?>()
                    : new Dictionary<string, string?> { ["summary"] = project.Summary }), project.Owner);
        if (kept > 0) await work.Record(told.AllianceId, nameof(KeepFoundation), new { kept }, Articles.Results);
        else await work.Ignore(told.AllianceId, nameof(KeepFoundation), new { told.ApplicationId }, "申报书没有可以登记的内容，或者已经登记",
            Articles.Results);
        await work.Commit();

        async Task<int> Keep(EntryKind kind, EntryBody body, Unit? owner)
        {
            var id = Guid.CreateVersion7();
            if (await work.Execute("""
                insert into register_entry(id, alliance_id, kind, title, number, number_key, owner_credit_code, owner_name, starts_on,
                  amount_fen, details, source, entered_at, changed_at)
                select @id, @AllianceId, @kind, @Title, @Number, @key, @OwnerCreditCode, @owner, @StartsOn, @AmountFen, @details::jsonb,
                  'Application', @now, @now
                where not exists (select 1 from register_entry where alliance_id = @AllianceId and kind = @kind and title = @Title
                  and number_key is not distinct from @key)
                on conflict do nothing
                """, new
            {
                id,
                told.AllianceId,
                kind = kind.ToString(),
                body.Title,
                body.Number,
                key = EntryRules.Key(body.Number),
                body.OwnerCreditCode,
                owner = owner?.Name,
                body.StartsOn,
                body.AmountFen,
                details = Json.Write(body.Details),
                now,
            }) == 0) return 0;
            await Entry.Keep(work, id, 1, body, now);
            return 1;
        }
    }
}
