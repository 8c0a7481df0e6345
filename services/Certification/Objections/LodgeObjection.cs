using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Notices;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections;

/// <summary>Anybody objects to what is announced (异议): with real name and facts, while the notice is open. It holds this one alliance (Art.
/// 11).</summary>
[ForEveryone]
public sealed class LodgeObjection(Database database, StatutoryClock clock, LetterWriter letters, MailWriter mails)
{
    public sealed record Request(
        [MaxLength(100)] string? ObjectorName, ObjectorKind? ObjectorKind, string? Contact, [LongText] string? Facts);

    public sealed record Receipt(Guid ObjectionId);

    // Whoever gives somebody else's address cannot have it flooded.
    const int MostReceipts = 3;

    public async Task<Outcome<Receipt>> Handle(Guid noticeId, Request request, Actor objector, CancellationToken ct)
    {
        // Who objected, and from where, stays out of the record, which many may read and nobody can erase from.
        await using var work = await database.Begin(this, objector.Unnamed, ct);
        var notice = (await PublicNotice.Lock(work, noticeId))?.Known(clock.Calendar);
        var now = clock.Now;
        if (WhyNot(notice, request, now) is { } refusal) return refusal;

        // Two clicks, or a program that asks again: what is still open in the same words is that objection, and has its receipt.
        var words = new
        {
            noticeId,
            kind = request.ObjectorKind.ToString(),
            name = request.ObjectorName!.Trim(),
            contact = request.Contact!.Trim(),
            facts = request.Facts!.Trim()
        };
        var same = await work.Find<Guid?>("""
            select o.id from objection o join objector p on p.objection_id = o.id
            where o.notice_id = @noticeId and o.state = 'Open' and o.objector_kind = @kind and p.name = @name
              and p.contact = @contact and o.facts = @facts
            """, words);
        if (same is { } lodged) return new Receipt(lodged);

        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into objection(id, notice_id, objector_kind, facts, lodged_at, state)
            values (@id, @noticeId, @kind, @facts, @now, 'Open');
            insert into objector(objection_id, name, contact) values (@id, @name, @contact)
            """, new
        {
            id,
            noticeId,
            words.name,
            words.kind,
            words.contact,
            words.facts,
            now,
        });
        if (notice!.Kind == PublicNoticeKind.Recognition)
            await work.Publish(new ObjectionLodged(notice.ApplicationId, id, now));
        else
            await work.Publish(new CancellationObjected(notice.AllianceId!.Value, id, now));
        var caseId = notice.AllianceId ?? notice.ApplicationId;
        // The first one holds the case, and that is what is told; the others wait beside it on the same list.
        if (notice.OpenObjections == 0)
        {
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), caseId, $"有异议等待处理",
                $"有人对“{notice.Application.AllianceName}”的公示提出异议，请处理。", $"/certification/objections/{id}", Articles.Notice);
            await letters.Tell(work, Audience.Unit(notice.Application.LeadUnit.CreditCode), caseId, $"公示收到异议",
                $"有人对“{notice.Application.AllianceName}”的公示提出异议，处理完毕之前该事项暂停。", $"/notices/{noticeId}", Articles.Notice);
        }
        if (MailWriter.AddressIn(words.contact) is { } address && await work.Find<int>("""
            select count(*)::int from objection o join objector p on p.objection_id = o.id
            where o.notice_id = @noticeId and p.contact = @contact
            """, words) <= MostReceipts)
            await mails.Tell(work, address, id, $"异议已收到", $"您对“{notice.Application.AllianceName}”公示的异议已收到，收件编号 {id}。经办人员将核实情况，并书面答复。",
                $"/notices/{noticeId}");
        await work.Record(caseId, nameof(LodgeObjection),
            new { noticeId, objectionId = id, request.ObjectorKind }, Articles.Notice, notice.Application.PolicyVersion);
        await work.Commit();
        return new Receipt(id);
    }

    internal static Refusal? WhyNot(PublicNotice? notice, Request request, DateTimeOffset now)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.WhyClosed(now) is { } closed) return Refusal.Conflict(closed, Articles.Notice, notice.Application.PolicyVersion);

        var faults = new List<Fault>();
        if (request.ObjectorKind is not { } kind || !Enum.IsDefined(kind))
            faults.Add(new($"请选择以个人还是单位名义提出异议", Articles.Notice, "objectorKind"));
        Text(request.ObjectorName, 100, $"异议须实名提出，请填写真实姓名或单位全称", "objectorName");
        Text(request.Contact, 200, $"请填写联系方式，以便核实和答复", "contact");
        Text(request.Facts, 5000, $"请写明异议的事实和依据", "facts");
        return faults.Count == 0 ? null : Refusal.Invalid(faults, notice.Application.PolicyVersion);

        void Text(string? value, int longest, FormattableString missing, string field)
        {
            if (string.IsNullOrWhiteSpace(value)) faults.Add(new(missing, Articles.Notice, field));
            else if (value.Trim().Length > longest) faults.Add(new($"内容过长，不超过 {longest} 字", Field: field));
        }
    }
}
