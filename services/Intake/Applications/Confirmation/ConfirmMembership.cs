using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Letters;
using Alliance.Statute;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Confirmation;

/// <summary>
/// A member unit confirms (Art. 8-2): its legal representative signed the agreement, and a scan of it or the evidence of an electronic
/// signature is attached. The signature is written into the form as the unit's own.
/// </summary>
[ForEveryone]
public sealed class ConfirmMembership(
    Database database, DocumentStore documents, LetterBox letters, OpenInvitation invitation, StatutoryClock clock)
{
    /// <summary>The kind under which evidence is stored; no attachment of the form.</summary>
    public const string EvidenceKind = "Confirmation";

    /// <summary>Who signed, and when.</summary>
    public sealed record Request
    {
        public string Code { get; init; } = "";
        public string Signatory { get; init; } = "";
        public DateOnly? SignedOn { get; init; }
        public bool ByProxy { get; init; }
    }

    public async Task<Outcome> Handle(
        Guid confirmationId, Request request, string fileName, Stream? evidence, Actor actor, CancellationToken ct)
    {
        var opened = await invitation.Handle(confirmationId, new() { Code = request.Code }, actor, ct);
        if (opened.Refusal is { } closed) return closed;

        await using var work = await database.Begin(this, actor, ct);
        var application = await work.Find<Application>("""
            select id, stage, version, form::text, policy_version, lead_credit_code
            from application
            where id = @ApplicationId for update
            """, opened.Value!);
        var confirmation = await work.Find<MemberConfirmation>(
            $"select {MemberConfirmation.Columns} from confirmation where id = @confirmationId for update", new { confirmationId });
        var form = application!.ReadForm();
        var member = form.Members.FirstOrDefault(m => m.CreditCode == confirmation!.CreditCode);
        if (WhyNot(application, confirmation!, member, request, evidence is not null, clock.Today) is { } refusal) return refusal;

        var stored = await documents.Store(work, application.Id, EvidenceKind, member!.Name, fileName, evidence!, ct);
        if (stored.Refusal is { } unfit) return unfit;
        var signed = form with
        {
            Members = [.. form.Members.Select(m => ReferenceEquals(m, member)
                ? m with { Signature = new() { Signatory = request.Signatory.Trim(), SignedOn = request.SignedOn,
                    ByProxy = request.ByProxy } } : m)],
        };
        await work.Execute("""
            update confirmation set state = 'Confirmed', signatory = @Signatory, signed_on = @SignedOn, evidence_id = @evidenceId,
              content_sha256 = @content, answered_at = @Now where id = @confirmationId;
            update application set form = @form, version = @version, saved_at = @Now, saved_by = @by where id = @Id;
            insert into revision(application_id, version, form, saved_at, saved_by) values (@Id, @version, @form, @Now, @UnitName)
            """, new
        {
            confirmationId,
            application.Id,
            Signatory = request.Signatory.Trim(),
            request.SignedOn,
            evidenceId = stored.Value,
            content = MemberConfirmation.ContentOf(signed, member),
            form = Json.Of(signed),
            version = application.Version + 1,
            by = actor.Account,
            confirmation!.UnitName,
            clock.Now,
        });
        await letters.Tell(work, Audience.Unit(application.LeadCreditCode), application.Id, $"成员单位已确认", $"{confirmation.UnitName}已确认加入联盟。",
            $"/intake/applications/{application.Id}#confirmations", Articles.Agreement);
        await work.Record(application.Id, nameof(ConfirmMembership),
            new { confirmation.CreditCode, confirmation.UnitName, request.Signatory, request.SignedOn, evidence = stored.Value },
            Articles.Agreement, application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(
        Application application, MemberConfirmation confirmation, MemberUnit? member, Request request, bool hasEvidence, DateOnly today)
    {
        if (WhyNotAnswer(application, confirmation) is { } late) return late;
        List<Fault> faults = [];
        var name = request.Signatory.Trim();
        if (name.Length == 0) faults.Add(new($"请填写签署人姓名", Articles.Agreement, "signatory"));
        else if (!request.ByProxy && member is { LegalRepresentative: { Length: > 0 } representative } && representative != name)
            faults.Add(new($"联盟协议须由法定代表人“{representative}”签署；法定代表人有误的，请联系牵头单位更正", Articles.Agreement, "signatory"));
        if (request.ByProxy && !application.Policy.AcceptsProxySignature)
            faults.Add(new($"本政策不接受授权代理人签署，须由法定代表人签署", Articles.Agreement, "byProxy"));
        if (request.SignedOn is null) faults.Add(new($"请填写签署日期", Articles.Agreement, "signedOn"));
        else if (request.SignedOn > today) faults.Add(new($"签署日期不能晚于今天", Articles.Agreement, "signedOn"));
        if (!hasEvidence) faults.Add(new($"请上传签字盖章页的扫描件或电子签名的证明文件", Articles.Agreement, "file"));
        return faults.Count > 0 ? Refusal.Invalid(faults, application.PolicyVersion) : null;
    }

    /// <summary>Why nothing can be answered any more; null when it can.</summary>
    internal static Refusal? WhyNotAnswer(Application application, MemberConfirmation confirmation)
    {
        if (application.Stage is not (Stage.Draft or Stage.Correction))
            return Refusal.Conflict($"申报书已提交，不能再确认或改变答复", Articles.Applications, application.PolicyVersion);
        return confirmation.State != ConfirmationState.Invited && confirmation.StateIn(application.ReadForm()) != ConfirmationState.Outdated
            ? Refusal.Conflict($"贵单位已经答复；需要改变的，请牵头单位重新发出邀请", Articles.Agreement, application.PolicyVersion) : null;
    }
}
