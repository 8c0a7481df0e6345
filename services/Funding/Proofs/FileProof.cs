using Alliance.Funding.Grants;
using Alliance.Platform.Data;
using Alliance.Platform.Documents;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Statute;

namespace Alliance.Funding.Proofs;

/// <summary>The lead unit files a proof of its matching (配套证明): amount, source, document number and day, the paper itself where it has it (Art. 12).</summary>
public sealed class FileProof(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <param name="AmountFen">What was added, fen.</param>
    /// <param name="Source">资金来源.</param>
    /// <param name="DocumentNumber">Number of the voucher or transfer.</param>
    /// <param name="PaidOn">The day the money arrived.</param>
    public sealed record Request(long AmountFen, string? Source, string? DocumentNumber, DateOnly? PaidOn);

    /// <summary>The answer.</summary>
    public sealed record Filed(Guid ProofId);

    public async Task<Outcome<Filed>> Handle(Guid allianceId, Request request, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(lead, ct);

        var grant = await Grant.Lock(work, allianceId);
        var documentNumber = request.DocumentNumber?.Trim();
        var sameDocument = grant is null ? null : await work.Find<DateTimeOffset?>("""
            select filed_at from matching_proof where grant_id = @Id and document_number = @documentNumber and state <> 'Rejected'
            """, new { grant.Id, documentNumber });
        if (WhyNot(grant, request, sameDocument, clock.Today, lead) is { } refusal) return refusal;

        Guid? documentId = null;
        if (file is { Length: > 0 })
        {
            await using var content = file.OpenReadStream();
            var stored = await documents.Store(work, allianceId, "matching-proof", documentNumber!, file.FileName, content, ct);
            if (stored.Refusal is { } unusable) return unusable;
            documentId = stored.Value;
        }
        var proofId = Guid.CreateVersion7();
        await work.Execute("""
            insert into matching_proof(id, grant_id, amount_fen, source, document_number, paid_on, document_id, state, filed_at, filed_by)
            values (@proofId, @Id, @AmountFen, @source, @documentNumber, @PaidOn, @documentId, 'Pending', @Now, @Account)
            """, new { proofId, grant!.Id, request.AmountFen, source = request.Source!.Trim(), documentNumber, request.PaidOn, documentId, clock.Now, lead.Account });
        await work.Record(allianceId, nameof(FileProof), new { proofId, request.AmountFen, request.Source, documentNumber, request.PaidOn, documentId }, Articles.Funding, grant.PolicyVersion);
        await work.Commit();
        return new Filed(proofId);
    }

    internal static Refusal? WhyNot(Grant? grant, Request request, DateTimeOffset? sameDocumentFiledAt, DateOnly today, Actor lead)
    {
        if (Grant.NotOf(grant, lead) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        if (grant.State == GrantState.AwaitingPledge) return Refusal.Conflict($"请先承诺配套经费，再报送配套证明", Articles.Funding, grant.PolicyVersion);

        var faults = new List<Fault>();
        if (request.AmountFen <= 0) faults.Add(new($"配套金额须大于零", Articles.Funding, "amountFen"));
        if (string.IsNullOrWhiteSpace(request.Source)) faults.Add(new($"请填写资金来源", Articles.Funding, "source"));
        if (string.IsNullOrWhiteSpace(request.DocumentNumber)) faults.Add(new($"请填写单据号", Articles.Funding, "documentNumber"));
        else if (sameDocumentFiledAt is not null) faults.Add(new($"单据号 {request.DocumentNumber.Trim()} 已经报送，同一单据只计一次", Articles.Funding, "documentNumber"));
        if (request.PaidOn is not { } paidOn) faults.Add(new($"请填写到账日期", Articles.Funding, "paidOn"));
        else if (paidOn > today) faults.Add(new($"到账日期不能晚于今天", Articles.Funding, "paidOn"));
        return faults.Count > 0 ? Refusal.Invalid(faults, grant.PolicyVersion) : null;
    }
}
