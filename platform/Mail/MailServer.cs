using System.Globalization;
using System.Net;
using Alliance.Core.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Alliance.Mail;

/// <summary>
/// The configured SMTP server (<c>Smtp:Host</c>, <c>Port</c>, <c>From</c>, <c>User</c>, <c>Password</c>, <c>Tls</c>), and how this system's
/// e-mails look. Without a server nothing is sent and nothing is lost.
/// </summary>
public sealed class MailServer(IConfiguration configuration, Words words)
{
    /// <summary>Where it is; null where none is configured.</summary>
    public string? Host => configuration["Smtp:Host"] is { Length: > 0 } host ? host : null;

    /// <summary>The address people know, without a slash at its end.</summary>
    public string Origin => configuration["PublicOrigin"]?.TrimEnd('/') ?? "";

    // What stands in a mail names the address people know, never this machine.
    string PublicHost => Uri.TryCreate(Origin, UriKind.Absolute, out var origin) ? origin.IdnHost : "alliance.invalid";

    /// <summary>What a mail says. Chinese first, English below: nobody told us which language the reader of a mailbox prefers.</summary>
    /// <param name="Title">In a few words.</param>
    /// <param name="Body">The rest.</param>
    /// <param name="TitleInEnglish">The same.</param>
    /// <param name="BodyInEnglish">The same.</param>
    /// <param name="Links">Where it leads, whole addresses.</param>
    /// <param name="Ending">What stands under it, the key of a text; null for nothing.</param>
    /// <param name="EndingLink">Where that leads.</param>
    /// <param name="OneClickStop">Where a mail program posts to when its reader presses "unsubscribe" (RFC 8058).</param>
    public sealed record Letter(
        string Title, string Body, string TitleInEnglish, string BodyInEnglish, IReadOnlyList<string> Links, string? Ending = null,
        string? EndingLink = null, string? OneClickStop = null);

    /// <summary>A text in this language.</summary>
    public string In(string language, string key, params string[] values)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return words[key, [.. values]];
    }

    /// <summary>The mail as it is sent.</summary>
    /// <param name="id">Its key: sent twice after a crash, it is the same mail to whoever receives it.</param>
    /// <param name="address">To whom.</param>
    /// <param name="letter">What it says.</param>
    public MimeMessage Write(Guid id, string address, Letter letter)
    {
        var message = new MimeMessage { Subject = letter.Title, MessageId = $"{id:N}@{PublicHost}" };
        message.From.Add(MailboxAddress.Parse(configuration["Smtp:From"] ?? "alliance@localhost"));
        message.To.Add(MailboxAddress.Parse(address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (letter.OneClickStop is { } stop)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
        string[] end = letter.Ending is not { } ending ? []
            : ["", "--", In("zh-CN", ending), In("en", ending), .. letter.EndingLink is { } where ? (string[])[where] : []];
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text =
                string.Join('\n', [letter.Body, .. letter.Links, "", "--", letter.TitleInEnglish, letter.BodyInEnglish, .. end, ""]) },
            new TextPart("html")
            {
                Text = $"""
                    <!DOCTYPE html>
                    <html lang="zh-CN"><head><meta charset="utf-8"><title>{Html(letter.Title)}</title></head><body>
                    {Paragraphs(letter.Body)}
                    {string.Join('\n', letter.Links.Select(link => $"<p>{Anchor(link)}</p>"))}
                    <div lang="en"><hr><p><b>{Html(letter.TitleInEnglish)}</b></p>{Paragraphs(letter.BodyInEnglish)}</div>
                    {(letter.Ending is not { } last ? "" : $"""
                        <hr><p><small>{Html(In("zh-CN", last))}<br><span lang="en">{Html(In("en", last))}</span>
                        {(letter.EndingLink is { } where2 ? $"<br>{Anchor(where2)}" : "")}</small></p>
                        """)}
                    </body></html>
                    """,
            },
        };
        return message;
    }

    /// <summary>Sends it; connects first where there is no connection yet.</summary>
    public async Task Send(SmtpClient smtp, MimeMessage message, CancellationToken ct)
    {
        if (!smtp.IsConnected)
        {
            smtp.LocalDomain = PublicHost;
            await smtp.ConnectAsync(Host ?? "", configuration.GetValue("Smtp:Port", 587), configuration.GetValue("Smtp:Tls", true)
                ? SecureSocketOptions.Auto : SecureSocketOptions.None, ct);
            if (configuration["Smtp:User"] is { Length: > 0 } user)
                await smtp.AuthenticateAsync(user, configuration["Smtp:Password"] ?? "", ct);
        }
        var format = FormatOptions.Default.Clone();
        // A name before the @ that is not ASCII cannot be written otherwise; a server that does not know such addresses says so, and
        // that is the mail's failure.
        format.International = message.To.Mailboxes.Concat(message.From.Mailboxes).Any(m => !m.LocalPart.All(char.IsAscii));
        await smtp.SendAsync(format, message, ct);
    }

    static string Paragraphs(string text) => string.Join('\n', text.Split('\n').Select(line => $"<p>{Html(line)}</p>"));

    static string Anchor(string link) => $"<a href=\"{Html(link)}\">{Html(link)}</a>";

    static string Html(string text) => WebUtility.HtmlEncode(text);
}
