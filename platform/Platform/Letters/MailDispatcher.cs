using System.Globalization;
using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Dapper;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace Alliance.Platform.Letters;

/// <summary>
/// Sends the e-mails that are due over the configured SMTP server (<c>Smtp:Host</c>, <c>Port</c>, <c>From</c>, <c>User</c>, <c>Password</c>). What fails is tried again after
/// growing pauses, eight times in about two days, then given up; the failure stands beside the letter. Without a server nothing is sent and nothing is lost.
/// </summary>
sealed class MailDispatcher(NpgsqlDataSource database, Words words, IConfiguration configuration, ILogger<MailDispatcher> log) : BackgroundService
{
    const int MostAttempts = 8;
    const int Batch = 20;

    sealed record Mail
    {
        public Guid Id { get; init; }
        public string Address { get; init; } = "";
        public int Attempts { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string Arguments { get; init; } = "";
        public string Link { get; init; } = "";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Smtp:Host"] is not { Length: > 0 } host) return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(configuration.GetValue("Smtp:PollSeconds", 5)), TimeProvider.System);
        do
        {
            try
            {
                while (await SendSome(host, stoppingToken) == Batch) { }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning(e, "E-mails could not be read from the database; the next round tries again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<int> SendSome(string host, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Locked while they are sent: two replicas never send one twice. Real time, as everything about machines.
        var mails = (await connection.QueryAsync<Mail>(new CommandDefinition("""
            select m.id, m.address, m.attempts, n.title, n.body, n.arguments::text, n.link
            from letter_mail m join letter n on n.id = m.letter_id
            where m.next_at is not null and (m.attempts = 0 or m.next_at <= now()) order by m.next_at limit @Batch for update of m skip locked
            """, new { Batch }, transaction, cancellationToken: ct))).AsList();
        if (mails.Count == 0) return 0;

        using var smtp = new SmtpClient { Timeout = 20_000 };
        foreach (var mail in mails)
        {
            string? failure = null;
            try
            {
                if (!smtp.IsConnected) await Connect(smtp, host, ct);
                await smtp.SendAsync(Message(mail), ct);
            }
            catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or AuthenticationException or IOException or System.Net.Sockets.SocketException or TimeoutException or SslHandshakeException)
            {
                failure = e.Message;
                log.LogWarning("An e-mail was not sent ({Attempt} of {Most}): {Reason}", mail.Attempts + 1, MostAttempts, e.Message);
            }
            var attempts = mail.Attempts + 1;
            await connection.ExecuteAsync(new CommandDefinition("""
                update letter_mail set attempts = @attempts, failure = @failure, sent_at = case when @failure::text is null then now() end,
                  next_at = case when @failure::text is null or @attempts >= @MostAttempts then null else now() + make_interval(mins => @pause) end
                where id = @Id
                """, new { mail.Id, attempts, failure, MostAttempts, pause = 1 << (2 * Math.Min(attempts - 1, 5)) }, transaction, cancellationToken: ct));
        }
        if (smtp.IsConnected) await smtp.DisconnectAsync(true, ct);
        await transaction.CommitAsync(ct);
        return mails.Count;
    }

    async Task Connect(SmtpClient smtp, string host, CancellationToken ct)
    {
        await smtp.ConnectAsync(host, configuration.GetValue("Smtp:Port", 587), configuration.GetValue("Smtp:Tls", true) ? SecureSocketOptions.Auto : SecureSocketOptions.None, ct);
        if (configuration["Smtp:User"] is { Length: > 0 } user) await smtp.AuthenticateAsync(user, configuration["Smtp:Password"] ?? "", ct);
    }

    // Chinese first, English below: nobody told us which language the reader of a mailbox prefers.
    MimeMessage Message(Mail mail)
    {
        var arguments = Json.Read<string[][]>(mail.Arguments);
        string In(string language, string key, string[] values)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return words[key, [.. values]];
        }
        var link = $"{configuration["PublicOrigin"]?.TrimEnd('/')}{mail.Link}";
        var message = new MimeMessage { Subject = In("zh-CN", mail.Title, arguments[0]) };
        message.From.Add(MailboxAddress.Parse(configuration["Smtp:From"] ?? "alliance@localhost"));
        message.To.Add(MailboxAddress.Parse(mail.Address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain")
        {
            Text = $"{In("zh-CN", mail.Body, arguments[1])}\n{link}\n\n--\n{In("en", mail.Title, arguments[0])}\n{In("en", mail.Body, arguments[1])}\n",
        };
        return message;
    }
}
