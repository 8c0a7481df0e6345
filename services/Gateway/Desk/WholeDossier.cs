using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Gateway.Portal;
using Alliance.Ui;
using Alliance.Web.Desk;

namespace Alliance.Gateway.Desk;

/// <summary>
/// The whole-life dossier of an alliance: every service's part as it tells it to this person, the application's own dossier, and a manifest
/// with the SHA-256 of each and the head of every chain of the record. Written straight into the answer; no attachment is ever whole in
/// memory. A part that is missing is named in the manifest; without the application's there is no dossier.
/// </summary>
sealed class WholeDossier(AllianceWhole whole, ServiceQuestions services, TimeProvider clock, Words words)
{
    const string Main = "intake";

    // More than any part of text comes to: forms, reports and the record.
    const int LongestPart = 64 * 1024 * 1024;

    /// <summary>What is in the dossier.</summary>
    /// <param name="Name">What the alliance is called.</param>
    /// <param name="ApplicationId">The application.</param>
    /// <param name="AllianceId">The alliance; null before the recognition.</param>
    /// <param name="MadeAt">When it was made.</param>
    /// <param name="MadeBy">Who had it made.</param>
    /// <param name="Parts">Its files.</param>
    /// <param name="Missing">What should be in it and is not.</param>
    /// <param name="Chains">The record of every service at that moment.</param>
    /// <param name="Archive">Class and retention, once the case was closed for the archive.</param>
    /// <param name="Checks">真实性、完整性、可用性、安全性, as they came out when it was made.</param>
    /// <param name="HowToVerify">In sentences.</param>
    public sealed record Manifest(
        string Name, Guid? ApplicationId, Guid? AllianceId, DateTimeOffset MadeAt, Maker MadeBy, IReadOnlyList<FilePart> Parts,
        IReadOnlyList<MissingPart> Missing, IReadOnlyList<Chain> Chains, JsonElement? Archive, FourChecks Checks,
        IReadOnlyList<string> HowToVerify);

    /// <summary>What whoever takes a package into an archive looks at first (GB/T 42727, DA/T 70).</summary>
    /// <param name="Authenticity">Every chain of the record leads to its head.</param>
    /// <param name="Completeness">Nothing that should be in it is missing.</param>
    /// <param name="Usability">Every part is JSON in UTF-8 or a ZIP of it with the files as they were handed in.</param>
    /// <param name="Safety">The application's files were looked at by the malware scanner and none waits for it; null where its part does
    /// not tell.</param>
    public sealed record FourChecks(bool Authenticity, bool Completeness, bool Usability, bool? Safety);

    /// <summary>Who had it made.</summary>
    public sealed record Maker(string Account, string Name, string? Unit);

    /// <summary>A file of it.</summary>
    public sealed record FilePart(string File, string Service, long Bytes, string Sha256, DateTimeOffset? MadeAt);

    /// <summary>What is not in it, and why.</summary>
    public sealed record MissingPart(string Service, string What, string Why);

    /// <summary>The record of one key in one service.</summary>
    public sealed record Chain(string Service, Guid CaseId, int Entries, string? Head, bool Whole);

    sealed record Part(string Service, string File, byte[] Content, Dossier<JsonElement> Told);

    /// <summary>
    /// Whom the application's own dossier is for: its lead unit and the bureau. Experts read it and take nothing with them.
    /// </summary>
    public static bool MayExport(HttpContext http)
        => Visitor.HasAny(http.User, [Roles.Applicant, .. Roles.Staff, .. Roles.Readers]);

    public async Task<IResult> Handle(Guid id, HttpContext http)
    {
        if (!MayExport(http)) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        var answer = await whole.Read(http, id);
        if (answer.Away.Contains(Main)) return Away(id, http);
        if (answer.Of(Main) is null) return TypedResults.NotFound();

        List<MissingPart> missing = [.. answer.Away.Select(service => new MissingPart(service, words["本系统保存的内容"], words["该系统没有答复"]))];
        List<Part> parts = [];
        foreach (var told in answer.Briefs)
        {
            var key = (told.Brief.ApplicationId ?? told.Brief.AllianceId)!.Value;
            var file = told.Service != "workflows" ? $"{told.Service}.json"
                : told.Brief.ApplicationId is null ? "workflows-operation.json" : "workflows-recognition.json";
            if (await Read(http, told.Service, $"/api/alliances/{key}/dossier") is { } content)
                parts.Add(new(told.Service, file, content, JsonSerializer.Deserialize<Dossier<JsonElement>>(content, Json.Options)!));
            else if (told.Service == Main) return Away(id, http);
            else missing.Add(new(told.Service, file, words["该系统没有答复"]));
        }
        var maker = new Maker(Visitor.Account(http.User), Visitor.Name(http.User), Visitor.UnitName(http.User));
        var madeAt = clock.GetUtcNow();
        return TypedResults.Stream(stream => Write(stream, answer, parts, missing, maker, madeAt, http), "application/zip",
            $"{answer.Name}-{BeijingTime.Text(BeijingTime.Day(madeAt))}.zip");
    }

