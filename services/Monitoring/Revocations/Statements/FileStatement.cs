using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Revocations.Statements;

/// <summary>陈述申辩: the unit says in writing what it has to say, with its files, within the period (Art. 17). It may add to it until the
/// period is over.</summary>
[For(Roles.Applicant)]
public sealed class FileStatement(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="Text">What the unit says.</param>
    public sealed record Request([LongText(10000)] string? Text);

    /// <summary>Most statements of a case.</summary>
    internal const int Most = 20;

    public async Task<Outcome> Handle(Guid id, Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var found = await RevocationCase.Lock(work, id);
        var before = await work.Find<int>("select count(*)::int from revocation_statement where case_id = @id", new { id });
        if ((WhyNotNow(found, lead, clock.Now, clock.Calendar) ?? WhyNot(request, before, found!.PolicyVersion)) is { } refusal)
            return refusal;

        var (number, now) = (before + 1, clock.Now);
        await work.Execute("""
            insert into revocation_statement(case_id, number, body, filed_at, filed_by, filed_by_name)
            values (@id, @number, @body, @now, @Account, @Name);
            update revocation_case set draft = null, draft_at = null, draft_by_name = null where id = @id
            """, new { id, number, body = request.Text!.Trim(), now, lead.Account, lead.Name });
        await Attachment.HandIn(work, new(id), AttachmentKind.Statement, number);
        await work.Publish(new StatementFiled(id, now));
        await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), found!.AllianceId, $"收到陈述申辩",
            $"{found.AllianceName}对拟撤销认定资格提交了陈述申辩意见，请审阅。", found.Link, Articles.Revocation);
        await work.Record(found.AllianceId, nameof(FileStatement), new { id, number }, Articles.Revocation, found.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Why the unit cannot answer now; null when it can.</summary>
    internal static Refusal? WhyNotNow(RevocationCase? found, Actor lead, DateTimeOffset now, WorkCalendar calendar)
        => RevocationCase.NotOf(found, lead) ?? (found!.ServedOn is null
            ? Refusal.Conflict($"请先在“我的通知”中打开事先告知书", Articles.Revocation, found.PolicyVersion)
            : found.MayAnswer(now, calendar) ? null
            : Refusal.Conflict($"陈述申辩期限已满，或者案件已经办结", Articles.Revocation, found.PolicyVersion));

    internal static Refusal? WhyNot(Request request, int before, string policyVersion)
        => string.IsNullOrWhiteSpace(request.Text) ? Refusal.Invalid($"请写明陈述申辩意见", Articles.Revocation, "text", policyVersion)
            : before >= Most ? Refusal.Conflict($"陈述申辩意见最多提交 {Most} 次", Articles.Revocation, policyVersion)
            : null;
}
