using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using MimeKit;
using Npgsql;

namespace Alliance.Mail;

/// <summary>Sends the e-mails of a table that are due, over one connection a round.</summary>
public abstract class MailRounds(NpgsqlDataSource database, MailServer server, string table, ILogger log)
    : SendingRounds(database, table, log)
{
    SmtpClient? _smtp;

    /// <summary>The mail as it is sent; null where it is not to be sent any more.</summary>
    protected abstract Task<MimeMessage?> Write(NpgsqlConnection connection, Guid id, CancellationToken ct);

    /// <inheritdoc/>
    protected sealed override bool GoesOn => _smtp!.IsConnected;

    /// <inheritdoc/>
    protected sealed override async Task<Func<CancellationToken, Task>?> Prepare(
        NpgsqlConnection connection, Guid id, CancellationToken ct)
        => await Write(connection, id, ct) is { } message ? patience => server.Send(_smtp!, message, patience) : null;

    /// <inheritdoc/>
    protected sealed override async Task Round(CancellationToken ct)
    {
        if (server.Host is null) return;
        using (_smtp = new SmtpClient { Timeout = 20_000 })
        {
            await SendDue(ct);
            if (_smtp.IsConnected) await _smtp.DisconnectAsync(true, ct);
        }
    }
}
