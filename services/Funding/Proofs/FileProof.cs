using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Funding.Grants;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Funding.Proofs;

/// <summary>The lead unit files a proof of its matching (配套证明): amount, source, document number and day, the paper itself where it has it
/// (Art. 12).</summary>
[For(Roles.Applicant)]
public sealed class FileProof(Database database, DocumentStore documents, StatutoryClock clock, LetterWriter letters)
{
    /// <param name="AmountFen">What was added, fen.</param>
    /// <param name="Source">资金来源.</param>
    /// <param name="DocumentNumber">Number of the voucher or transfer.</param>
    /// <param name="PaidOn">The day the money arrived.</param>
    public sealed record Request(long AmountFen, string? Source, [MaxLength(100)] string? DocumentNumber, DateOnly? PaidOn);

    /// <summary>The answer.</summary>
    public sealed record Filed(Guid ProofId);

    public async Task<Outcome<Filed>> Handle(Guid allianceId, Request request, IFormFile? file, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);

        var grant = await Grant.Lock(work, allianceId);
        var documentNumber = request.DocumentNumber?.Trim();
        var documentKey = TypedText.Letters(documentNumber);
        var sameDocument = grant is null ? null : await work.Find<FiledBefore>(
            "select id as proof_id, grant_id, amount_fen, paid_on, source, state from matching_proof where document_key = @documentKey " +
            "and state <> 'Rejected'",
            new { documentKey });
        if (Grant.NotOf(grant, lead) is null && sameDocument is not null && sameDocument.Is(grant!, request))
            return new Filed(sameDocument.ProofId);
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
        var added = await work.Execute("""
            insert into matching_proof(id, grant_id, amount_fen, source, document_number, document_key, paid_on, document_id,
              state, filed_at, filed_by)
            values (@proofId, @Id, @AmountFen, @source, @documentNumber, @documentKey, @PaidOn, @documentId, 'Pending', @Now, @Account)
            on conflict (document_key) where state <> 'Rejected' do nothing
            """, new
        {
            proofId,
            grant!.Id,
            request.AmountFen,
            source = request.Source!.Trim(),
            documentNumber,
            documentKey,
            request.PaidOn,
            documentId,
            clock.Now,
            lead.Account
        });
        // Somebody filed the same paper in this very moment.
        if (added == 0) return Refusal.Invalid([Twice(documentNumber!)], grant.PolicyVersion);
        await letters.Tell(work, Audience.Office(Roles.FundingOfficer), allianceId, $"有配套证明等待核实",
            $"{grant.LeadUnitName}报送了{grant.AllianceName}的配套证明 {documentNumber}（{Money.Yuan(request.AmountFen)}），请核实。",
            $"/funding/grants/{allianceId}", Articles.Funding);
        await work.Record(allianceId, nameof(FileProof),
            new { proofId, request.AmountFen, request.Source, documentNumber, request.PaidOn, documentId }, Articles.Funding,
            grant.PolicyVersion);
        await work.Commit();
        return new Filed(proofId);
    }

    /// <summary>A proof by the same paper.</summary>
    internal sealed record FiledBefore
    {
        public Guid ProofId { get; init; }
        public Guid GrantId { get; init; }
        public long AmountFen { get; init; }
        public DateOnly PaidOn { get; init; }
        public string Source { get; init; } = "";
        public ProofState State { get; init; }

        /// <summary>True for the same proof once more, by a second click.</summary>
        public bool Is(Grant grant, Request request) => State == ProofState.Pending
            && (GrantId, AmountFen, PaidOn, Source) == (grant.Id, request.AmountFen, request.PaidOn, request.Source?.Trim());
    }

    static Fault Twice(string documentNumber) => new($"单据号 {documentNumber} 已经报送，同一单据只计一次", Articles.Funding, "documentNumber");

    internal static Refusal? WhyNot(Grant? grant, Request request, FiledBefore? sameDocument, DateOnly today, Actor lead)
    {
        if (Grant.NotOf(grant, lead) is { } missing) return missing;
        if (grant!.Stopped is { } stopped) return stopped;
        if (grant.State == GrantState.AwaitingPledge) return Refusal.Conflict($"请先承诺配套经费，再报送配套证明", Articles.Funding, grant.PolicyVersion);

        var faults = new List<Fault>();
        if (Grant.Unreal(request.AmountFen, "amountFen") is { } unreal) faults.Add(unreal);
        if (string.IsNullOrWhiteSpace(request.Source)) faults.Add(new($"请填写资金来源", Articles.Funding, "source"));
        if (TypedText.Letters(request.DocumentNumber).Length == 0) faults.Add(new($"请填写单据号", Articles.Funding, "documentNumber"));
        else if (sameDocument?.GrantId == grant.Id) faults.Add(Twice(request.DocumentNumber!.Trim()));
        else if (sameDocument is not null)
            faults.Add(new($"单据号 {request.DocumentNumber!.Trim()} 已用于另一笔引导经费的配套，同一单据只计一次；如是不同的单据，请填写包括银行或单位、年份在内的完整号码",
                Articles.Funding, "documentNumber"));
        if (request.PaidOn is not { } paidOn) faults.Add(new($"请填写到账日期", Articles.Funding, "paidOn"));
        else if (paidOn > today) faults.Add(new($"到账日期不能晚于今天", Articles.Funding, "paidOn"));
        // The matching is added to the grant of this recognition (Art. 12): what was spent before there was one is something else.
        else if (paidOn < grant.RecognisedOn)
            faults.Add(new($"到账日期不能早于认定文件日期 {grant.RecognisedOn:yyyy-MM-dd}，认定以前的投入不是对引导经费的配套", Articles.Funding, "paidOn"));
        return faults.Count > 0 ? Refusal.Invalid(faults, grant.PolicyVersion) : null;
    }
}
