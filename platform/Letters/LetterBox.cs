using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Letters;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Mail.Sms;
using Alliance.Statute.Periods;

namespace Alliance.Letters;

/// <summary>
/// Letters to people: kept in their inbox, and sent by e-mail to whoever gave an address. A letter is written in the transaction of the
/// step it tells of; it names no more than what has to be done and where, because e-mail passes through many hands.
/// </summary>
public sealed class LetterBox(
    Database database, StatutoryClock clock, Words words, ServiceName service, LetterBox.Followers? followers = null,
    LetterBox.Phones? phones = null, ISmsSender? sms = null)
{
    /// <summary>
    /// Who may follow a letter's link now: a letter stays with everybody it was written to, what it leads to may have been handed over
    /// since. A service that has such cases says so; in others everybody may.
    /// </summary>
    /// <param name="Sql">The condition; {0} is the case, {1} the account.</param>
    public sealed record Followers(string Sql)
    {
        /// <summary>The link of the letter n for this account; null where it may not follow it.</summary>
        internal static string LinkFor(Followers? followers, string account) => followers is null ? "n.link"
            : $"case when {string.Format(CultureInfo.InvariantCulture, followers.Sql, "n.case_id", account)} then n.link end as link";
    }

    /// <summary>Which telephone a form holds for those whom a letter is for; a service that has such forms says so.</summary>
    /// <param name="Sql">The query; @caseId is the case, @audience whom it is for.</param>
    public sealed record Phones(string Sql);

    const int PageSize = 20;
    const int LongestAddress = 200;

    /// <summary>A letter as its reader sees it; without a link where they may not follow it any more.</summary>
    public sealed record Item(
        Guid LetterId,
        Guid CaseId,
        string Title,
        string Body,
        string? Link,
        string? Article,
        DateTimeOffset SentAt,
        bool Read,
        string? Mailed,
        bool IsInstrument);

    /// <summary>A page of the inbox.</summary>
    public sealed record Page(IReadOnlyList<Item> Items, string? Next, string? Address);

    /// <summary>How much of the inbox is new.</summary>
    /// <param name="Letters">Letters that the person has not read; counted no further than 99.</param>
    public sealed record UnreadLetters(int Letters);

    /// <summary>An e-mail that did not go out. Of the address only as much as tells whose it may be.</summary>
    /// <param name="MailId">Key.</param>
    /// <param name="CaseId">The case it is about.</param>
    /// <param name="Title">What the letter is about.</param>
    /// <param name="Address">The address, masked.</param>
    /// <param name="Failure">What the mail server answered last.</param>
    /// <param name="Attempts">How often it was tried.</param>
    /// <param name="NextAt">When it is tried again; null when it was given up.</param>
    /// <param name="WrittenAt">When the letter was written.</param>
    public sealed record FailedMail(
        Guid MailId,
        Guid CaseId,
        string Title,
        string Address,
        string Failure,
        int Attempts,
        DateTimeOffset? NextAt,
        DateTimeOffset WrittenAt);

    sealed record FailedRow
    {
        public Guid Id { get; init; }
        public Guid LetterId { get; init; }
        public Guid CaseId { get; init; }
        public string Title { get; init; } = "";
        public string Arguments { get; init; } = "";
        public string Address { get; init; } = "";
        public string Failure { get; init; } = "";
        public int Attempts { get; init; }
        public DateTimeOffset? NextAt { get; init; }
        public DateTimeOffset SentAt { get; init; }
    }

    sealed record ServedRow : Row
    {
        public DateTimeOffset? ServedAt { get; init; }
    }

    record Row
    {
        public Guid Id { get; init; }
        public Guid CaseId { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string? TitleEn { get; init; }
        public string? BodyEn { get; init; }
        public string Arguments { get; init; } = "";
        public string? Link { get; init; }
        public string? Article { get; init; }
        public DateTimeOffset SentAt { get; init; }
        public string? Instrument { get; init; }
        public string Service { get; init; } = "";
        public bool Read { get; init; }
        public DateTimeOffset? MailSentAt { get; init; }
        public string? MailFailure { get; init; }
        public string? MailAddress { get; init; }
    }

    /// <summary>Tells people something, within the step that makes it so.</summary>
    /// <param name="work">The step.</param>
    /// <param name="to">Whom.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="title">In a few words.</param>
    /// <param name="body">What has happened and what is to be done; its values are shown in Beijing time and as they are.</param>
    /// <param name="link">Where, below the public address.</param>
    /// <param name="article">On which article it rests.</param>
    /// <param name="instrument">What it says where it is an instrument.</param>
    public async Task Tell(
        UnitOfWork work, Audience to, Guid caseId, FormattableString title, FormattableString body, string link, string? article = null,
        Instrument? instrument = null)
    {
        var id = Guid.CreateVersion7();
        var now = clock.Now;
        var arguments = new[] { title.GetArguments().Select(a => a?.ToString() ?? ""), body.GetArguments()
            .Select(a => a?.ToString() ?? "") };
        await work.Execute("""
            insert into letter(id, case_id, audience, title, body, arguments, link, article, sent_at, service, instrument)
            values (@id, @caseId, @Key, @title, @body, @arguments, @link, @article, @now, @service, @instrument::jsonb)
            """, new
        {
            id,
            caseId,
            to.Key,
            title = title.Format,
            body = body.Format,
            arguments = Json.Of(arguments),
            link,
            article,
            now,
            service = service.Value,
            instrument = instrument is null ? null : Json.Write(instrument),
        });
        await Mail(work, id, to.Key, service.Value, instrument is not null);
        if (instrument is not null) await Text(work, id, caseId, to.Key);
    }

    /// <summary>Tells all of them the same.</summary>
    public async Task Tell(
        UnitOfWork work, IEnumerable<Audience> to, Guid caseId, FormattableString title, FormattableString body, string link,
        string? article = null, Instrument? instrument = null)
    {
        foreach (var one in to.Distinct()) await Tell(work, one, caseId, title, body, link, article, instrument);
    }

    /// <summary>Puts a letter that another service wrote into the inbox; false where it was there already.</summary>
    public async Task<bool> Keep(UnitOfWork work, LetterWritten letter)
    {
        var kept = await work.Execute("""
            insert into letter(id, case_id, audience, title, body, title_en, body_en, arguments, link, article, sent_at, service,
              instrument)
            values (@LetterId, @CaseId, @Audience, @title, @body, @titleEn, @bodyEn, '[[],[]]', @Link, @Article, @WrittenAt, @service,
              @instrument::jsonb)
            on conflict do nothing
            """, new
        {
            letter.LetterId,
            letter.CaseId,
            letter.Audience,
            title = Plain(letter.Title.Chinese),
            body = Plain(letter.Body.Chinese),
            titleEn = letter.Title.English,
            bodyEn = letter.Body.English,
            letter.Link,
            letter.Article,
            letter.WrittenAt,
            service = letter.Service ?? service.Value,
            instrument = letter.Instrument is null ? null : Json.Write(letter.Instrument),
        }) == 1;
        if (kept) await Mail(work, letter.LetterId, letter.Audience, letter.Service ?? service.Value, letter.Instrument is not null);
        if (kept && letter.Instrument is not null) await Text(work, letter.LetterId, letter.CaseId, letter.Audience);
        return kept;
    }

    // What starts a period is mailed at once, whatever its reader prefers.
    Task<int> Mail(UnitOfWork work, Guid letterId, string audience, string about, bool always) => work.Execute("""
        insert into letter_mail(id, letter_id, account, address, next_at)
        select gen_random_uuid(), @letterId, a.account, a.address, @now
        from letter_address a left join letter_preference p on p.account = a.account and p.service = @about
        where a.audience @> array[@audience] and (@always or coalesce(p.delivery, 'AtOnce') = 'AtOnce');
        insert into letter_digest_item(account, letter_id, added_at)
        select a.account, @letterId, @now
        from letter_address a join letter_preference p on p.account = a.account and p.service = @about
        where a.audience @> array[@audience] and not @always and p.delivery = 'Digest'
        """, new { letterId, audience, about, always, now = clock.Now });

    // What starts a period is told by text message too, where a gateway is configured and a form holds a mobile number.
    async Task Text(UnitOfWork work, Guid letterId, Guid caseId, string audience)
    {
        if (phones is null || sms is not { IsOn: true }) return;
        if (MobileNumber.Of(await work.Find<string>(phones.Sql, new { caseId, audience })) is { } phone)
            await work.Execute("insert into letter_text(id, letter_id, phone, next_at) values (gen_random_uuid(), @letterId, @phone, @now)",
                new { letterId, phone, now = clock.Now });
    }

    // What is said already holds no values; its braces are a person's.
    static string Plain(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>This person's letters, latest first.</summary>
    [ForSignedIn]
    public async Task<Page> Read(Actor actor, string? after, CancellationToken ct)
    {
        var from = Cursor.Read(after);
        var rows = await database.Query<Row>($"""
            select n.id, n.case_id, n.title, n.body, n.title_en, n.body_en, n.arguments::text,
              {Followers.LinkFor(followers, "@Account")}, n.article, n.sent_at, n.instrument::text,
              exists(select 1 from letter_read r where r.letter_id = n.id and r.account = @Account) as read,
                   m.sent_at as mail_sent_at, m.failure as mail_failure, m.address as mail_address
            from letter n left join lateral (select sent_at, failure, address from letter_mail where id in (
                select id from letter_mail where letter_id = n.id and account = @Account and not digest
                union all select mail_id from letter_digest_item where letter_id = n.id and account = @Account)
              limit 1) m on true
            where n.audience = any(@audiences) {(from is null ? "" : "and (n.sent_at, n.id) < (@At, @Id)")}
            order by n.sent_at desc, n.id desc limit @limit
            """, new { actor.Account, audiences = Audience.Of(actor), from?.At, Id = from?.Id, limit = PageSize + 1 }, ct);
        var address = await database.Scalar<string>("select address from letter_address where account = @Account", actor, ct);
        return new([.. rows.Take(PageSize).Select(Said)], rows.Count > PageSize
            ? new Cursor(rows[PageSize - 1].SentAt, rows[PageSize - 1].Id).ToString() : null, address);
    }

    /// <summary>A letter opened by somebody it was written to.</summary>
    /// <param name="Letter">The letter.</param>
    /// <param name="ReadAt">When this person opened it first; null when they only look ahead.</param>
    /// <param name="ServedOn">The day on which somebody it is for opened it first: the day of its service.</param>
    /// <param name="Instrument">What it says where it is an instrument.</param>
    /// <param name="ReconsiderationUntil">The last day for reconsideration; null where there is none, or while it cannot be known.</param>
    /// <param name="CourtUntil">The last day for the court; null likewise.</param>
    public sealed record Opened(
        Item Letter, DateTimeOffset? ReadAt, DateOnly? ServedOn, Instrument? Instrument, DateOnly? ReconsiderationUntil,
        DateOnly? CourtUntil)
    {
        /// <summary>Both periods with each step of the computation; null where nothing runs.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public (ReckonedPeriod Reconsideration, ReckonedPeriod Court)? Remedies { get; init; }
    }

    /// <summary>
    /// This person opens a letter: from now on it is read, and that is on record with the case, since a letter counts as served when it was
    /// opened.
    /// </summary>
    [ForSignedIn]
    public async Task<Outcome<Opened>> Open(Guid letterId, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        var row = await work.Find<Row>(One, new { letterId, actor.Account, audiences = Audience.Of(actor) });
        if (row is null) return Refusal.NotFound($"没有这封通知");
        var first = await work.Execute("""
            insert into letter_read(letter_id, account, read_at) values (@letterId, @Account, @now)
            on conflict (letter_id, account) do update set read_at = excluded.read_at, marked = false where letter_read.marked
            """, new { letterId, actor.Account, now = clock.Now });
        var readAt = await work.Find<DateTimeOffset>("select read_at from letter_read where letter_id = @letterId and account = @Account",
            new { letterId, actor.Account });
        var servedAt = await work.Find<DateTimeOffset?>(ServedAt, new { letterId });
        if (first == 1)
        {
            if (row.Instrument is not null && servedAt == readAt)
                await work.Publish(new InstrumentServed(row.CaseId, letterId, row.Service, readAt));
            await work.Record(row.CaseId, "OpenLetter", new { letterId }, row.Article);
            await work.Commit();
        }
        return Shown(row, readAt, servedAt);
    }

    /// <summary>What a letter says, to somebody who may open it and does not: a program that looks ahead serves nothing.</summary>
    [ForSignedIn]
    public async Task<Outcome<Opened>> LookAhead(Guid letterId, Actor actor, CancellationToken ct)
    {
        var row = await database.Find<Row>(One, new { letterId, actor.Account, audiences = Audience.Of(actor) }, ct);
        if (row is null) return Refusal.NotFound($"没有这封通知");
        return Shown(row, null, await database.Find<DateTimeOffset?>(ServedAt, new { letterId }, ct));
    }

    /// <summary>The instruments to this person's unit about these cases, latest first, as a page shows them; the latest twenty.</summary>
    [ForSignedIn]
    public async Task<IReadOnlyList<Opened>> Instruments(IReadOnlyCollection<Guid> cases, Actor actor, CancellationToken ct)
        => [.. (await database.Query<ServedRow>($"""
            select n.id, n.case_id, n.title, n.body, n.title_en, n.body_en, n.arguments::text, n.link, n.article, n.sent_at,
              n.instrument::text, (select min(read_at) from letter_read where letter_id = n.id and not marked) as served_at
            from letter n where n.case_id = any(@cases) and n.instrument is not null and n.audience = any(@audiences)
            order by n.sent_at desc, n.id desc limit 20
            """, new { cases = cases.ToArray(), audiences = Audience.Of(actor) }, ct)).Select(row => Shown(row, null, row.ServedAt))];

    string One => $"""
        select n.id, n.case_id, n.title, n.body, n.title_en, n.body_en, n.arguments::text,
          {Followers.LinkFor(followers, "@Account")}, n.article, n.sent_at, n.instrument::text, n.service, true as read
        from letter n where n.id = @letterId and n.audience = any(@audiences)
        """;

    // Marked as read with all the others it was not opened.
    const string ServedAt
        = "select read_at from letter_read where letter_id = @letterId and not marked order by read_at limit 1";

    Opened Shown(Row row, DateTimeOffset? readAt, DateTimeOffset? servedAt)
    {
        var instrument = row.Instrument is null ? null : Json.Read<Instrument>(row.Instrument);
        var servedOn = servedAt is { } at ? BeijingTime.DayOf(at) : (DateOnly?)null;
        var remedies = instrument is { Appealable: true } && servedOn is { } day ? Remedies.From(day, clock.Calendar)
            : ((ReckonedPeriod Reconsideration, ReckonedPeriod Court)?)null;
        return new(Said(row), readAt, servedOn, instrument, remedies?.Reconsideration.LastDay, remedies?.Court.LastDay)
        {
            Remedies = remedies
        };
    }

    /// <summary>A letter of a case.</summary>
    /// <param name="LetterId">Key.</param>
    /// <param name="Title">In a few words.</param>
    /// <param name="Audience">Whom it was written to.</param>
    /// <param name="SentAt">When.</param>
    /// <param name="ReadAt">When the reader opened it first; of a letter to others, when any of them did.</param>
    /// <param name="IsOwn">True where it was written to the reader.</param>
    public sealed record OfACase(Guid LetterId, string Title, string Audience, DateTimeOffset SentAt, DateTimeOffset? ReadAt, bool IsOwn);

    /// <summary>The newest letters of a case, up to 50: those to this person, and for who reads everything all of them.</summary>
    [ForSignedIn]
    public async Task<IReadOnlyList<OfACase>> OfCase(IReadOnlyList<Guid> keys, Actor actor, CancellationToken ct)
    {
        var rows = await database.Query<CaseRow>("""
            select n.id, n.title, n.title_en, n.arguments::text, n.audience, n.sent_at, n.audience = any(@audiences) as is_own,
              (select min(r.read_at) from letter_read r where r.letter_id = n.id
                and (r.account = @Account or not n.audience = any(@audiences))) as read_at
            from letter n where n.case_id = any(@keys) and (@all or n.audience = any(@audiences))
            order by n.sent_at desc, n.id desc limit 50
            """, new { keys = keys.ToArray(), actor.Account, audiences = Audience.Of(actor), all = actor.IsAny(Roles.Readers) }, ct);
        return [.. rows.Select(row => new OfACase(row.Id, TitleOf(row.Title, row.TitleEn, row.Arguments), row.Audience, row.SentAt,
            row.ReadAt, row.IsOwn))];
    }

    sealed record CaseRow
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
        public string? TitleEn { get; init; }
        public string Arguments { get; init; } = "";
        public string Audience { get; init; } = "";
        public DateTimeOffset SentAt { get; init; }
        public bool IsOwn { get; init; }
        public DateTimeOffset? ReadAt { get; init; }
    }

    string TitleOf(string title, string? english, string arguments)
        => english is not null && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? english
            : words[title, [.. Json.Read<string[][]>(arguments)[0]]];

    /// <summary>How many this person has not read.</summary>
    [ForEveryone]
    public async Task<int> Unread(Actor actor, CancellationToken ct) => !actor.IsSignedIn ? 0 : await database.Scalar<int>("""
        select count(*)::int from (select 1 from letter n where n.audience = any(@audiences)
          and not exists(select 1 from letter_read r where r.letter_id = n.id and r.account = @Account) limit 99) unread
        """, new { actor.Account, audiences = Audience.Of(actor) }, ct);

    /// <summary>This person has read everything there is until now, but instruments: those are opened one by one.</summary>
    [ForSignedIn]
    public async Task<Outcome> MarkRead(Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        await work.Execute("""
            insert into letter_read(letter_id, account, read_at, marked)
            select n.id, @Account, @now, true from letter n where n.audience = any(@audiences) and n.instrument is null
              and not exists(select 1 from letter_read r where r.letter_id = n.id and r.account = @Account)
            on conflict do nothing
            """, new { actor.Account, audiences = Audience.Of(actor), now = clock.Now });
        await work.Record(Guid.Empty, "ReadLetters");
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>Where this person is written to; null where they gave no address.</summary>
    [ForSignedIn]
    public Task<string?> Address(Actor actor, CancellationToken ct)
        => database.Scalar<string>("select address from letter_address where account = @Account", actor, ct);

    /// <summary>Where this person wants to be written to; empty: nowhere.</summary>
    [ForSignedIn]
    public async Task<Outcome> SetAddress(string address, Actor actor, CancellationToken ct)
    {
        address = address.Trim();
        if (address.Length > 0 && (address.Length > LongestAddress || !address.Contains('@', StringComparison.Ordinal)
            || !MimeKit.MailboxAddress.TryParse(address, out _)))
            return Refusal.Invalid($"“{address}”不是电子邮箱地址", field: "address");
        await using var work = await database.Begin(this, actor, ct);
        if (address.Length == 0) await Stop(work, actor.Account);
        else await work.Execute("""
            insert into letter_address(account, audience, address, set_at) values (@Account, @audience, @address, @now)
            on conflict (account) do update set audience = excluded.audience, address = excluded.address, set_at = excluded.set_at,
              stop_key = case when letter_address.address = excluded.address then letter_address.stop_key else excluded.stop_key end
            """, new { actor.Account, audience = Audience.Of(actor), address, now = clock.Now });
        await work.Record(Guid.Empty, "SetLetterAddress", new { on = address.Length > 0 });
        await work.Commit();
        return Outcome.Done;
    }

    /// <summary>
    /// Whoever reads a mail stops them, with the key in it and without signing in. Only the mails: the letters themselves, which is what
    /// counts as being told, stay in the inbox. Done a second time it changes nothing.
    /// </summary>
    [ForEveryone]
    public async Task<Outcome> StopMail(Guid key, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        if (await work.Find<string>("select account from letter_address where stop_key = @key for update", new { key }) is { } account)
        {
            await Stop(work, account);
            await work.Record(Guid.Empty, nameof(StopMail), new { account });
        }
        await work.Commit();
        return Outcome.Done;
    }

    // What is not sent yet is not sent any more.
    static Task<int> Stop(UnitOfWork work, string account) => work.Execute("""
        delete from letter_address where account = @account;
        delete from letter_digest_item where account = @account and mail_id is null;
        delete from letter_mail where account = @account and sent_at is null
        """, new { account });

    /// <summary>What did not go out, latest letter first.</summary>
    public static readonly SqlList<FailedMail> Unsent = new("failed-mails", "未发出的邮件")
    {
        Sql = """
            select m.id, m.letter_id, n.case_id, n.title, n.arguments::text, m.address, m.failure, m.attempts, m.next_at, n.sent_at
            from letter_mail m join letter n on n.id = m.letter_id
            """,
        Key = "m.id",
        Order = "-written",
        Columns =
        [
            new("title", "通知", (m, _) => m.Title),
            new("written", "写信时间", (m, _) => m.WrittenAt, "n.sent_at", ListValue.Instant) { IsAlwaysThere = true },
            new("address", "收件人", (m, _) => m.Address),
            new("failure", "原因", (m, _) => m.Failure, "m.failure") { Width = 40 },
            new("attempts", "已尝试", (m, words) => words["{0} 次", m.Attempts], "m.attempts", ListValue.Place) { IsAlwaysThere = true },
            new("next", "下次尝试", (m, words) => m.NextAt is { } next ? (object)next : words["已停止"], "m.next_at", ListValue.Instant),
        ],
    };

    /// <summary>What did not go out.</summary>
    [ForReading(Roles.IntakeOfficer)]
    public Task<ListPage<FailedMail>> Failed(ListQuery query, CancellationToken ct)
        => Unsent.Read<FailedRow>(database, query, ["m.failure is not null and m.sent_at is null"], new { },
            r => new(r.Id, r.CaseId, words[r.Title, [.. Json.Read<string[][]>(r.Arguments)[0]]], Masked(r.Address), words[r.Failure],
                r.Attempts, r.NextAt, r.SentAt), ct);

    /// <summary>Sends what did not go out once more, at once; all of it where none is named.</summary>
    [For(Roles.IntakeOfficer, Roles.Administrator)]
    public async Task<Outcome> Retry(Guid? mailId, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        // Real time, as everything about machines: the dispatcher reads it so.
        var again = await work.Query<Guid>("""
            update letter_mail set attempts = 0, next_at = now() where failure is not null and sent_at is null
              and (@mailId::uuid is null or id = @mailId) returning id
            """, new { mailId });
        if (again.Count == 0) return Refusal.NotFound($"没有发送失败的邮件，可能已经发出");
        await work.Record(Guid.Empty, "RetryMail", new { mails = again.Count });
        await work.Commit();
        return Outcome.Done;
    }

    static string Masked(string address) => address.Split('@') is [{ Length: > 0 } name, var host] ? $"{name[..1]}***@{host}" : "***";

    Item Said(Row row)
    {
        var arguments = Json.Read<string[][]>(row.Arguments);
        var english = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        return new(row.Id, row.CaseId, english && row.TitleEn is { } title ? title : words[row.Title, [.. arguments[0]]],
            english && row.BodyEn is { } body ? body : words[row.Body, [.. arguments[1]]], row.Link,
            row.Article, row.SentAt, row.Read,
            row switch
            {
                { MailAddress: null } => null,
                { MailSentAt: not null } => words["已发送到 {0}", row.MailAddress],
                { MailFailure: { } failure } => words["发送到 {0} 未成功：{1}", row.MailAddress, failure],
                _ => words["正在发送到 {0}", row.MailAddress],
            },
            row.Instrument is not null);
    }
}
