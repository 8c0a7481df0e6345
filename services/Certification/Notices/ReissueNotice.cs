using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Certification.Notices;

/// <summary>
/// What a running notice announces proves materially wrong: it is taken off and stands anew with what was corrected, for a whole period of
/// its own, since the public has not seen what it would otherwise be bound by (Art. 11). Open objections to the former notice are answered
/// with the correction.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class ReissueNotice(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails,
    Subscribers subscribers)
{
    /// <param name="Correction">更正说明: what was wrong and what is right, for the public to read.</param>
    /// <param name="CoreName">The corrected ×× of the alliance's name; null where the name stays.</param>
    /// <param name="LeadUnit">The right lead unit; null where it stays.</param>
    /// <param name="Members">All member units as they are right, the lead among them; null where they stay.</param>
    /// <param name="KeyIndustry">The right key industry; null where it stays.</param>
    public sealed record Request(
        [LongText(2000)] string? Correction,
        string? CoreName = null,
        Unit? LeadUnit = null,
        IReadOnlyList<Unit>? Members = null,
        string? KeyIndustry = null);

    /// <summary>The notice that stands now.</summary>
    public sealed record Answer(Guid NoticeId);

    public async Task<Outcome<Answer>> Handle(Guid noticeId, Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var notice = await PublicNotice.LockInOrder(work, noticeId);
        if (WhyNot(notice, request) is { } refusal) return refusal;

        var (applicationId, policy, now) = (notice!.ApplicationId, notice.Policy, clock.Now);
        var correction = request.Correction!.Trim();
        var application = Apply(notice.Application, request, policy);
        var corrections = Corrected.Between(notice.Application, application);
        await work.Execute("update notice set outcome = 'Reissued', closed_at = @now, announced = @announced where id = @noticeId",
            new { noticeId, now, announced = Json.Of(notice.Application) });
        await work.Execute("""
            update objection set state = 'Upheld', answer = @correction, settled_at = @now, settled_by = @Name
            where notice_id = @noticeId and state = 'Open'
            """, new { noticeId, correction, now, officer.Name });
        foreach (var one in await Objector.WithAddress(work, noticeId, now))
            await mails.Tell(work, one.Address, one.ObjectionId, $"异议已采纳，公示已更正",
                $"您对“{notice.Application.AllianceName}”公示的异议（收件编号 {one.Number}）成立，公示内容已更正并重新公示。更正说明：{correction}",
                one.Link);
        if (application.AllianceName != notice.Application.AllianceName)
        {
            await work.Execute("delete from reserved_name where application_id = @applicationId", new { applicationId });
            if (!await ProposeRecognition.Reserve(work, applicationId, application, now)) return ProposeRecognition.NameTaken(application);
        }
        // What is recognised, registered and paid from now on is what was corrected.
        await work.Execute("update determination set application = @application where application_id = @applicationId",
            new { applicationId, application = Json.Of(application) });

        // A document that was about to be issued would have said what was wrong.
        await Matter.Drop(work, applicationId, "公示已更正并重新公示", now);
        var period = clock.Reckon(policy.Notice);
        var id = await PublicNotice.Insert(work, PublicNoticeKind.Recognition, applicationId, allianceId: null,
            NoticeText.Title(PublicNoticeKind.Recognition, policy, application), period, now, notice.InstrumentId);
        await work.Execute("update notice set replaces_id = @noticeId, correction = @correction, corrections = @corrections where id = @id",
            new { id, noticeId, correction, corrections = Json.Of(corrections) });
        await work.Publish(new NoticeReissued(applicationId, id, period.Start, period.ClosesAt, period.NominalLastDay, application,
            now));
        await letters.Tell(work, Parties.Of(application), applicationId, $"公示更正后重新公示",
            $"“{application.AllianceName}”的公示内容已更正，重新公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}。更正说明：{correction}",
            $"/notices/{id}", Articles.Notice);
        await subscribers.Tell(work, Subscribers.Subject.Notices, application, $"公示更正后重新公示：您订阅的内容",
            $"“{application.AllianceName}”的公示内容已更正，重新公示至 {period.LastDay ?? period.NominalLastDay:yyyy-MM-dd}。", $"/notices/{id}");
        await work.Record(applicationId, nameof(ReissueNotice), new { noticeId, reissued = id, correction, corrections },
            Articles.Notice, policy.Version);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(PublicNotice? notice, Request request)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.Kind != PublicNoticeKind.Recognition)
            return Refusal.Conflict($"只有拟认定公示可以更正后重新公示；拟取消公示的异议成立的，重新考核", Articles.Operation, notice.Policy.Version);
        if (notice.Outcome is not null) return Refusal.Conflict($"这项公示已经结束，不能再更正", Articles.Notice, notice.Policy.Version);

        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Correction)) faults.Add(new($"请写明哪些内容有误、更正为什么", Articles.Notice, "correction"));
        else if (request.Correction.Trim().Length > 2000) faults.Add(new($"内容过长，不超过 {2000} 字", Field: "correction"));
        if (!string.IsNullOrWhiteSpace(request.CoreName) && AllianceName.WhyNot(notice.Policy, request.CoreName) is { } unfit)
            faults.Add(new(unfit, Articles.Notice, "coreName"));
        if (request.LeadUnit is { } lead) Judge(lead, "leadUnit", faults);
        var members = request.Members ?? [];
        for (var i = 0; i < members.Count; i++)
        {
            Judge(members[i], $"members[{i}]", faults);
            if (members.Take(i).Any(m => Code(m) == Code(members[i])))
                faults.Add(new($"成员单位“{members[i].Name}”列了两次", Articles.Members, $"members[{i}].creditCode"));
        }
        if (!string.IsNullOrWhiteSpace(request.KeyIndustry) && !notice.Policy.KeyIndustries.Contains(request.KeyIndustry.Trim()))
            faults.Add(new($"“{request.KeyIndustry.Trim()}”不在重点产业目录内", Articles.Industries, "keyIndustry"));
        if (faults.Count > 0) return Refusal.Invalid(faults, notice.Policy.Version);

        var application = Apply(notice.Application, request, notice.Policy);
        if (application.Members.All(m => m.CreditCode != application.LeadUnit.CreditCode))
            return Refusal.Invalid($"牵头单位“{application.LeadUnit.Name}”须列在成员单位之中，请同时更正成员单位", Articles.Members, "members",
                notice.Policy.Version);
        return Corrected.Between(notice.Application, application).Count == 0
            ? Refusal.Invalid($"更正后的内容与公示相同；请填写更正后的名称、牵头单位、成员单位或重点产业，公示和名录以此为准", Articles.Notice, "correction", notice.Policy.Version)
            : null;
    }

    static void Judge(Unit? unit, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(unit?.Name)) faults.Add(new($"请填写单位名称", Articles.Notice, $"{field}.name"));
        if (CreditCode.WhyNot(Code(unit)) is { } wrong) faults.Add(new(wrong, Articles.Members, $"{field}.creditCode"));
    }

    internal static string Code(Unit? unit) => unit?.CreditCode?.Trim().ToUpperInvariant() ?? "";

    static Unit Clean(Unit unit) => new(unit.Name.Trim(), Code(unit));

    /// <summary>What is announced with the corrections in it. A lead unit whose name alone was wrong is right among the members
    /// too.</summary>
    internal static ApplicationSummary Apply(ApplicationSummary application, Request request, Policy policy)
    {
        var lead = request.LeadUnit is { } given ? Clean(given) : application.LeadUnit;
        IReadOnlyList<Unit> members = request.Members is { Count: > 0 } all ? [.. all.Select(Clean)] : application.Members;
        return application with
        {
            AllianceName = string.IsNullOrWhiteSpace(request.CoreName) ? application.AllianceName
                : AllianceName.For(policy, request.CoreName),
            // A member that was corrected is corrected as the lead unit too, and the other way round.
            LeadUnit = request.LeadUnit is null ? members.FirstOrDefault(m => m.CreditCode == lead.CreditCode) ?? lead : lead,
            Members = request.LeadUnit is null ? members : [.. members.Select(m => m.CreditCode == lead.CreditCode ? lead : m)],
            KeyIndustry = string.IsNullOrWhiteSpace(request.KeyIndustry) ? application.KeyIndustry : request.KeyIndustry.Trim(),
        };
    }
}
