using Alliance.Certification.Certificates;
using Alliance.Certification.Determinations;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Contracts;
using Alliance.Contracts.Desk;
using Alliance.Core.Audit;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Ui;
using static Alliance.Web.Desk.BriefWriting;

namespace Alliance.Certification.Desk;

/// <summary>
/// What this service tells of an application and its alliance. Who determines reads all of it; the rest of the bureau and the member units
/// read what stands in public: notices, certificate and plaque.
/// </summary>
[ForSignedIn]
public sealed class ReadBrief(Database database, AuditTrail trail, StatutoryClock clock, Words words)
{
    /// <summary>What is known of the case, and whether the reader reads what is not public.</summary>
    internal sealed record Case(
        Determination Determination, IReadOnlyList<PublicNotice> Notices, RecognisedAlliance? Alliance, bool IsWhole);

    sealed record ObjectionRow
    {
        public Guid Id { get; init; }
        public DateTimeOffset LodgedAt { get; init; }
        public ObjectionState State { get; init; }
    }

    public async Task<Outcome<Brief>> Handle(Guid id, Actor actor, CancellationToken ct)
    {
        if (await Find(database, id, actor, clock, ct) is not { } found) return Refusal.NotFound($"没有这项认定事项");
        var (determination, notices, alliance, isWhole) = found;
        var application = determination.Application;
        var link = isWhole ? $"/certification/determinations/{determination.ApplicationId}" : null;
        return new Brief
        {
            ApplicationId = determination.ApplicationId,
            AllianceId = alliance?.Id,
            Name = application.AllianceName,
            LeadUnit = application.LeadUnit.Name,
            State = alliance is not null ? State(words, alliance.Status) : isWhole ? State(words, determination.State) : null,
            Parts =
            [
                .. isWhole && alliance?.RecognisedUnder is null ? [Decision(determination, link!)] : Array.Empty<BriefPart>(),
                .. notices.Count > 0 ? [await Notice(notices, actor, ct)] : Array.Empty<BriefPart>(),
                .. alliance is not null ? [Certificate(alliance, isWhole)] : Array.Empty<BriefPart>(),
                .. Changes(notices, alliance),
            ],
            Timeline = isWhole
                ? Events(words,
                    [.. await trail.Of(determination.ApplicationId, ct), .. alliance is null ? [] : await trail.Of(alliance.Id, ct)],
                    entry => Vocabulary.Titles.TryGetValue(entry.What, out var what) ? words[what] : null, link, actor)
                : [.. Public(notices, alliance).OrderByDescending(one => one.At)],
            Deadlines = [.. notices.Where(notice => notice.Outcome is null).Select(Deadline)],
            Documents = alliance is null ? []
                : [.. PrintCertificate.WhyNot(alliance) is null ? [new BriefDocument(words["认定证书（PDF）"],
                        words["有效期至 {0}", BeijingTime.Text(alliance.ValidUntil!.Value)],
                        $"/certification/api/certificates/{alliance.CertificateNumber}/pdf")] : Array.Empty<BriefDocument>(),
                    new(words["认定文件"], alliance.DocumentNumber, $"/certification/documents/{alliance.CertificateNumber}"),
                    new(words["证书核验"], alliance.CertificateNumber, $"/verify/{alliance.CertificateNumber}")],
        };
    }

    /// <summary>The case with this key of application or alliance, as far as this person may read it; null where they may not.</summary>
    internal static async Task<Case?> Find(Database database, Guid id, Actor actor, StatutoryClock clock, CancellationToken ct)
    {
        var determination = await database.Find<Determination>($"""
            select {Determination.Columns} from determination
            where application_id = coalesce((select application_id from alliance where id = @id), @id) and application is not null
            """, new { id }, ct);
        if (determination is null) return null;
        var notices = await database.Query<PublicNotice>(
            $"{PublicNotice.Select} where n.application_id = @ApplicationId order by n.published_at desc, n.id desc",
            new { determination.ApplicationId }, ct);
        var isWhole = actor.IsAny([.. Offices.Determining, .. Roles.Readers]);
        // What is in public already the bureau may know by the case's key, and so may the units whose matter it is.
        if (!isWhole && !(IsOfTheBureau(actor) ? notices.Count > 0 : notices.Any(notice => Parties.Include(notice.Application, actor))))
            return null;
        var alliance = await database.Find<RecognisedAlliance>(
            $"select {RecognisedAlliance.Columns} from alliance where application_id = @ApplicationId",
            new { determination.ApplicationId }, ct);
        return new(determination, [.. notices.Select(notice => notice.Known(clock.Calendar))], alliance, isWhole);
    }

    BriefPart Decision(Determination determination, string link) => new("determination", words["认定决定"],
        State(words, determination.State), link)
    {
        Facts = Facts(
            Fact(words["专家评审意见"], words["{0}，平均 {1} 分", new Statute.Text.Word(determination.Recommended ? "推荐" : "不推荐"),
                determination.AverageScore]),
            Fact(words["决定时间"], determination.DecidedAt is { } decided ? BeijingTime.Text(decided) : null),
            Fact(words["决定人"], determination.DecidedBy),
            Fact(words["不予认定的理由"], string.Join('\n', determination.Reasons.Select(reason => reason.Sentence))),
            Fact(words["申报已撤回"], determination.ClosedWhy)),
    };

