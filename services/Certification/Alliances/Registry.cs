using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Lists;
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
        /// <summary>How many member units, the lead among them.</summary>
        public int MemberCount { get; init; }
        /// <summary>Their names.</summary>
        public string Members { get; init; } = "";
        /// <summary>重点产业.</summary>
        public string Industry { get; init; } = "";
        /// <summary>行政区划代码 of the lead unit.</summary>
        public string District { get; init; } = "";
        /// <summary>When the recognition ended.</summary>
        public DateOnly? EndedOn { get; init; }
        /// <summary>"2013" for an alliance of the measures that were repealed (Art. 19).</summary>
        public string? RecognisedUnder { get; init; }
    }

    /// <summary>How many alliances are led from a district.</summary>
    public sealed record DistrictCount
    {
        /// <summary>行政区划代码.</summary>
        public string District { get; init; } = "";
        /// <summary>Whose recognition stands.</summary>
        public int Alive { get; init; }
        /// <summary>Whose recognition ended.</summary>
        public int Ended { get; init; }
    }

    /// <summary>What a certificate's holder can prove.</summary>
    public sealed record Certificate(
        string CertificateNumber, Guid? AllianceId, Guid? ApplicationId, string Name, string LeadUnit, int Members, string KeyIndustry,
        string DocumentNumber, DateOnly RecognisedOn,
        DateOnly? FirstCycleEndsOn, int? Cycle, DateOnly? ValidUntil, string? RecognisedUnder, AllianceStatus Status, DateOnly? EndedOn,
        string? EndArticle, string? EndReason,
        string? EndDocumentNumber,
        string PlaqueNumber, DateOnly? PlaqueHandedOverOn, DateOnly? PlaqueRecoveredOn, PlaqueRecovery PlaqueRecovery);

    public static readonly SqlList<Row> Table = new("registry", "认定名录")
    {
        Sql = """
            select case when @keys then id end as alliance_id, name, application->'leadUnit'->>'name' as lead_unit, document_number,
              certificate_number, recognised_on, status, ended_on, recognised_under, industry, district,
              jsonb_array_length(application->'members') as member_count,
              (select string_agg(m->>'name', '、') from jsonb_array_elements(application->'members') m) as members
            from alliance a
            """,
        Key = "id",
        Named = "certificate_number",
        Order = "-recognised",
        Size = 100,
        Filters = ["q", "plaque", "status", "year", "industry", "district"],
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.Name, "name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "application->'leadUnit'->>'name'", ListValue.Name) { Width = 40 },
            new("document", "文号", (i, _) => i.DocumentNumber, "document_number") { IsAlwaysThere = true },
            new("certificate", "证书编号", (i, _) => i.CertificateNumber, "certificate_number") { IsAlwaysThere = true },
            new("industry", "重点产业", (i, words) => FigureRows.Industry(words, i.Industry), "industry", ListValue.Name),
            new("district", "县（市、区）", (i, words) => FigureRows.District(words, i.District), "district"),
            new("size", "成员单位数", (i, _) => i.MemberCount, "jsonb_array_length(application->'members')", ListValue.Whole),
            new("members", "成员单位", (i, _) => i.Members) { Width = 60, IsShown = false },
            new("recognised", "认定日期", (i, _) => i.RecognisedOn, "recognised_on", ListValue.Day) { IsAlwaysThere = true },
            new("status", "状态", (i, words) => words[i.Status.Word()], SqlList.InOrder<AllianceStatus>("status"), ListValue.Place),
            new("ended", "终止日期", (i, _) => i.EndedOn, "ended_on", ListValue.Day) { IsShown = false },
            new("under", "认定依据", (i, words) => i.RecognisedUnder is null ? words["现行办法"] : words["2013年办法"]) { IsShown = false },
        ],
    };

    /// <param name="Q">Words in the name of the alliance or of any member unit, the first letters of their pronunciation, a credit code or
    /// a number.</param>
    /// <param name="Plaque">"due": only those whose plaque is still to be handed over.</param>
    /// <param name="Status">Only this status.</param>
    /// <param name="Year">Only those recognised in this year.</param>
    /// <param name="Industry">Only this 重点产业.</param>
    /// <param name="District">Only lead units registered in this 行政区划代码.</param>
    public sealed record Request(
        string? Q = null, string? Plaque = null, AllianceStatus? Status = null, int? Year = null, string? Industry = null,
        string? District = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said["plaque"], said.Of<AllianceStatus>("status"), said.Whole("year"),
            said["industry"], said["district"]);
    }

    /// <param name="request">Which of them.</param>
    /// <param name="query">Which page.</param>
    /// <param name="actor">Who asks; the keys of application and alliance are for the office.</param>
    /// <param name="ct">Cancels.</param>
    public Task<ListPage<Row>> Search(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => Table.Read(database, query,
        [
            SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
            request.Plaque == "due" ? "status in ('Valid', 'Cancelling') and plaque_handed_over_on is null" : null,
            request.Status is null ? null : "status = @status",
            CaseFilter.On("a"),
        ], new
        {
            q = SqlPattern.Contains(request.Q),
            status = request.Status?.ToString(),
            request.Year,
            request.Industry,
            request.District,
            keys = PublicKeys.AreNotEnough(actor),
        }, ct);

    /// <summary>How many alliances are led from each district, in the order of the codes.</summary>
    public Task<IReadOnlyList<DistrictCount>> ByDistrict(CancellationToken ct) => database.Query<DistrictCount>("""
        select district, count(*) filter (where status in ('Valid', 'Cancelling'))::int as alive,
          count(*) filter (where status not in ('Valid', 'Cancelling'))::int as ended
        from alliance group by district order by district
        """, ct: ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Row> Export(Request request, ListQuery query, Actor actor, CancellationToken ct)
        => new(Table, query, page => Search(request, page, actor, ct));

    public async Task<Outcome<Certificate>> Verify(string certificateNumber, Actor actor, CancellationToken ct)
    {
        if (await Find(certificateNumber, ct) is not { } a) return Refusal.NotFound($"没有编号为“{certificateNumber}”的证书");
        var (application, keys) = (a.Application, PublicKeys.AreNotEnough(actor));
        return new Certificate(
            a.CertificateNumber, keys ? a.Id : null, keys ? a.ApplicationId : null, a.Name, application.LeadUnit.Name,
            application.Members.Count, application.KeyIndustry, a.DocumentNumber, a.RecognisedOn,
            a.RecognisedUnder is null ? Cycles.Of(a.RecognisedOn, 1, a.Policy.CycleMonths).EndsOn : null, a.Cycle, a.ValidUntil,
            a.RecognisedUnder, a.Status, a.EndedOn, a.EndArticle, a.EndSentence,
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
        AllianceStatus.Cancelled or AllianceStatus.Dissolved => PlaqueRecovery.ByPractice,
        AllianceStatus.Revoked => PlaqueRecovery.Required,
        _ => PlaqueRecovery.None,
    };
}

/// <summary>Whether the plaque is to be recovered.</summary>
public enum PlaqueRecovery
{
    /// <summary>The recognition is valid.</summary>
    None,
    /// <summary>After a cancellation or a dissolution: not required by the text, by practice (Art. 14, 15).</summary>
    ByPractice,
    /// <summary>After a revocation (Art. 17).</summary>
    Required,
}
