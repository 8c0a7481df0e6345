using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Assessments;

/// <summary>An assessor puts on record which experts were heard on an assessment, what each gave and said, and the minutes of their meeting
/// (Art. 14), before a result is proposed. Whoever works for a member unit is not heard.</summary>
[For(Roles.Assessor)]
public sealed class RecordPanel(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <summary>Most meetings of an assessment.</summary>
    public const int Most = 5;

    /// <summary>Most experts of a meeting.</summary>
    public const int MostExperts = 15;

    /// <param name="MetOn">When they met.</param>
    /// <param name="Experts">Who was heard.</param>
    /// <param name="Opinion">What they say together.</param>
    public sealed record Request(DateOnly? MetOn, IReadOnlyList<PanelExpert>? Experts, [property: LongText(4000)] string? Opinion);

    /// <summary>As a form with a file brings it: the experts as a JSON array.</summary>
    public async Task<Outcome> Handle(Guid allianceId, int cycle, DateOnly? metOn, string? experts, string? opinion, IFormFile? file,
        Actor assessor, CancellationToken ct)
    {
        if (Read(experts) is not { } heard)
            return Refusal.Invalid($"专家应是一个 JSON 数组，每项有 name、unit、title、score 和 opinion", Articles.Operation, "experts");
        // The door saw one text; what is written in it is looked at here.
        return InputCheck.Faults(heard, "experts") is { Count: > 0 } faults ? Refusal.Invalid(faults)
            : await Handle(allianceId, cycle, new Request(metOn, InputCheck.Clean(heard), opinion), file, assessor, ct);
    }

    static IReadOnlyList<PanelExpert>? Read(string? experts)
    {
        if (string.IsNullOrWhiteSpace(experts)) return [];
        try
        {
            return Json.Read<List<PanelExpert?>>(experts) is var read && read.All(one => one is not null) ? [.. read.OfType<PanelExpert>()]
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    public async Task<Outcome> Handle(Guid allianceId, int cycle, Request request, IFormFile? file, Actor assessor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, assessor, ct);
        var hasFile = file is { Length: > 0 };
        var of = await OperatingAlliance.Find(database, allianceId, ct);
        if ((WhyNot(of, await ReadAssessment.Stored.Latest(work, allianceId, cycle), stands: false, cycle, 0)
            ?? WhyNot(request, of!, hasFile, clock.Today)) is { } early) return early;
        var stored = await documents.Store(work, allianceId, "assessment-panel", "考核专家组会议记录", file, ct);
        if (stored.Refusal is { } unusable) return unusable;
        var alliance = await OperatingAlliance.Lock(work, allianceId);
        var assessment = await ReadAssessment.Stored.Latest(work, allianceId, cycle);
        var stands = assessment is not null && await Proposed.LockStanding(work, assessment.Id) is not null;
        var panels = assessment is null ? 0 : (await AssessmentPanel.Of(work, assessment.Id)).Count;
        if ((WhyNot(alliance, assessment, stands, cycle, panels) ?? WhyNot(request, alliance!, hasFile, clock.Today)) is { } refusal)
            return refusal;

        await work.Execute("""
            insert into assessment_panel(id, assessment_id, met_on, experts, opinion, document_id, file_name, recorded_at, recorded_by_name)
            values (@key, @Id, @MetOn, @experts, @opinion, @documentId, @FileName, @Now, @Name)
            """, new
        {
            key = Guid.CreateVersion7(),
            assessment!.Id,
            request.MetOn,
            experts = Json.Of(request.Experts!.Select(one => one with
            {
                Name = one.Name!.Trim(),
                Unit = one.Unit!.Trim(),
                Title = string.IsNullOrWhiteSpace(one.Title) ? null : one.Title.Trim(),
                Opinion = one.Opinion?.Trim(),
            }).ToList()),
            opinion = request.Opinion!.Trim(),
            documentId = stored.Value!.Id,
            stored.Value.FileName,
            clock.Now,
            assessor.Name,
        });
        await work.Record(allianceId, nameof(RecordPanel),
            new { cycle, request.MetOn, experts = request.Experts!.Select(one => one.Name), documentId = stored.Value.Id },
            Articles.Operation, alliance!.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        OperatingAlliance? alliance, ReadAssessment.Stored? assessment, bool stands, int cycle, int panels)
        => OperatingAlliance.Missing(alliance) ?? (assessment switch
        {
            null => Refusal.NotFound($"没有第 {cycle} 周期的考核"),
            { ConcludedAt: not null } => Refusal.Conflict($"第 {cycle} 周期的考核已有结论", Articles.Operation, alliance!.PolicyVersion),
            _ when stands => Refusal.Conflict($"第 {cycle} 周期的考核结果已经拟定，等待陈述和复核", Articles.Operation, alliance!.PolicyVersion),
            _ when panels >= Most => Refusal.Conflict($"一次考核最多登记 {Most} 次专家组会议", Articles.Operation, alliance!.PolicyVersion),
            _ => null,
        });

    internal static Refusal? WhyNot(Request request, OperatingAlliance alliance, bool hasFile, DateOnly today)
    {
        var faults = new List<Fault>();
        if (request.MetOn is not { } day) faults.Add(new($"请填写专家组开会的日期", Articles.Operation, "metOn"));
        else if (day > today) faults.Add(new($"专家组开会的日期不能晚于今天", Articles.Operation, "metOn"));
        var experts = request.Experts ?? [];
        if (experts.Count == 0) faults.Add(new($"请填写至少一名专家", Articles.Operation, "experts"));
        else if (experts.Count > MostExperts) faults.Add(new($"一次会议最多 {MostExperts} 名专家", Articles.Operation, "experts"));
        for (var i = 0; i < experts.Count; i++) Judge(experts[i], $"experts[{i}]");
        if (string.IsNullOrWhiteSpace(request.Opinion)) faults.Add(new($"请填写专家组意见", Articles.Operation, "opinion"));
        if (!hasFile) faults.Add(new($"请上传会议记录", Articles.Operation, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, alliance.PolicyVersion) : null;

        void Judge(PanelExpert one, string field)
        {
            if (string.IsNullOrWhiteSpace(one.Name)) faults.Add(new($"请填写专家姓名", Articles.Operation, $"{field}.name"));
            if (string.IsNullOrWhiteSpace(one.Unit)) faults.Add(new($"请填写专家的工作单位", Articles.Operation, $"{field}.unit"));
            // 回避: nobody judges the alliance of their own unit.
            else if (alliance.Members.Append(alliance.LeadUnit).Any(unit => TypedText.Key(unit.Name) == TypedText.Key(one.Unit)))
                faults.Add(new($"{one.Unit.Trim()}是联盟的成员单位，该专家应当回避", Articles.Operation, $"{field}.unit"));
            if (one.Score is { } score ? score is < 0 or > 100 : string.IsNullOrWhiteSpace(one.Opinion))
                faults.Add(new($"请填写 0 至 100 的评分，或者写明意见", Articles.Operation, $"{field}.score"));
        }
    }
}
