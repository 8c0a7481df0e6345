using System.Security.Cryptography;
using System.Text;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Statute.Industries;
using Alliance.Statute.Policies;
using Alliance.Statute.Regions;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications;

/// <summary>A member unit's confirmation as it is frozen: who signed, when, and the hash of the evidence.</summary>
public sealed record Confirmed
{
    public string CreditCode { get; init; } = "";
    public string UnitName { get; init; } = "";
    public string Signatory { get; init; } = "";
    public DateOnly SignedOn { get; init; }
    public byte[] Evidence { get; init; } = [];
}

/// <summary>
/// What was submitted, frozen to the letter (Art. 9): the form, the policy, and every attachment by its hash. The SHA-256 of this
/// text stands on the receipt.
/// </summary>
public sealed record Submission(
    Guid ApplicationId, int Number, string ReceiptNumber, string AllianceName, Guid CallId, string PolicyVersion,
    DateTimeOffset SubmittedAt, string SubmittedBy, Unit LeadUnit, ApplicationForm Form, IReadOnlyList<Attachment> Attachments,
    IReadOnlyList<Confirmed>? Confirmations = null)
{
    /// <summary>What keeps a form from being submitted, every fault with its field. The conditions of Art. 8 do not: people judge them in
    /// formal review.</summary>
    public static IReadOnlyList<Fault> Faults(
        ApplicationForm form, Policy policy, Unit? lead, IReadOnlyCollection<Attachment> attached, IReadOnlySet<string> confirmed)
    {
        List<Fault> faults = [];
        if (Statute.Names.AllianceName.WhyNot(policy, form.CoreName) is { } name) faults.Add(new(name, Articles.Notice, "coreName"));
        // What is empty is advised, what cannot be meant is kept out: the code stands in figures and registers for good.
        if (form.IndustryCode.Length > 0 && IndustryCodes.WhyNot(form.IndustryCode) is { } industry)
            faults.Add(new(industry, Articles.Industries, "industryCode"));
        if (form.Members.Count(m => m.IsLead) != 1) faults.Add(new($"请在成员单位中指明一家牵头单位", Articles.Applications, "members"));
        for (var i = 0; i < form.Members.Count; i++)
        {
            if (CreditCode.WhyNot(form.Members[i].CreditCode) is { } code)
                faults.Add(new(code, Articles.Members, $"members[{i}].creditCode"));
            if (form.Members[i].RegionCode.Length > 0 && RegionCodes.WhyNot(form.Members[i].RegionCode) is { } region)
                faults.Add(new(region, Articles.Lead, $"members[{i}].regionCode"));
            if (form.Members[i].IsLead && lead is not null && form.Members[i].CreditCode != lead.CreditCode)
                faults.Add(new($"申报书只能由牵头单位提交：您的账号属于“{lead.Name}”（{lead.CreditCode}），与所填牵头单位不一致", Articles.Applications,
                    $"members[{i}].isLead"));
        }
        if (policy.MemberConfirmationRequired)
            foreach (var (member, i) in form.Members.Select((m, i) => (m, i))
                .Where(m => !m.m.IsLead && !confirmed.Contains(m.m.CreditCode)))
                faults.Add(new($"成员单位“{member.Name}”尚未确认", Articles.Agreement, $"members[{i}].signature"));
        faults.AddRange(Attachment.Faults(attached));
        return faults;
    }

    /// <summary>What is still empty and worth filling in; it keeps nobody from submitting.</summary>
    public static IReadOnlyList<Fault> Advice(ApplicationForm form)
    {
        List<Fault> advice = [];
        if (form.Kind == AllianceKind.Unspecified) advice.Add(new($"请选择联盟类型", Articles.Definition, "kind"));
        if (string.IsNullOrWhiteSpace(form.KeyIndustry)) advice.Add(new($"请选择所属“188”重点产业", Articles.Industries, "keyIndustry"));
        if (string.IsNullOrWhiteSpace(form.IndustryCode)) advice.Add(new($"请填写国民经济行业代码", Articles.Industries, "industryCode"));
        if (form.Contact is { Name: "" } or { Phone: "" }) advice.Add(new($"请填写联系人和电话，以便通知补正", Articles.Applications, "contact.name"));
        return advice;
    }

    /// <summary>What the other services are told of the application.</summary>
    public ApplicationSummary Summary => new(
        AllianceName, Form.KeyIndustry, Naming.Of(Form.Kind), LeadUnit, [.. Form.Members.Select(m => new Unit(m.Name, m.CreditCode))],
        ReceiptNumber, PolicyVersion, Form.Lead?.RegionCode ?? "");

    /// <summary>What was submitted last, as the other services are told of it.</summary>
    internal static async Task<ApplicationSummary?> LastSummary(UnitOfWork work, Guid applicationId)
        => await work.Find<string>("select content from submission where application_id = @applicationId order by number desc limit 1",
            new { applicationId }) is { } content ? Json.Read<Submission>(content).Summary : null;

    /// <summary>Whom the form names, once each.</summary>
    public static IReadOnlyList<NamedPerson> People(ApplicationForm form)
    {
        string Unit(string code) => form.Members.FirstOrDefault(m => m.CreditCode == code)?.Name ?? "";
        return
        [
            .. form.Team.Select(t => new NamedPerson(t.Name, "研发团队成员", Unit(t.UnitCreditCode)))
                .Concat(form.Members.Select(m => new NamedPerson(m.LegalRepresentative, "法定代表人", m.Name)))
                .Concat(form.Members.Select(m => new NamedPerson(m.Signature?.Signatory ?? "", "签署人", m.Name)))
                .Concat(form.Members.Select(m => new NamedPerson(m.Contact.Name, "联系人", m.Name)))
                .Append(new NamedPerson(form.Contact.Name, "联系人", form.Lead?.Name ?? ""))
                .Where(p => !string.IsNullOrWhiteSpace(p.Name)).DistinctBy(p => (TypedText.Letters(p.Name), p.Unit)),
        ];
    }

    /// <summary>Freezes the form as it stands under a receipt number.</summary>
    internal static async Task<Submission> Freeze(
        UnitOfWork work, Application application, string receiptNumber, IReadOnlyList<Attachment> attachments, DateTimeOffset now)
    {
        var form = application.ReadForm();
        var lead = form.Lead!;
        var confirmations = await work.Query<Confirmed>("""
            select c.credit_code, c.unit_name, c.signatory, c.signed_on, d.sha256 as evidence
            from confirmation c join document d on d.id = c.evidence_id where c.application_id = @Id and c.state = 'Confirmed'
            order by c.credit_code
            """, application);
        var submission = new Submission(
            application.Id, application.Submissions + 1, receiptNumber, Statute.Names.AllianceName.For(application.Policy, form.CoreName),
            application.CallId, application.PolicyVersion,
            now, work.Actor.Name, new Unit(lead.Name, lead.CreditCode), form, attachments, confirmations);
        var content = Json.Write(submission);
        await work.Execute("""
            insert into submission(application_id, number, content, sha256, submitted_at, submitted_by)
            values (@ApplicationId, @Number, @content, @sha256, @now, @Account)
            """, new
        {
            submission.ApplicationId,
            submission.Number,
            content,
            sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(content)),
            now,
            work.Actor.Account
        });
        await FiledItems.Replace(work, application.Id, form);
        return submission;
    }
}
