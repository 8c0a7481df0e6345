using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Objections.Handling;

/// <summary>What a unit is asked about an objection, and what it said; for the unit and the office.</summary>
[ForReading(Roles.Applicant, Roles.CertificationOfficer)]
public sealed class ReadInquiry(Database database, DocumentStore documents)
{
    public async Task<Outcome<Inquiry>> Handle(Guid inquiryId, Actor actor, CancellationToken ct)
        => await Find(inquiryId, actor, ct) is { } inquiry
            ? inquiry with { Files = await EvidenceFile.Of(database, inquiryId, Inquiry.Opinion, ct) }
            : Refusal.NotFound($"没有这份核查函");

    /// <summary>All of an objection, for the office.</summary>
    internal async Task<IReadOnlyList<Inquiry>> Of(Guid objectionId, CancellationToken ct)
    {
        var inquiries = new List<Inquiry>();
        foreach (var one in await database.Query<Inquiry>($"{Inquiry.Select} where i.objection_id = @objectionId order by i.asked_at",
            new { objectionId }, ct))
            inquiries.Add(one with { Files = await EvidenceFile.Of(database, one.InquiryId, Inquiry.Opinion, ct) });
        return inquiries;
    }

    /// <summary>Opens a file that the unit added.</summary>
    public async Task<IResult> Open(Guid inquiryId, Guid fileId, Actor actor, CancellationToken ct)
        => await Find(inquiryId, actor, ct) is not null
            && await EvidenceFile.Find(documents, inquiryId, Inquiry.Opinion, fileId, ct) is { } file
                ? documents.Download(file) : new Outcome(Refusal.NotFound($"没有这个文件，或者已经按期删除"));

    async Task<Inquiry?> Find(Guid inquiryId, Actor actor, CancellationToken ct)
        => await database.Find<Inquiry>($"{Inquiry.Select} where i.id = @inquiryId", new { inquiryId }, ct) is { } inquiry
            && inquiry.IsFor(actor) ? inquiry : null;
}
