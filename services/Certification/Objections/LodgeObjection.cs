using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Mail.Sms;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections;

/// <summary>
/// Anybody objects to what is announced (异议): with real name and facts, while the notice is open. It counts by the instant at which it
/// came, and holds this one alliance from when it is proved that whoever objects can be reached; until then nothing is issued (Art. 11).
/// </summary>
[ForEveryone]
public sealed class LodgeObjection(
    Database database, StatutoryClock clock, HoldCase holding, LetterWriter letters, MailWriter mails, MailServer server, SmsWriter texts,
    ObjectionLimits limits, IConfiguration configuration)
{
    public sealed record Request(
        [MaxLength(100)] string? ObjectorName, ObjectorKind? ObjectorKind, string? Contact, [LongText] string? Facts);

    /// <param name="ObjectionId">Its key.</param>
    /// <param name="Number">收件编号.</param>
    /// <param name="Proof">How it is proved that the objector can be reached.</param>
    /// <param name="ConfirmUntil">Until when, with the code that was sent; null where nothing was.</param>
    /// <param name="Key">What opens the objector's page; null where it was sent to them.</param>
    /// <param name="Code">What is typed there with the number; null likewise.</param>
    public sealed record Receipt(
        Guid ObjectionId, string Number, ContactProof Proof, DateTimeOffset? ConfirmUntil, Guid? Key, string? Code);

    /// <summary>For how long what was sent may be used to confirm.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    /// <summary>True where the office can send a code, so that it asks for it.</summary>
    internal bool AsksForProof => server.Host is not null || texts.IsOn;

    /// <summary>True where that can be sent to a telephone.</summary>
    internal bool SendsTexts => texts.IsOn;

    // Whoever gives somebody else's address cannot have it flooded.
    const int MostReceipts = 3;

    const string UsualText = "您提出的异议已收到，收件编号 {0}，查询码 {1}，请在二十四小时内到 {2} 确认。";

    sealed record Known
    {
        public Guid Id { get; init; }
        public string? Number { get; init; }
        public ContactProof Proof { get; init; }
        public DateTimeOffset? ConfirmUntil { get; init; }
        public Guid Key { get; init; }
        public string Code { get; init; } = "";
    }

    sealed record Candidate(Guid Id, string Facts);

    public async Task<Outcome<Receipt>> Handle(Guid noticeId, Request request, Actor objector, CancellationToken ct)
    {
        if (!limits.MayLodge(objector.RemoteAddress, noticeId))
            return Refusal.Conflict($"同一网络地址一小时内对这项公示提出的异议过多，请稍后再试，或者书面送交业务部门或监督部门", Articles.Notice);
        // Who objected, and from where, stays out of the record, which many may read and nobody can erase from.
        await using var work = await database.Begin(this, objector.Unnamed, ct);
        var notice = (await PublicNotice.Lock(work, noticeId))?.Known(clock.Calendar);
        var now = clock.Now;
        if (WhyNot(notice, request, now) is { } refusal) return refusal;

        // Two clicks, or a program that asks again: what is still open in the same words is that objection, and has its receipt.
        var (name, contact, facts) = (request.ObjectorName!.Trim(), request.Contact!.Trim(), request.Facts!.Trim());
        var kind = request.ObjectorKind.ToString()!;
        var same = await work.Find<Known>("""
            select o.id, o.number, p.proof, o.confirm_until, p.key, p.code from objection o join objector p on p.objection_id = o.id
            where o.notice_id = @noticeId and o.state in ('Open', 'Unconfirmed') and o.objector_kind = @kind and p.name = @name
              and p.contact = @contact and o.facts = @facts
            order by o.lodged_at limit 1
            """, new { noticeId, kind, name, contact, facts });
        if (same is not null) return ReceiptOf(same);

        var address = MailWriter.AddressIn(contact);
        var mailed = await work.Find<int>("""
            select count(*)::int from objection o join objector p on p.objection_id = o.id
            where o.lodged_at > @day and (p.contact = @contact or position(@address in p.contact) > 0)
            """, new { contact, address, day = now.AddDays(-1) });
        var mayMail = address is not null && mailed < MostReceipts;
        var phone = texts.IsOn && mailed < MostReceipts ? MobileNumber.Of(contact) : null;
        var proof = !AsksForProof ? ContactProof.None : mayMail && server.Host is not null ? ContactProof.Mail
            : phone is not null ? ContactProof.Sms : ContactProof.Officer;
        var lodged = new Known
        {
            Id = Guid.CreateVersion7(),
            Number = await ObjectionNumber.Next(work, clock.Today.Year),
            Proof = proof,
            ConfirmUntil = proof is ContactProof.Mail or ContactProof.Sms ? now + ConfirmWithin : null,
            Key = Guid.NewGuid(),
            Code = FollowNumber.NewCode(),
        };
        await Insert(work, lodged, noticeId, kind, facts, ObjectionChannel.Web, now);
        await work.Execute("""
            insert into objector(objection_id, name, contact, key, code, proof) values (@Id, @name, @contact, @Key, @Code, @proof)
            """, new { lodged.Id, name, contact, lodged.Key, lodged.Code, proof = proof.ToString() });
        // Nothing can be sent, so that nothing is asked for: it holds at once.
        if (proof == ContactProof.None) await holding.Hold(work, notice!, lodged.Id, now);
        if (mayMail)
        {
            var alliance = notice!.Application.AllianceName;
            if (proof == ContactProof.Mail)
                await mails.Tell(work, address!, lodged.Id, $"请确认您的异议",
                    $"您对“{alliance}”公示的异议已收到，收件编号 {lodged.Number}，查询码 {lodged.Code}。请在二十四小时内打开链接确认，自确认起暂停该事项；不是您提出的，不必理会。答复也在这里查看。",
                    $"/certification/follow/{lodged.Key:N}");
            else
                await mails.Tell(work, address!, lodged.Id, $"异议已收到",
                    $"您对“{alliance}”公示的异议已收到，收件编号 {lodged.Number}，查询码 {lodged.Code}。经办人员将核实情况，并书面答复。办理情况和答复在这里查看。",
                    $"/certification/follow/{lodged.Key:N}");
        }
        if (proof == ContactProof.Sms)
            await texts.Write(work, phone!, lodged.Id, string.Format(CultureInfo.InvariantCulture,
                configuration["Sms:CodeTemplate"] ?? UsualText, lodged.Number, lodged.Code, $"{server.Origin}/certification/follow"));
        // Of several that wait for the office it hears once.
        if (proof == ContactProof.Officer && await work.Find<int>("""
            select count(*)::int from objection where notice_id = @noticeId and state = 'Unconfirmed' and confirm_until is null
            """, new { noticeId }) == 1)
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), Objection.CaseOf(notice!), $"有异议等待核实",
                $"有人对“{notice!.Application.AllianceName}”的公示提出异议，请联系核实后收下；核实之前不能作出决定。",
                $"/certification/objections/{lodged.Id}", Articles.Notice);
        await work.Record(Objection.CaseOf(notice!), nameof(LodgeObjection),
            new { noticeId, objectionId = lodged.Id, lodged.Number, request.ObjectorKind, proof }, Articles.Notice,
            notice!.Application.PolicyVersion);
        await work.Commit();
        return ReceiptOf(lodged);
    }

    // What was sent to a contact is told nobody else: that is what proves it.
    static Receipt ReceiptOf(Known known) => known.Proof is ContactProof.Mail or ContactProof.Sms
        ? new(known.Id, known.Number ?? "", known.Proof, known.ConfirmUntil, null, null)
        : new(known.Id, known.Number ?? "", known.Proof, null, known.Key, known.Code);

    static async Task Insert(
        UnitOfWork work, Known lodged, Guid noticeId, string kind, string facts, ObjectionChannel received, DateTimeOffset at)
    {
        var likeness = new Likeness(facts);
        var bands = likeness.Keys();
        var group = (await work.Query<Candidate>("""
            select id, facts from objection where notice_id = @noticeId and group_id = id and bands && @bands order by lodged_at limit 20
            """, new { noticeId, bands })).Select(one => (one.Id, Like: likeness.To(new(one.Facts))))
            .Where(one => one.Like >= Likeness.Like).OrderByDescending(one => one.Like).Select(one => (Guid?)one.Id).FirstOrDefault();
        await work.Execute("""
            insert into objection(id, notice_id, objector_kind, facts, lodged_at, state, number, received, confirm_until, group_id, bands)
            values (@Id, @noticeId, @kind, @facts, @at, 'Unconfirmed', @Number, @received, @ConfirmUntil, @group, @bands)
            """, new
        {
            lodged.Id,
            noticeId,
            kind,
            facts,
            at,
            lodged.Number,
            received = received.ToString(),
            lodged.ConfirmUntil,
            group = group ?? lodged.Id,
            bands,
        });
    }

    internal static Refusal? WhyNot(PublicNotice? notice, Request request, DateTimeOffset now)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.WhyClosed(now) is { } closed) return Refusal.Conflict(closed, Articles.Notice, notice.Application.PolicyVersion);

        var faults = Faults(request);
        return faults.Count == 0 ? null : Refusal.Invalid(faults, notice.Application.PolicyVersion);
    }

    static List<Fault> Faults(Request request)
    {
        var faults = new List<Fault>();
        if (request.ObjectorKind is not { } kind || !Enum.IsDefined(kind))
            faults.Add(new($"请选择以个人还是单位名义提出异议", Articles.Notice, "objectorKind"));
        Text(request.ObjectorName, 100, $"异议须实名提出，请填写真实姓名或单位全称", "objectorName");
        Text(request.Contact, 200, $"请填写联系方式，以便核实和答复", "contact");
        Text(request.Facts, 5000, $"请写明异议的事实和依据", "facts");
        return faults;

        void Text(string? value, int longest, FormattableString missing, string field)
        {
            if (string.IsNullOrWhiteSpace(value)) faults.Add(new(missing, Articles.Notice, field));
            else if (value.Trim().Length > longest) faults.Add(new($"内容过长，不超过 {longest} 字", Field: field));
        }
    }

    /// <summary>What an officer was handed, told or sent.</summary>
    /// <param name="Received">On paper, by telephone, or in person.</param>
    /// <param name="ReceivedAt">When, Beijing time where nothing else is said.</param>
    /// <param name="ObjectorName">Who objects.</param>
    /// <param name="ObjectorKind">Person or unit.</param>
    /// <param name="Contact">How they are reached.</param>
    /// <param name="Facts">Facts and grounds.</param>
    public sealed record Brought(
        ObjectionChannel? Received, DateTimeOffset? ReceivedAt, [MaxLength(100)] string? ObjectorName, ObjectorKind? ObjectorKind,
        string? Contact, [LongText] string? Facts);

    /// <summary>An officer puts on file an objection that came on paper, by telephone or in person. It counts by the instant at which it
    /// came, and holds at once: the officer has seen or heard who objects.</summary>
    [For(Roles.CertificationOfficer)]
    public async Task<Outcome<Receipt>> Record(Guid noticeId, Brought request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var notice = (await PublicNotice.LockInOrder(work, noticeId))?.Known(clock.Calendar);
        var now = clock.Now;
        if (WhyNotBrought(notice, request, now) is { } refusal) return refusal;

        var lodged = new Known
        {
            Id = Guid.CreateVersion7(),
            Number = await ObjectionNumber.Next(work, clock.Today.Year),
            Proof = ContactProof.Officer,
            Key = Guid.NewGuid(),
            Code = FollowNumber.NewCode(),
        };
        await Insert(work, lodged, noticeId, request.ObjectorKind.ToString()!, request.Facts!.Trim(), request.Received!.Value,
            request.ReceivedAt!.Value);
        await work.Execute("""
            insert into objector(objection_id, name, contact, key, code, proof, proved_at)
            values (@Id, @name, @contact, @Key, @Code, 'Officer', @now)
            """, new
        {
            lodged.Id,
            name = request.ObjectorName!.Trim(),
            contact = request.Contact!.Trim(),
            lodged.Key,
            lodged.Code,
            now,
        });
        await holding.Hold(work, notice!, lodged.Id, now);
        await work.Record(Objection.CaseOf(notice!), "RecordObjection",
            new { noticeId, objectionId = lodged.Id, lodged.Number, request.Received, request.ReceivedAt }, Articles.Notice,
            notice!.Application.PolicyVersion);
        await work.Commit();
        return ReceiptOf(lodged);
    }

    internal static Refusal? WhyNotBrought(PublicNotice? notice, Brought request, DateTimeOffset now)
    {
        if (notice is null) return Refusal.NotFound($"没有这项公示");
        if (notice.Outcome is not null)
            return Refusal.Conflict(notice.WhyClosed(now)!, Articles.Notice, notice.Application.PolicyVersion);
        var faults = Faults(new(request.ObjectorName, request.ObjectorKind, request.Contact, request.Facts));
        if (request.Received is not { } received || !Enum.IsDefined(received) || received == ObjectionChannel.Web)
            faults.Add(new($"请选择异议是书面、电话还是来访提出的", Articles.Notice, "received"));
        if (request.ReceivedAt is not { } at) faults.Add(new($"请填写收到异议的时间", Articles.Notice, "receivedAt"));
        else if (at > now) faults.Add(new($"收到异议的时间不能晚于现在", Articles.Notice, "receivedAt"));
        else if (at < notice.PublishedAt || at >= notice.ClosesAt)
            faults.Add(new($"收到异议的时间不在公示期内，公示期内收到的才作异议处理", Articles.Notice, "receivedAt"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, notice.Application.PolicyVersion);
    }
}
