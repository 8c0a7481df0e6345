using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Statute.Periods;
using MassTransit;

namespace Alliance.Core.Calendars;

/// <summary>Keeps a calendar that was published, in every service. Its replicas see it in the table (<see
/// cref="CalendarWatch"/>).</summary>
public sealed class KeepCalendar(Database database) : IConsumer<CalendarPublished>
{
    public async Task Consume(ConsumeContext<CalendarPublished> context)
    {
        var published = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var kept = await Insert(work, published);
        await work.Record(published.CalendarId, nameof(KeepCalendar), new { published.Key, published.Version, Known = !kept });
        await work.Commit();
    }

    /// <summary>Writes it down; false where this version is there already.</summary>
    public static async Task<bool> Insert(UnitOfWork work, CalendarPublished published)
    {
        // Nothing is loaded half, whoever sent it.
        CalendarDocument.Read(published.Document).Required();
        return await work.Execute("""
            insert into calendar_notice(key, version, document, published_by, published_at)
            values (@Key, @Version, @Document, @PublishedBy, @PublishedAt) on conflict do nothing
            """, published) == 1;
    }
}
