using Alliance.Contracts;
using Alliance.Core.Hosting;
using Alliance.Core.Text;
using Alliance.Mail;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace Alliance.Letters;

/// <summary>
/// Sends the e-mails that carry letters. What cannot be sent stands beside the letter with its reason.
/// </summary>
sealed class MailDispatcher(
    NpgsqlDataSource database,
    Words words,
    IConfiguration configuration,
    ServiceName service,
    ILogger<MailDispatcher> log,
    LetterBox.Followers? followers = null)
    : MailRounds(database, new MailServer(configuration, words), "letter_mail", log)
{
    const string Stopping = "不再需要邮件？打开以下链接停止，或者登录后选择哪些通知发送邮件；站内通知不受影响，仍须查看。";
    const string Periods = "本通知是文书，期限自您打开文书之日起算。请打开以下链接查看事实、理由、依据，以及申请行政复议（六十日）和提起行政诉讼（六个月）的截止日期。";
    const string Served = "本通知是文书，请打开以下链接查看。";

    readonly MailServer _server = new(configuration, words);

    sealed record Mail
    {
        public string Address { get; init; } = "";
        public Guid LetterId { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string? TitleEn { get; init; }
        public string? BodyEn { get; init; }
        public string Arguments { get; init; } = "";
        public string? Instrument { get; init; }
        public string? Link { get; init; }
        public Guid? StopKey { get; init; }
        public bool Digest { get; init; }
    }

    sealed record Listed
    {
        public Guid Id { get; init; }
        public string Title { get; init; } = "";
        public string? TitleEn { get; init; }
        public string Arguments { get; init; } = "";
        public int All { get; init; }
    }

    // A mail that nobody scrolls to the end of says no more than one that tells how many there are.
    const int MostListed = 50;

    protected override async Task<MimeMessage?> Write(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        var mail = await connection.QuerySingleAsync<Mail>(new CommandDefinition($"""
            select m.address, n.id as letter_id, n.title, n.body, n.title_en, n.body_en, n.arguments::text, n.instrument::text,
              {LetterBox.Followers.LinkFor(followers, "m.account")}, a.stop_key, m.digest
            from letter_mail m join letter n on n.id = m.letter_id left join letter_address a on a.account = m.account
            where m.id = @id
            """, new { id }, cancellationToken: ct));
        // Of an address that was changed meanwhile nothing is left to stop.
        var stop = mail.StopKey is { } key ? $"{_server.Origin}/{service.Value}/mail/stop/{key:N}" : null;
        if (mail.Digest) return await WriteDigest(connection, id, mail.Address, stop, ct);
        var arguments = Json.Read<string[][]>(mail.Arguments);
        var instrument = mail.Instrument is null ? null : Json.Read<Instrument>(mail.Instrument);
        string Body(string language, string? said)
        {
            var body = said ?? _server.In(language, mail.Body, arguments[1]);
            return instrument is null ? body : $"{body}\n{_server.In(language, instrument.Appealable ? Periods : Served)}";
        }
        // An instrument is opened in the inbox: that is its service.
        var link = mail.Link is null ? null : instrument is null ? mail.Link : $"/{service.Value}/inbox/{mail.LetterId}";
        return _server.Write(id, mail.Address, new(
            _server.In("zh-CN", mail.Title, arguments[0]), Body("zh-CN", null),
            mail.TitleEn ?? _server.In("en", mail.Title, arguments[0]), Body("en", mail.BodyEn),
            link is null ? [] : [_server.Origin + link], stop is null ? null : Stopping, stop, stop is null ? null : $"{stop}/now"));
    }

    async Task<MimeMessage?> WriteDigest(NpgsqlConnection connection, Guid id, string address, string? stop, CancellationToken ct)
    {
        var listed = (await connection.QueryAsync<Listed>(new CommandDefinition("""
            select n.id, n.title, n.title_en, n.arguments::text, (count(*) over ())::int as all
            from letter_digest_item i join letter n on n.id = i.letter_id where i.mail_id = @id order by n.sent_at, n.id limit @MostListed
            """, new { id, MostListed }, cancellationToken: ct))).AsList();
        if (listed.Count == 0) return null;
        var all = listed[0].All.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var inbox = $"{_server.Origin}/{service.Value}/inbox";
        string Body(string language) => string.Join('\n', listed.Select(one => $"· {Title(language, one)}\n  {inbox}/{one.Id}")
            .Prepend(_server.In(language, "今日共 {0} 封通知，请打开链接查看；全部通知在收件箱中。", all)));
        string Title(string language, Listed one) => language == "en" && one.TitleEn is { } title ? title
            : _server.In(language, one.Title, Json.Read<string[][]>(one.Arguments)[0]);
        return _server.Write(id, address, new(_server.In("zh-CN", "每日通知摘要：{0} 封", all), Body("zh-CN"),
            _server.In("en", "每日通知摘要：{0} 封", all), Body("en"), [inbox],
            stop is null ? null : Stopping, stop, stop is null ? null : $"{stop}/now"));
    }
}
