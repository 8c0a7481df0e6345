using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Monitoring.ReportParts;

/// <summary>A member unit saves its part of a year's report, complete or not (Art. 14).</summary>
[For(Roles.Applicant, Roles.Member)]
public sealed class SavePart(Database database, TimeProvider clock)
{
    /// <param name="BasedOn">The version that was seen; null takes the one that stands.</param>
    /// <param name="Part">The part as it shall be.</param>
    public sealed record Request(int? BasedOn, PartContent? Part);

    /// <summary>The version that now stands.</summary>
    public sealed record Answer(int Version);

    public async Task<Outcome<Answer>> Handle(Guid partId, Request request, Actor member, CancellationToken ct)
    {
        await using var work = await database.Begin(this, member, ct);
        var part = await ReportPart.Lock(work, partId);
        if (ReportPart.WhyNotWritten(part, member, request.BasedOn) is { } refusal) return refusal;
        if (request.Part is null) return Refusal.Invalid($"没有可以保存的内容");
        if (InputCheck.Faults(request.Part) is { Count: > 0 } faults) return Refusal.Invalid(faults, part!.PolicyVersion);

        var version = part!.Version + 1;
        await work.Execute("""
            update report_part set body = @body, version = @version, saved_at = @now, saved_by_name = @Name where id = @partId
            """, new { partId, body = Json.Of(request.Part), version, now = clock.GetUtcNow(), member.Name });
        await work.Record(part.AllianceId, nameof(SavePart), new { part.Year, partId, version }, Articles.Operation, part.PolicyVersion);
        await work.Commit();
        return new Answer(version);
    }
}
