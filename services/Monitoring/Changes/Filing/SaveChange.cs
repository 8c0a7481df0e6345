using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>The lead unit saves the draft of a filing (Art. 15), as often as it likes; also what was returned to be completed.</summary>
[For(Roles.Applicant)]
public sealed class SaveChange(Database database, StatutoryClock clock)
{
    /// <param name="BasedOn">The version it was filled in from; null where that does not matter.</param>
    /// <param name="Content">What was filled in.</param>
    public sealed record Request(int? BasedOn, ChangeContent? Content);

    /// <summary>The answer.</summary>
    /// <param name="Version">The version that stands now.</param>
    public sealed record Saved(int Version);

    public async Task<Outcome<Saved>> Handle(Guid filingId, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (ChangeFiling.NotOf(alliance, filing, lead) is { } notTheirs) return notTheirs;
        if (WhyNot(filing!, request) is { } refusal) return new Outcome<Saved>(new(filing!.Version), refusal);
        if (await Keep(work, filing!, request.Content!, clock.Now, lead) is not { } version) return new Saved(filing!.Version);

        await work.Record(alliance!.Id, nameof(SaveChange), new { filingId, version }, Articles.Changes, alliance.PolicyVersion);
        await work.Commit();
        return new Saved(version);
    }

    internal static Refusal? WhyNot(ChangeFiling filing, Request request)
    {
        if (filing.Fixed is { } settled) return settled;
        if (request.Content is not { } content) return Refusal.Invalid($"没有可以保存的内容");
        if (InputCheck.Faults(content) is { Count: > 0 } faults) return Refusal.Invalid([.. faults], policyVersion: null);
        if (content.Joining.Count > ChangeOutcome.MostJoining || content.Leaving.Count > 200)
            return Refusal.Invalid($"每张表最多 {ChangeOutcome.MostJoining} 行");
        // Whoever saves once more has seen it.
        if (request.BasedOn is { } seen && seen != filing.Version && !Same(content, filing.Content))
            return Refusal.Conflict($"{filing.SavedByName} 已于 {Ui.BeijingTime.Text(filing.SavedAt)} 修改了这份备案，您填写的内容仍保留；再次保存将以您的内容为准",
                Articles.Changes);
        return null;
    }

    /// <summary>Keeps it as the next version; answers null where it says what stands already.</summary>
    internal static async Task<int?> Keep(UnitOfWork work, ChangeFiling filing, ChangeContent content, DateTimeOffset now, Actor lead)
    {
        if (Same(content, filing.Content)) return null;
        await work.Execute("""
            update change_filing set version = version + 1, content = @content, saved_at = @now, saved_by = @Account, saved_by_name = @Name
            where id = @Id
            """, new { filing.Id, content = Json.Of(content), now, lead.Account, lead.Name });
        return filing.Version + 1;
    }

    static bool Same(ChangeContent one, ChangeContent other) => Json.Write(one) == Json.Write(other);
}
