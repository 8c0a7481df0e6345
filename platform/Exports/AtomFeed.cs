using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Alliance.Exports;

/// <summary>One entry of a feed.</summary>
public sealed record FeedEntry(
    Guid Id, string Title, string Link, DateTimeOffset PublishedAt, DateTimeOffset UpdatedAt, string Summary, string Content);

/// <summary>
/// An Atom feed (RFC 4287). It says of what state it is (ETag, Last-Modified), so that a reader that asks every hour is sent nothing it
/// knows.
/// </summary>
public static class AtomFeed
{
    /// <summary>The type of a feed.</summary>
    public const string ContentType = "application/atom+xml";

    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The feed as an answer: 304 to who knows it already.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="author">Whose it is.</param>
    /// <param name="page">The page for people, which is its key too.</param>
    /// <param name="self">Its own address.</param>
    /// <param name="entries">The newest first.</param>
    public static IResult Of(string title, string author, string page, string self, IReadOnlyList<FeedEntry> entries)
    {
        var updated = entries.Select(e => e.UpdatedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        var feed = new XElement(Atom + "feed",
            new XElement(Atom + "title", Text(title)),
            new XElement(Atom + "id", page),
            new XElement(Atom + "updated", Instant(updated)),
            new XElement(Atom + "author", new XElement(Atom + "name", Text(author))),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", self)),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("type", "text/html"),
                new XAttribute("href", page)),
            entries.Select(e => new XElement(Atom + "entry",
                new XElement(Atom + "title", Text(e.Title)),
                new XElement(Atom + "id", $"urn:uuid:{e.Id:D}"),
                new XElement(Atom + "link", new XAttribute("href", e.Link)),
                new XElement(Atom + "published", Instant(e.PublishedAt)),
                new XElement(Atom + "updated", Instant(e.UpdatedAt)),
                new XElement(Atom + "summary", Text(e.Summary)),
                new XElement(Atom + "content", new XAttribute("type", "text"), Text(e.Content)))));
        var bytes = Encoding.UTF8.GetBytes(new XDocument(new XDeclaration("1.0", "utf-8", null), feed).ToString());
        return TypedResults.Bytes(bytes, $"{ContentType}; charset=utf-8", lastModified: updated,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    // What XML cannot hold is left out: one old title must not take the feed from everybody.
    static string Text(string text) => text.All(XmlConvert.IsXmlChar) ? text
        : string.Concat(text.EnumerateRunes().Where(r => !r.IsBmp || XmlConvert.IsXmlChar((char)r.Value)));

    static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
