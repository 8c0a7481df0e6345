using System.Globalization;
using System.Text.RegularExpressions;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MimeKit;

namespace Alliance.Mail;

/// <summary>
/// Writes to people who have no account and gave an address: who objects, who subscribes. Written in the transaction of the step it tells
/// of, in both languages; the address stands in no message, no record and no log, and is erased when the mail is out.
/// </summary>
public sealed partial class MailWriter(Words words, TimeProvider clock)
{
    const int LongestAddress = 200;

    static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    /// <summary>Tells whoever has this address something.</summary>
    /// <param name="work">The step.</param>
    /// <param name="address">The address.</param>
    /// <param name="about">What it is about, by its key.</param>
    /// <param name="title">In a few words.</param>
    /// <param name="body">What has happened and what is to be done.</param>
    /// <param name="link">Where, below the public address.</param>
    /// <param name="stop">Where its reader stops such mails, below the public address.</param>
    public Task<int> Tell(
        UnitOfWork work, string address, Guid about, FormattableString title, FormattableString body, string link, string? stop = null)
        => work.Execute("""
            insert into mail(id, about, address, title, body, title_en, body_en, link, stop, written_at, next_at)
            values (@id, @about, @address, @title, @body, @titleEn, @bodyEn, @link, @stop, @now, @now)
            """, new
        {
            id = Guid.CreateVersion7(),
            about,
            address,
            title = words.SayIn(Chinese, title),
            body = words.SayIn(Chinese, body),
            titleEn = words.SayIn(English, title),
            bodyEn = words.SayIn(English, body),
            link,
            stop,
            now = clock.GetUtcNow(),
        });

    /// <summary>The first e-mail address in what somebody wrote about how to reach them; null where there is none.</summary>
    public static string? AddressIn(string? contact)
        => contact is null ? null : Address().Matches(contact).Select(match => match.Value).FirstOrDefault(IsAddress);

    /// <summary>True for one address that a mail can be sent to.</summary>
    public static bool IsAddress(string text) => text.Length <= LongestAddress && text.Contains('@', StringComparison.Ordinal)
        && !text.Any(char.IsWhiteSpace) && MailboxAddress.TryParse(text, out var parsed) && parsed.Address == text;

    [GeneratedRegex(@"[^\s@<>""'（）()，,；;：:、。]{1,64}@[^\s@<>""'（）()，,；;：:、。]{1,100}\.[^\s@<>""'（）()，,；;：:、。.]{2,30}",
        RegexOptions.CultureInvariant, 200)]
    private static partial Regex Address();
}
