using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;

namespace Alliance.Certification.CreditReports;

/// <summary>An officer records that the credit information platform took a report, with its receipt.</summary>
[For(Roles.CertificationOfficer)]
public sealed class RecordCreditReceipt(Database database, DocumentStore documents, StatutoryClock clock)
{
    const string Kind = "CreditReceipt";

    /// <param name="ReportedOn">The day on which it was reported.</param>
    /// <param name="ReceiptNumber">回执编号.</param>
    public sealed record Request(DateOnly? ReportedOn, [MaxLength(100)] string? ReceiptNumber);

    public async Task<Outcome> Handle(Guid id, Request request, IFormFile? receipt, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var hasReceipt = receipt is { Length: > 0 };
        var known = await CreditReport.Find(work, id);
        if (WhyNot(known, request, hasReceipt, clock.Today) is { } early) return early;
        var stored = await documents.Store(work, known!.CaseId, Kind, "双公示回执", receipt, ct, canWait: true);
        if (stored.Refusal is { } unfit) return unfit;
        var report = await CreditReport.Lock(work, id);
        if (WhyNot(report, request, hasReceipt, clock.Today) is { } refusal) return refusal;

        var number = request.ReceiptNumber!.Trim();
        await work.Execute("""
            update credit_report set reported_on = @ReportedOn, receipt_number = @number, receipt_id = @Receipt, recorded_at = @Now,
              recorded_by_name = @Name
            where id = @id
            """, new { id, request.ReportedOn, number, Receipt = stored.Value!.Id, clock.Now, officer.Name });
        await work.Record(report!.CaseId, nameof(RecordCreditReceipt), new { id, request.ReportedOn, number, documentId = stored.Value.Id },
            Articles.CreditPublicity, report.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>The receipt, for those who determine.</summary>
    [ForReadingDeterminations]
    public async Task<IResult> Open(Guid id, CancellationToken ct)
        => await database.Find<Guid?>("select receipt_id from credit_report where id = @id", new { id }, ct) is { } receipt
            && await documents.Find(receipt, ct) is { } found ? documents.Download(found) : new Outcome(Refusal.NotFound($"没有回执"));

    internal static Refusal? WhyNot(CreditReport? report, Request request, bool hasReceipt, DateOnly today)
    {
        if (CreditReport.WhyNotChange(report) is { } refusal) return refusal;
        if (report!.Faults.Count > 0)
            return Refusal.Conflict($"报送的内容还不完整，请先补充", Articles.CreditPublicity, report.PolicyVersion);
        var faults = new List<Fault>();
        if (request.ReportedOn is not { } on) faults.Add(new($"请填写报送日期", Articles.CreditPublicity, "reportedOn"));
        else if (on > today) faults.Add(new($"报送日期不能晚于今天", Articles.CreditPublicity, "reportedOn"));
        else if (on < report.DecidedOn) faults.Add(new($"报送日期不能早于作出决定的日期", Articles.CreditPublicity, "reportedOn"));
        if (string.IsNullOrWhiteSpace(request.ReceiptNumber)) faults.Add(new($"请填写回执编号", Articles.CreditPublicity, "receiptNumber"));
        if (!hasReceipt) faults.Add(new($"请上传回执", Articles.CreditPublicity, "receipt"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults, report.PolicyVersion);
    }
}
