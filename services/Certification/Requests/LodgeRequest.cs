using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Alliance.Certification.Objections;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Mail.Sms;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Requests;

/// <summary>
/// Anybody asks for information that is given on request (依申请公开): with name, proof of identity, contact, and what is wanted. Its working
/// days run from when it is proved that whoever asks can be reached (政府信息公开条例 29, 31).
/// </summary>
[ForEveryone]
public sealed class LodgeRequest(
    Database database, StatutoryClock clock, TakeUp taking, LetterWriter letters, MailWriter mails, MailServer server, SmsWriter texts,
    ObjectionLimits limits, IConfiguration configuration)
{
    /// <param name="RequesterKind">Person or unit.</param>
    /// <param name="Name">Real name.</param>
    /// <param name="Identity">Which proof of identity, with its number.</param>
    /// <param name="Contact">How they are reached.</param>
    /// <param name="Wanted">What is wanted: name, number, or what it can be found by.</param>
    public sealed record Request(
        RequesterKind? RequesterKind, [MaxLength(100)] string? Name, [MaxLength(100)] string? Identity, string? Contact,
        [LongText(2000)] string? Wanted);

    /// <param name="RequestId">Its key.</param>
    /// <param name="Number">收件编号.</param>
    /// <param name="ConfirmUntil">Until when to confirm it with the code that was sent; null where nothing was.</param>
    /// <param name="Key">What opens the requester's page; null where it was sent to them.</param>
    /// <param name="Code">What is typed there with the number; null likewise.</param>
    public sealed record Receipt(Guid RequestId, string Number, DateTimeOffset? ConfirmUntil, Guid? Key, string? Code);

    // Whoever gives somebody else's address cannot have it flooded.
    const int MostReceipts = 3;

    const string UsualText = "您的政府信息公开申请已收到，收件编号 {0}，查询码 {1}，请在二十四小时内到 {2} 确认。";

    // One place for all requests in what one address may send.
    static readonly Guid Here = Guid.Parse("00000000-0000-0000-0000-00000000d15c");

    public async Task<Outcome<Receipt>> Handle(Request request, Actor requester, CancellationToken ct)
    {
        if (!limits.MayLodge(requester.RemoteAddress, Here))
            return Refusal.Conflict($"同一网络地址一小时内提出的申请过多，请稍后再试，或者书面送交业务部门", Articles.DisclosureRequest);
        // Who asks, and from where, stays out of the record, which many may read and nobody can erase from.
        await using var work = await database.Begin(this, requester.Unnamed, ct);
        if (WhyNot(request) is { } refusal) return refusal;

        var (now, contact) = (clock.Now, request.Contact!.Trim());
        var address = MailWriter.AddressIn(contact);
        var sent = await work.Find<int>("""
            select count(*)::int from disclosure_request r join requester q on q.request_id = r.id
            where r.lodged_at > @day and (q.contact = @contact or position(@address in q.contact) > 0)
            """, new { contact, address, day = now.AddDays(-1) });
        var mayMail = address is not null && sent < MostReceipts && server.Host is not null;
        var phone = texts.IsOn && sent < MostReceipts ? MobileNumber.Of(contact) : null;
        var proof = server.Host is null && !texts.IsOn ? RequesterProof.None : mayMail ? RequesterProof.Mail
            : phone is not null ? RequesterProof.Sms : RequesterProof.Officer;
        var isSent = proof is RequesterProof.Mail or RequesterProof.Sms;
        var (id, key, code) = (Guid.CreateVersion7(), Guid.NewGuid(), FollowNumber.NewCode());
        var number = await DisclosureRequest.Series.Next(work, clock.Today.Year);
        var until = isSent ? now + LodgeObjection.ConfirmWithin : (DateTimeOffset?)null;
        await work.Execute("""
            insert into disclosure_request(id, number, requester_kind, wanted, lodged_at, state, confirm_until)
            values (@id, @number, @kind, @wanted, @now, 'Unconfirmed', @until)
            """, new { id, number, kind = request.RequesterKind.ToString(), wanted = request.Wanted!.Trim(), now, until });
        await work.Execute("""
            insert into requester(request_id, name, identity, contact, key, code, proof)
            values (@id, @name, @identity, @contact, @key, @code, @proof)
            """, new
        {
            id,
            name = request.Name!.Trim(),
            identity = request.Identity!.Trim(),
            contact,
            key,
            code,
            proof = proof.ToString(),
        });
        if (proof == RequesterProof.None) await taking.Up(work, id, number, now);
        if (proof == RequesterProof.Mail)
            await mails.Tell(work, address!, id, $"请确认您的政府信息公开申请",
                $"您的政府信息公开申请已收到，收件编号 {number}，查询码 {code}。请在二十四小时内打开链接确认，答复期限自确认之日起计算；不是您提出的，不必理会。答复也在这里查看。",
                $"/certification/requests/follow/{key:N}");
        if (proof == RequesterProof.Sms)
            await texts.Write(work, phone!, id, string.Format(CultureInfo.InvariantCulture,
                configuration["Sms:RequestTemplate"] ?? UsualText, number, code, $"{server.Origin}/certification/requests/follow"));
        if (proof == RequesterProof.Officer)
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), id, $"有公开申请等待核实",
                $"收到政府信息公开申请 {number}，请联系核实后收下；答复期限自核实之日起计算。", $"/certification/requests/{id}", Articles.DisclosureRequest);
        await work.Record(id, nameof(LodgeRequest), new { number, request.RequesterKind, proof }, Articles.DisclosureRequest);
        await work.Commit();
        return new Receipt(id, number, until, isSent ? null : key, isSent ? null : code);
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (request.RequesterKind is not { } kind || !Enum.IsDefined(kind))
            faults.Add(new($"请选择以公民还是法人、其他组织的名义申请", Articles.DisclosureRequest, "requesterKind"));
        Text(request.Name, 100, $"请填写真实姓名或单位全称", "name");
        Text(request.Identity, 100, $"请填写身份证明：证件的种类和号码", "identity");
        Text(request.Contact, 200, $"请填写联系方式，以便核实和答复", "contact");
        Text(request.Wanted, 2000, $"请写明所申请信息的名称、文号或者便于查询的其他特征", "wanted");
        return faults.Count == 0 ? null : Refusal.Invalid(faults);

        void Text(string? value, int longest, FormattableString missing, string field)
        {
            if (string.IsNullOrWhiteSpace(value)) faults.Add(new(missing, Articles.DisclosureRequest, field));
            else if (value.Trim().Length > longest) faults.Add(new($"内容过长，不超过 {longest} 字", Field: field));
        }
    }
}
