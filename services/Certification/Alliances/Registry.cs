using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Periods;
using Alliance.Web.Desk;

namespace Alliance.Certification.Alliances;

/// <summary>The public register of recognised alliances (认定名录): anybody may search it and verify a certificate.</summary>
[ForEveryone]
public sealed class Registry(Database database)
{
    public sealed record Row
    {
        /// <summary>For the office only.</summary>
        public Guid? AllianceId { get; init; }
        public string Name { get; init; } = "";
        public string LeadUnit { get; init; } = "";
        public string DocumentNumber { get; init; } = "";
        public string CertificateNumber { get; init; } = "";
        public DateOnly RecognisedOn { get; init; }
        public AllianceStatus Status { get; init; }
    }

    /// <summary>What a certificate's holder can prove.</summary>
    public sealed record Certificate(
        string CertificateNumber, Guid? AllianceId, Guid? ApplicationId, string Name, string LeadUnit, int Members, string KeyIndustry,
        string DocumentNumber, DateOnly RecognisedOn,
        DateOnly FirstCycleEndsOn, AllianceStatus Status, DateOnly? EndedOn, string? EndArticle, string? EndReason,
        string? EndDocumentNumber,
        string PlaqueNumber, DateOnly? PlaqueHandedOverOn, DateOnly? PlaqueRecoveredOn, PlaqueRecovery PlaqueRecovery);

    const int PageSize = 100;

    /// <param name="Q">Words in the alliance's or lead unit's name, or a number.</param>
    /// <param name="PlaqueDue">True: only those whose plaque is still to be handed over.</param>
    /// <param name="After">The last certificate of the page before.</param>
    /// <param name="Status">Only this status.</param>
    /// <param name="Year">Only those recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? Q = null, bool PlaqueDue = false, string? After = null, AllianceStatus? Status = null, int? Year = null,
        string? Industry = null, string? District = null);

    /// <summary>A page of the register; the keys of application and alliance are for the office.</summary>
    public Task<IReadOnlyList<Row>> Search(Request request, Actor actor, CancellationToken ct)
        => database.Query<Row>($"""
        select case when @keys then id end as alliance_id, name, application->'leadUnit'->>'name' as lead_unit, document_number,
          certificate_number, recognised_on, status
        from alliance a
        where (@q::text is null or typed_text(name) like @q or typed_text(application->'leadUnit'->>'name') like @q
          or typed_text(document_number) like @q or typed_text(certificate_number) like @q)
          and (@status::text is null or status = @status) and {CaseFilter.On("a")}
          and (not @PlaqueDue or (status in ('Valid', 'Cancelling') and plaque_handed_over_on is null))
          and (@after::text is null or (recognised_on, id) < (select recognised_on, id from alliance where certificate_number = @after))
        order by recognised_on desc, id desc limit @limit
        """, new
        {
            q = SqlPattern.Contains(request.Q),
            request.PlaqueDue,
            status = request.Status?.ToString(),
            request.Year,
            request.Industry,
            request.District,
            keys = PublicKeys.AreNotEnough(actor),
            after = string.IsNullOrEmpty(request.After) ? null : request.After,
            limit = PageSize
        }, ct);

    /// <summary>The cursor of the next page; null on the last.</summary>
    public static string? Next(IReadOnlyList<Row> rows) => rows.Count == PageSize ? rows[^1].CertificateNumber : null;

    public async Task<Outcome<Certificate>> Verify(string certificateNumber, Actor actor, CancellationToken ct)
    {
        if (await Find(certificateNumber, ct) is not { } a) return Refusal.NotFound($"没有编号为“{certificateNumber}”的证书");
        var (application, keys) = (a.Application, PublicKeys.AreNotEnough(actor));
        return new Certificate(
            a.CertificateNumber, keys ? a.Id : null, keys ? a.ApplicationId : null, a.Name, application.LeadUnit.Name,
            application.Members.Count, application.KeyIndustry, a.DocumentNumber, a.RecognisedOn,
            Cycles.Of(a.RecognisedOn, 1, a.Policy.CycleMonths).EndsOn, a.Status, a.EndedOn, a.EndArticle, a.EndSentence,
            a.EndDocumentNumber,
            a.PlaqueNumber, a.PlaqueHandedOverOn, a.PlaqueRecoveredOn, RecoveryOf(a));
    }

    /// <summary>The alliance with this certificate; null where there is none.</summary>
    public Task<RecognisedAlliance?> Find(string certificateNumber, CancellationToken ct) => database.Find<RecognisedAlliance>(
        $"select {RecognisedAlliance.Columns} from alliance where certificate_number = upper(@number)",
        new { number = certificateNumber.Trim() }, ct);

    /// <summary>The alliance with this key; null where there is none.</summary>
    public Task<RecognisedAlliance?> Find(Guid allianceId, CancellationToken ct) => database.Find<RecognisedAlliance>(
        $"select {RecognisedAlliance.Columns} from alliance where id = @allianceId", new { allianceId }, ct);

    /// <summary>Must the plaque come back, and why?</summary>
    public static PlaqueRecovery RecoveryOf(RecognisedAlliance alliance) => alliance.Status switch
    {
        AllianceStatus.Cancelled => PlaqueRecovery.ByPractice,
        AllianceStatus.Revoked => PlaqueRecovery.Required,
        _ => PlaqueRecovery.None,
    };
}

/// <summary>Whether the plaque is to be recovered.</summary>
public enum PlaqueRecovery
{
    /// <summary>The recognition is valid.</summary>
    None,
    /// <summary>After a cancellation: not required by the text, by practice (Art. 14).</summary>
    ByPractice,
    /// <summary>After a revocation (Art. 17).</summary>
    Required,
}
