using System.Globalization;
using System.Net;
using Alliance.Core.Hosting;
using Alliance.Core.Text;
using Dapper;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace Alliance.Letters;

/// <summary>
/// Sends the e-mails that are due over the configured SMTP server (<c>Smtp:Host</c>, <c>Port</c>, <c>From</c>, <c>User</c>,
/// <c>Password</c>, <c>Tls</c>). What fails, whatever the reason, is tried again after growing pauses, eight times in about two days, then
/// given up; the failure stands beside the letter. Without a server nothing is sent and nothing is lost.
/// </summary>
sealed class MailDispatcher(
    NpgsqlDataSource database,
    Words words,
    IConfiguration configuration,
    ServiceName service,
    ILogger<MailDispatcher> log,
    LetterBox.Followers? followers = null)
    : Rounds(TimeSpan.FromSeconds(1), log)
{
    const int MostAttempts = 8;

    // Shorter than the first pause: nobody else takes up a mail that is still being sent.
    static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(45);

    sealed record Mail
    {
        public Guid Id { get; init; }
        public string Address { get; init; } = "";
        public int Attempts { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string Arguments { get; init; } = "";
        public string? Link { get; init; }
        public Guid? StopKey { get; init; }
    }

    protected override async Task Round(CancellationToken ct)
    {
        if (configuration["Smtp:Host"] is not { Length: > 0 } host) return;
        using var smtp = new SmtpClient { Timeout = 20_000 };
        while (await Claim(ct) is { } mail)
            if (!await Send(mail, host, smtp, ct)) return;
        if (smtp.IsConnected) await smtp.DisconnectAsync(true, ct);
    }

    /// <summary>
    /// Takes one mail and counts the attempt at once: no transaction is open while it is sent, two replicas never send one twice, and
    /// whatever ends this process leaves only the mail in hand to be tried again, not more often than any other.
    /// </summary>
    async Task<Mail?> Claim(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // Real time, as everything about machines; the first attempt is due whatever the simulated clock said.
        return await connection.QuerySingleOrDefaultAsync<Mail>(new CommandDefinition($"""
            with due as (
              select id from letter_mail where next_at is not null and (attempts = 0 or next_at <= now()) order by next_at
              limit 1 for update skip locked),
            claimed as (
              update letter_mail m set attempts = attempts + 1,
                next_at = case when attempts + 1 < @MostAttempts then now() + make_interval(mins => (1 << (2 * least(attempts, 5)))) end,
                failure = case when attempts + 1 < @MostAttempts then failure else coalesce(failure, '发送中断') end
              from due where m.id = due.id returning m.*)
            select m.id, m.address, m.attempts, n.title, n.body, n.arguments::text,
              {LetterBox.Followers.LinkFor(followers, "m.account")}, a.stop_key
            from claimed m join letter n on n.id = m.letter_id left join letter_address a on a.account = m.account
            """, new { MostAttempts }, cancellationToken: ct));
    }

    /// <summary>False where the server could not be reached: the others need not be tried in this round.</summary>
    async Task<bool> Send(Mail mail, string host, SmtpClient smtp, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LongestSending);
        var written = false;
        try
        {
            var message = Write(mail);
            written = true;
            if (!smtp.IsConnected) await Connect(smtp, host, patience.Token);
            var format = FormatOptions.Default.Clone();
            // A name before the @ that is not ASCII cannot be written otherwise; a server that does not know such addresses says so, and
            // that stands beside the letter.
            format.International = message.To.Mailboxes.Concat(message.From.Mailboxes).Any(m => !m.LocalPart.All(char.IsAscii));
            await smtp.SendAsync(format, message, patience.Token);
        }
        // Whatever it is, wrong settings and letters that cannot be written too, it is the mail's failure and not the service's.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("An e-mail was not sent ({Attempt} of {Most}): {Reason}", mail.Attempts, MostAttempts, e.Message);
            await Note(mail, patience.IsCancellationRequested ? "邮件服务器没有及时答复" : e.Message, ct);
            return !written || smtp.IsConnected;
        }
        await Note(mail, null, ct);
        return true;
    }

    async Task Note(Mail mail, string? failure, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            update letter_mail set failure = @failure, sent_at = case when @failure::text is null then now() end, next_at = case
              when @failure::text is null then null else next_at end
            where id = @Id
            """, new { mail.Id, failure }, cancellationToken: ct));
    }

    async Task Connect(SmtpClient smtp, string host, CancellationToken ct)
    {
        smtp.LocalDomain = PublicHost;
        await smtp.ConnectAsync(host, configuration.GetValue("Smtp:Port", 587), configuration.GetValue("Smtp:Tls", true)
            ? SecureSocketOptions.Auto : SecureSocketOptions.None, ct);
        if (configuration["Smtp:User"] is { Length: > 0 } user)
            await smtp.AuthenticateAsync(user, configuration["Smtp:Password"] ?? "", ct);
    }

    string Origin => configuration["PublicOrigin"]?.TrimEnd('/') ?? "";

    // What stands in a mail names the address people know, never this machine.
    string PublicHost => Uri.TryCreate(Origin, UriKind.Absolute, out var origin) ? origin.IdnHost : "alliance.invalid";

    // Chinese first, English below: nobody told us which language the reader of a mailbox prefers.
    MimeMessage Write(Mail mail)
    {
        var arguments = Json.Read<string[][]>(mail.Arguments);
        string In(string language, string key, params string[] values)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return words[key, [.. values]];
        }
        var link = mail.Link is null ? null : $"{Origin}{mail.Link}";
        var (title, body) = (In("zh-CN", mail.Title, arguments[0]), In("zh-CN", mail.Body, arguments[1]));
        var (titleInEnglish, bodyInEnglish) = (In("en", mail.Title, arguments[0]), In("en", mail.Body, arguments[1]));
        // Sent twice after a crash, it is the same mail to whoever receives it.
        var message = new MimeMessage { Subject = title, MessageId = $"{mail.Id:N}@{PublicHost}" };
        message.From.Add(MailboxAddress.Parse(configuration["Smtp:From"] ?? "alliance@localhost"));
        message.To.Add(MailboxAddress.Parse(mail.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        // Of an address that was changed meanwhile nothing is left to stop.
        var stop = mail.StopKey is { } key ? $"{Origin}/{service.Value}/mail/stop/{key:N}" : null;
        const string Stopping = "不再需要邮件？打开以下链接停止；站内通知不受影响，仍须查看。";
        if (stop is not null)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}/now>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
        string[] end = stop is null ? [] : ["", "--", In("zh-CN", Stopping), In("en", Stopping), stop];
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text =
                string.Join('\n', [body, .. link is null ? (string[])[] : [link], "", "--", titleInEnglish, bodyInEnglish, .. end, ""]) },
            new TextPart("html")
            {
                Text = $"""
                    <!DOCTYPE html>
                    <html lang="zh-CN"><head><meta charset="utf-8"><title>{Html(title)}</title></head><body>
                    <p>{Html(body)}</p>
                    {(link is null ? "" : $"""<p><a href="{Html(link)}">{Html(link)}</a></p>""")}
                    <div lang="en"><hr><p><b>{Html(titleInEnglish)}</b></p><p>{Html(bodyInEnglish)}</p></div>
                    {(stop is null ? "" : $"""
                        <hr><p><small>{Html(In("zh-CN", Stopping))}<br><span lang="en">{Html(In("en", Stopping))}</span><br>
                        <a href="{Html(stop)}">{Html(stop)}</a></small></p>
                        """)}
                    </body></html>
                    """,
            },
        };
        return message;
    }

    static string Html(string text) => WebUtility.HtmlEncode(text);
}
