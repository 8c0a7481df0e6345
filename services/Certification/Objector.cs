using Alliance.Core.Data;
using Alliance.Mail;

namespace Alliance.Certification;

/// <summary>Who objected and gave an e-mail address to be answered at.</summary>
/// <param name="ObjectionId">The objection.</param>
/// <param name="Address">The address.</param>
internal sealed record Objector(Guid ObjectionId, string Address)
{
    sealed record Row
    {
        public Guid ObjectionId { get; init; }
        public string Contact { get; init; } = "";
    }

    /// <summary>Of the objections to a notice that came to their end at this instant.</summary>
    public static async Task<IReadOnlyList<Objector>> WithAddress(UnitOfWork work, Guid noticeId, DateTimeOffset settledAt)
        => [.. (await work.Query<Row>("""
            select o.id as objection_id, p.contact from objection o join objector p on p.objection_id = o.id
            where o.notice_id = @noticeId and o.settled_at = @settledAt
            """, new { noticeId, settledAt })).Select(row => (row.ObjectionId, Address: MailWriter.AddressIn(row.Contact)))
            .Where(row => row.Address is not null).Select(row => new Objector(row.ObjectionId, row.Address!))];
}
