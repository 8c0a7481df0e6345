using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Certification.Determinations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;

namespace Alliance.Certification.Archiving;

/// <summary>
/// An officer records that the package of a case was handed over to the archive (移交), with the list of the package, so that it can be
/// compared with what the archive holds, and the receipt.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed partial class HandOverArchive(Database database, DocumentStore documents, StatutoryClock clock)
{
    // A line for each file; a dossier has ten.
    const int LongestList = 64 * 1024;

    /// <summary>The kind of the scanned receipt; its case is the application.</summary>
    internal const string Receipt = "ArchiveReceipt";

    /// <param name="Receiver">Who received it.</param>
    /// <param name="ReceiptNumber">交接回执 number.</param>
    /// <param name="HandedOverOn">When.</param>
    public sealed record Request(string? Receiver, string? ReceiptNumber, DateOnly? HandedOverOn);

    public async Task<Outcome> Handle(
        Guid applicationId, Request request, IFormFile? manifest, IFormFile? receipt, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var determination = await Determination.Lock(work, applicationId);
        var list = await Read(manifest, ct);
        var archive = await CaseArchive.Lock(work, applicationId);
        if (WhyNot(determination, archive, request, list, receipt is { Length: > 0 }, clock.Today)
            is { } refusal) return refusal;

        await using var content = receipt!.OpenReadStream();
        var stored = await documents.Store(work, applicationId, Receipt, "交接回执", receipt.FileName, content, ct, canWait: true);
        if (stored.Refusal is { } unfit) return unfit;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list!)));
        await work.Execute("""
            update case_archive set manifest = @list, manifest_sha256 = @hash, handed_over_on = @HandedOverOn, receiver = @receiver,
              receipt_number = @number, recorded_at = @Now, recorded_by = @Name
            where application_id = @applicationId and version = @Version
            """, new
        {
            applicationId,
            archive!.Version,
            list,
            hash,
            request.HandedOverOn,
            receiver = request.Receiver!.Trim(),
            number = request.ReceiptNumber!.Trim(),
            clock.Now,
            officer.Name,
        });
        await work.Record(applicationId, nameof(HandOverArchive),
            new { archive.Version, request.Receiver, request.ReceiptNumber, request.HandedOverOn, hash, documentId = stored.Value },
            policyVersion: determination!.Application.PolicyVersion);
        await work.Commit();
        return Outcome.Done;
    }

    static async Task<string?> Read(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 and <= LongestList }) return null;
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return (await reader.ReadToEndAsync(ct)).ReplaceLineEndings("\n");
    }

    internal static Refusal? WhyNot(
        Determination? determination, CaseArchive? archive, Request request, string? list, bool hasReceipt, DateOnly today)
    {
        if (CaseArchive.WhyOpen(determination) is { } open) return open;
        if (archive is null) return Refusal.Conflict($"请先确定分类号和保管期限，再移交");
        if (archive.HandedOverOn is not null) return Refusal.Conflict($"档案已经移交，不能再改动");
        var faults = new List<Fault>();
        Line(request.Receiver, $"请填写接收单位或接收人", "receiver");
        Line(request.ReceiptNumber, $"请填写交接回执编号", "receiptNumber");
        if (request.HandedOverOn is not { } on) faults.Add(new($"请填写移交日期", Field: "handedOverOn"));
        else if (on > today) faults.Add(new($"移交日期不能晚于今天", Field: "handedOverOn"));
        if (list is null || !List().IsMatch(list) || !list.Contains("  manifest.json\n", StringComparison.Ordinal))
            faults.Add(new($"请选择档案包中的 manifest.sha256", Field: "manifest"));
        if (!hasReceipt) faults.Add(new($"请上传交接回执", Field: "receipt"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);

        void Line(string? text, FormattableString missing, string field)
        {
            if (string.IsNullOrWhiteSpace(text)) faults.Add(new(missing, Field: field));
            else if (text.Trim().Length > 100) faults.Add(new($"内容过长，不超过 {100} 字", Field: field));
        }
    }

    [GeneratedRegex(@"\A(?:[0-9a-f]{64}  [^\n]{1,200}\n){1,400}\z", RegexOptions.CultureInvariant)]
    private static partial Regex List();
}
