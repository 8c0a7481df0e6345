using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Exports;

namespace Alliance.Certification.Notices;

/// <summary>The notices as an Atom feed (RFC 4287), an entry for each document however many alliances it lists: who subscribes hears what
/// is announced, until when anybody may object, and what came of it (Art. 11).</summary>
public sealed class NoticeFeed(Database database, StatutoryClock clock, Words words, IConfiguration configuration)
{
    const int Entries = 20;

    sealed record Heading
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
    }

    public async Task<IResult> Handle(CancellationToken ct)
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? "";
        // What was corrected stands anew by itself, with a period of its own.
        var documents = (await database.Query<PublicNotice>($"""
            {PublicNotice.Select} where (case when n.replaces_id is null then coalesce(n.instrument_id, n.id) else n.id end) in (
              select case when replaces_id is null then coalesce(instrument_id, id) else id end as document from notice
              group by document order by max(published_at) desc limit @Entries)
            order by n.published_at desc, n.id
            """, new { Entries }, ct)).Select(notice => notice.Known(clock.Calendar))
            .GroupBy(notice => notice.ReplacesId is null ? notice.InstrumentId ?? notice.Id : notice.Id).ToList();
        var headings = (await database.Query<Heading>(
            "select id, content::jsonb->>'title' as title from instrument where id = any(@ids) and content is not null",
            new { ids = documents.Select(document => document.Key).ToArray() }, ct)).ToDictionary(one => one.Id, one => one.Title);
        return AtomFeed.Of(words["公示"], words["科学技术局"], $"{origin}/notices", $"{origin}/certification/api/notices.atom",
            [.. documents.Select(document => Entry(document.Key, [.. document], headings.GetValueOrDefault(document.Key), origin))]);
    }

    FeedEntry Entry(Guid id, IReadOnlyList<PublicNotice> lines, string? heading, string origin)
    {
        var first = lines[0];
        var period = words["公示期 {0} 至 {1}", NoticeText.Day(first.PublishedOn), NoticeText.Day(first.LastDay ?? first.NominalLastDay)];
        var changed = lines.Max(line => line.ClosedAt ?? line.PublishedAt);
        return lines is [var only]
            ? new(only.Id, only.Title, $"{origin}/notices/{only.Id:D}", only.PublishedAt, changed, period, NoticeText.Body(only))
            : new(id, heading ?? first.Title, $"{origin}/certification/published/{id:D}", first.PublishedAt, changed, period,
                string.Join('\n', lines.Select(line => $"{line.Application.AllianceName}（{line.Application.LeadUnit.Name}）")));
    }
}
