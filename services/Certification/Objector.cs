using Alliance.Core.Data;
using Alliance.Mail;

namespace Alliance.Certification;

/// <summary>Who objected and gave an e-mail address to be answered at.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="Address">The address.</param>
/// <param name="Number">收件编号.</param>
/// <param name="Link">The objector's own page.</param>
internal sealed record Objector(Guid ObjectionId, string Address, string Number, string Link)
{
    sealed record Row
    {
        public Guid ObjectionId { get; init; }
        public string Contact { get; init; } = "";
        public string? Number { get; init; }
        public Guid Key { get; init; }
    }

    /// <summary>Of the objections to a notice that came to their end at this instant.</summary>
    public static Task<IReadOnlyList<Objector>> WithAddress(UnitOfWork work, Guid noticeId, DateTimeOffset settledAt)
        => Of(work, "o.notice_id = @noticeId and o.settled_at = @settledAt", new { noticeId, settledAt });

    /// <summary>Of these objections.</summary>
    public static Task<IReadOnlyList<Objector>> WithAddress(UnitOfWork work, IEnumerable<Guid> objections)
        => Of(work, "o.id = any(@ids)", new { ids = objections.ToArray() });

    static async Task<IReadOnlyList<Objector>> Of(UnitOfWork work, string which, object parameters)
        => [.. (await work.Query<Row>($"""
            select o.id as objection_id, p.contact, o.number, p.key from objection o join objector p on p.objection_id = o.id where {which}
            """, parameters)).Select(row => (Row: row, Address: MailWriter.AddressIn(row.Contact)))
            .Where(one => one.Address is not null)
            .Select(one => new Objector(one.Row.ObjectionId, one.Address!, one.Row.Number ?? "",
                $"/certification/follow/{one.Row.Key:N}"))];
}