    async Task<BriefPart> Notice(IReadOnlyList<PublicNotice> notices, Actor actor, CancellationToken ct)
    {
        var latest = notices[0];
        // Objections are for who settles them (Art. 11).
        var objections = !actor.IsAny([Roles.CertificationOfficer, .. Roles.Readers]) ? [] : await database.Query<ObjectionRow>("""
            select o.id, o.lodged_at, o.state from objection o join notice n on n.id = o.notice_id
            where n.application_id = @ApplicationId order by o.lodged_at desc, o.id desc limit 20
            """, new { latest.ApplicationId }, ct);
        return new("notice", words["公示与异议"], State(words, latest.State(clock.Now)), $"/notices/{latest.Id}")
        {
            Facts = Facts(
                Fact(words["事项"], words[latest.Kind == PublicNoticeKind.Recognition ? "拟认定公示" : "拟取消公示"]),
                Fact(words["公示期"], words["{0} 至 {1}", BeijingTime.Text(latest.PublishedOn),
                    BeijingTime.Text(latest.LastDay ?? latest.NominalLastDay)]),
                Fact(words["待处理的异议"], latest.OpenObjections > 0 ? words["{0} 件", latest.OpenObjections] : null)),
            Rows = [.. objections.Select(one => new BriefRow(words["{0} 提出的异议", BeijingTime.Text(one.LodgedAt)],
                State(words, one.State), null, $"/certification/objections/{one.Id}"))],
        };
    }

    BriefPart Certificate(RecognisedAlliance alliance, bool isWhole) => new("certificate", words["证书与授牌"],
        State(words, alliance.Status), isWhole ? $"/certification/alliances/{alliance.Id}" : $"/verify/{alliance.CertificateNumber}")
    {
        Facts = Facts(
            Fact(words["文号"], alliance.DocumentNumber),
            Fact(words["认定日期"], BeijingTime.Text(alliance.RecognisedOn)),
            Fact(words["证书编号"], alliance.CertificateNumber),
            Fact(words["授牌编号"], alliance.PlaqueNumber),
            Fact(words["授牌日期"], alliance.PlaqueHandedOverOn is { } handed ? BeijingTime.Text(handed) : words["尚未授牌"]),
            Fact(words["收回日期"], alliance.PlaqueRecoveredOn is { } recovered ? BeijingTime.Text(recovered) : null)),
    };

    // What was announced and then corrected, and how the recognition ended: what is not so any more as it was decided.
    IEnumerable<BriefPart> Changes(IReadOnlyList<PublicNotice> notices, RecognisedAlliance? alliance)
    {
        List<BriefRow> rows = [];
        if (alliance?.EndedOn is { } ended)
            rows.Add(new(words["认定资格终止"], State(words, alliance.Status), $"{BeijingTime.Text(ended)} {alliance.EndSentence}".Trim()));
        foreach (var notice in notices)
            if (notice.Kind == PublicNoticeKind.Cancellation || notice.ReplacesId is not null)
                rows.Add(new(words[notice.Kind == PublicNoticeKind.Cancellation ? "拟取消公示" : "更正内容，重新公示"],
                    State(words, notice.State(clock.Now)), BeijingTime.Text(notice.PublishedOn), $"/notices/{notice.Id}"));
        if (rows.Count > 0) yield return new("changes", words["变更与终止"]) { Rows = rows };
    }

    // Without the record of the office: what stands in public, with its days.
    IEnumerable<BriefEvent> Public(IReadOnlyList<PublicNotice> notices, RecognisedAlliance? alliance)
    {
        foreach (var notice in notices)
            yield return new(notice.PublishedAt,
                words[notice.Kind == PublicNoticeKind.Recognition ? "发布公示" : "决定取消并发布公示"], null, $"/notices/{notice.Id}",
                notice.Kind == PublicNoticeKind.Recognition ? Articles.Notice : Articles.Operation);
        if (alliance is null) yield break;
        var certificate = $"/verify/{alliance.CertificateNumber}";
        if (notices.FirstOrDefault(notice => notice.Outcome == NoticeOutcome.Recognised)?.ClosedAt is { } recognised)
            yield return new(recognised, words["发文认定"], null, certificate, Articles.Notice);
        if (notices.FirstOrDefault(notice => notice.Outcome == NoticeOutcome.Cancelled)?.ClosedAt is { } cancelled)
            yield return new(cancelled, words["取消生效"], null, certificate, alliance.EndArticle);
    }

    BriefDeadline Deadline(PublicNotice notice)
        => new(notice.Kind == PublicNoticeKind.Recognition ? nameof(NoticePeriodEnds) : nameof(CancellationNoticeEnds),
            words["公示期"], notice.ClosesAt, notice.NominalLastDay,
            notice.Kind == PublicNoticeKind.Recognition ? Articles.Notice : Articles.Operation, $"/notices/{notice.Id}")
        {
            Explanation = [.. notice.Reckon(clock.Calendar).Steps.Select(step => $"{words.Say(step.Sentence)} · {words[step.Article]}")],
        };
}
