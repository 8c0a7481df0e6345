using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Exports;

namespace Alliance.Certification.Notices;

/// <summary>The notices as an Atom feed (RFC 4287): who subscribes hears what is announced, until when anybody may object, and what came of
/// it (Art. 11).</summary>
public sealed class NoticeFeed(Database database, StatutoryClock clock, Words words, IConfiguration configuration)
{
    const int Entries = 20;

    public async Task<IResult> Handle(CancellationToken ct)
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? "";
        var notices = await database.Query<PublicNotice>($"{PublicNotice.Select} order by n.published_at desc, n.id desc limit @Entries",
            new { Entries }, ct);
        return AtomFeed.Of(words["公示"], words["科学技术局"], $"{origin}/notices", $"{origin}/certification/api/notices.atom",
            [.. notices.Select(n => n.Known(clock.Calendar)).Select(n => new FeedEntry(
            n.Id, n.Title, $"{origin}/notices/{n.Id:D}", n.PublishedAt, n.ClosedAt ?? n.PublishedAt,
            words["公示期 {0} 至 {1}", NoticeText.Day(n.PublishedOn), NoticeText.Day(n.LastDay ?? n.NominalLastDay)], NoticeText.Body(n)))]);
    }
}
