using Dapper;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace Alliance.Mail;

/// <summary>Sends what <see cref="MailWriter"/> wrote. Neither log nor row keeps the address, nor what a server said with it.</summary>
sealed class MailSender(NpgsqlDataSource database, MailServer server, ILogger<MailSender> log)
    : MailRounds(database, server, "mail", log)
{
    readonly MailServer _server = server;

    sealed record Row
    {
        public string? Address { get; init; }
        public string Title { get; init; } = "";
        public string Body { get; init; } = "";
        public string TitleEn { get; init; } = "";
        public string BodyEn { get; init; } = "";
        public string? Link { get; init; }
        public string? Stop { get; init; }
    }

    protected override string Afterwards
        => ", address = case when @failure::text is null or next_at is null then null else address end";

    protected override string Reason(Exception failure) => failure switch
    {
        SmtpCommandException refused => $"SMTP {(int)refused.StatusCode}",
        ServiceNotConnectedException or System.Net.Sockets.SocketException => "SMTP: no connection",
        _ => failure.GetType().Name,
    };

    protected override async Task<MimeMessage?> Write(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition(
            "select address, title, body, title_en, body_en, link, stop from mail where id = @id", new { id }, cancellationToken: ct));
        return row.Address is null ? null : _server.Write(id, row.Address, new(row.Title, row.Body, row.TitleEn, row.BodyEn,
            row.Link is null ? [] : [_server.Origin + row.Link],
            row.Stop is null ? null : "不再需要这些邮件？打开以下链接退订。", row.Stop is null ? null : _server.Origin + row.Stop,
            row.Stop is null ? null : $"{_server.Origin}{row.Stop}/now"));
    }
}