    async Task Write(Stream stream, AllianceWhole.Answer answer, IReadOnlyList<Part> parts, List<MissingPart> missing, Maker maker,
        DateTimeOffset madeAt, HttpContext http)
    {
        var ct = http.RequestAborted;
        await using var zip = new ZipWriter(stream);
        List<FilePart> files = [];
        foreach (var part in parts)
        {
            var written = await zip.AddHashed(part.File, entry => entry.WriteAsync(part.Content, ct).AsTask());
            files.Add(new(part.File, part.Service, written.Bytes, written.Sha256, part.Told.MadeAt));
        }
        using (var own = await services.Open(http, Main, $"/api/applications/{answer.ApplicationId}/dossier", ct))
        {
            if (own is { IsSuccessStatusCode: true })
            {
                // It is packed already.
                var written = await zip.AddHashed("application.zip", entry => own.Content.CopyToAsync(entry, ct),
                    CompressionLevel.NoCompression);
                files.Add(new(written.Name, Main, written.Bytes, written.Sha256, madeAt));
            }
            else
            {
                missing.Add(new(Main, "application.zip", own is null ? words["该系统没有答复"] : words["申报书尚未提交，或您不能导出"]));
            }
        }
        var manifest = new Manifest(answer.Name, answer.ApplicationId, answer.AllianceId, madeAt, maker, files, missing,
            [.. parts.SelectMany(part => part.Told.Chains.Select(chain =>
                new Chain(part.Service, chain.CaseId, chain.Entries, chain.Head, chain.Whole)))],
            Archive(parts), new(parts.All(part => part.Told.Chains.All(chain => chain.Whole)), missing.Count == 0,
                parts.All(part => part.Told.Holds.ValueKind == JsonValueKind.Object), IsSafe(parts)),
            [
                words["在解压后的文件夹中运行 sha256sum -c manifest.sha256，核对每个文件的散列值。"],
                words["各系统的审计记录按事项成链：每一条的散列值由上一条的散列值和本条内容计算，链首为 32 个零字节。"],
                words["把链的末条散列值与系统中同一事项的记录比较，即知导出之后、之前是否有记录被改动。"],
                words["脱离本系统核对：python3 read_package.py 档案包.zip，程序随文档提供，只用标准库。"],
            ]);
        var listed = await zip.AddHashed("manifest.json",
            entry => entry.WriteAsync(Encoding.UTF8.GetBytes(Json.Write(manifest)), ct).AsTask());
        await zip.Add("manifest.sha256",
            string.Concat(files.Select(file => new ZipWriter.Part(file.File, file.Bytes, file.Sha256).Line).Append(listed.Line)), ct);
    }

    static JsonElement? Archive(IReadOnlyList<Part> parts)
        => Holds(parts, "certification") is { } holds && holds.TryGetProperty("archive", out var archive)
            && archive.ValueKind == JsonValueKind.Object ? archive : null;

    static bool? IsSafe(IReadOnlyList<Part> parts)
        => Holds(parts, Main) is { } holds && holds.TryGetProperty("attachments", out var files) && files.ValueKind == JsonValueKind.Array
            ? files.EnumerateArray().All(file => file.TryGetProperty("state", out var state) && state.GetString() == "stored") : null;

    static JsonElement? Holds(IReadOnlyList<Part> parts, string service)
        => parts.FirstOrDefault(part => part.Service == service)?.Told.Holds is { ValueKind: JsonValueKind.Object } holds ? holds : null;

    // A person comes back to the page, which says so; a program is told to try again.
    IResult Away(Guid id, HttpContext http) => FriendlyErrors.WantsPage(http.Request)
        ? TypedResults.LocalRedirect($"/alliances/{id}?dossier=away")
        : TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: words["“{0}”暂时没有答复，没有导出档案，请稍后再试", words["受理"]]);

    async Task<byte[]?> Read(HttpContext http, string service, string path)
    {
        using var answer = await services.Open(http, service, path, http.RequestAborted);
        if (answer is not { IsSuccessStatusCode: true }) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            await answer.Content.LoadIntoBufferAsync(LongestPart, patience.Token);
            return await answer.Content.ReadAsByteArrayAsync(patience.Token);
        }
        catch (Exception e) when (e is HttpRequestException
            || (e is OperationCanceledException && !http.RequestAborted.IsCancellationRequested))
        {
            return null;
        }
    }
}
