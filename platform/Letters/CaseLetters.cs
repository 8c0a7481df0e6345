using Alliance.Core.Data;
using Alliance.Core.Text;

namespace Alliance.Letters;

/// <summary>The letters of cases, for the offices that have to prove that they arrived (送达): written, mailed, opened.</summary>
public sealed class CaseLetters(Database database, Words words)
{
    const int PageSize = 50;

    /// <summary>A letter and what became of it.</summary>
    public record Row
    {
        /// <summary>Key.</summary>
        public Guid LetterId { get; init; }
        /// <summary>What it is about, in the reader's language.</summary>
        public string Title { get; init; } = "";
        /// <summary>Whom it is for, as it is stored.</summary>
        public string Audience { get; init; } = "";
        /// <summary>The service whose step it tells of.</summary>
        public string Service { get; init; } = "";
        /// <summary>True for an instrument, from whose service periods run.</summary>
        public bool IsInstrument { get; init; }
        /// <summary>When it stood in the inbox.</summary>
        public DateTimeOffset SentAt { get; init; }
        /// <summary>To how many addresses it went by e-mail.</summary>
        public int Mails { get; init; }
        /// <summary>When a mail server first took it; null while none did.</summary>
        public DateTimeOffset? MailedAt { get; init; }
        /// <summary>Why the last mail that was not sent was not.</summary>
        public string? MailFailure { get; init; }
        /// <summary>When a gateway took the text message; null while none did.</summary>
        public DateTimeOffset? TextedAt { get; init; }
        /// <summary>When somebody it is for first opened it: its service. Null while nobody did.</summary>
        public DateTimeOffset? OpenedAt { get; init; }
        /// <summary>The account that did.</summary>
        public string? OpenedBy { get; init; }
        /// <summary>When it was first marked as read together with others, which opens nothing.</summary>
        public DateTimeOffset? MarkedAt { get; init; }
    }

    sealed record StoredRow : Row
    {
        public string Arguments { get; init; } = "";
        public string? TitleEn { get; init; }
    }

    /// <summary>A page of the letters of these cases, latest first.</summary>
    public async Task<Page<Row>> List(IReadOnlyCollection<Guid> cases, string? after, CancellationToken ct)
    {
        var from = Cursor.Read(after);
        var rows = await database.Query<StoredRow>($"""
            select n.id as letter_id, n.title, n.title_en, n.arguments::text, n.audience, n.service,
              n.instrument is not null as is_instrument,
              n.sent_at, m.mails, m.mailed_at, m.mail_failure, o.read_at as opened_at, o.account as opened_by,
              (select min(s.sent_at) from letter_text s where s.letter_id = n.id) as texted_at,
              (select min(r.read_at) from letter_read r where r.letter_id = n.id and r.marked) as marked_at
            from letter n
            cross join lateral (select count(*)::int as mails, min(sent_at) as mailed_at,
              (array_agg(failure) filter (where sent_at is null and failure is not null))[1] as mail_failure
              from letter_mail where id in (select id from letter_mail where letter_id = n.id and not digest
                union all select mail_id from letter_digest_item where letter_id = n.id)) m
            left join lateral (select read_at, account from letter_read where letter_id = n.id and not marked
              order by read_at limit 1) o on true
            where n.case_id = any(@cases) {(from is null ? "" : "and (n.sent_at, n.id) < (@At, @Id)")}
            order by n.sent_at desc, n.id desc limit @limit
            """, new { cases = cases.ToArray(), from?.At, Id = from?.Id, limit = PageSize + 1 }, ct);
        var english = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return Page.Of([.. rows.Select(row => (Row)(row with
        {
            Title = english && row.TitleEn is { } title ? title : words[row.Title, [.. Json.Read<string[][]>(row.Arguments)[0]]],
            MailFailure = row.MailFailure is null ? null : words[row.MailFailure],
        }))], PageSize, row => new Cursor(row.SentAt, row.LetterId).ToString());
    }
}
