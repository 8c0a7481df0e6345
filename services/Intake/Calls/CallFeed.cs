using System.Globalization;
using System.Xml.Linq;
using Alliance.Platform.Hosting;

namespace Alliance.Intake.Calls;

/// <summary>The calls as an Atom feed (RFC 4287): who subscribes hears of a new call, and of a correction to one (Art. 9).</summary>
public sealed class CallFeed(ListCalls calls, ReadCall call, Words words, IConfiguration configuration)
{
    const int Entries = 20;
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public async Task<IResult> Handle(CancellationToken ct)
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? "";
        var read = new List<ReadCall.Answer>();
        foreach (var one in (await calls.Handle(ct)).Take(Entries))
            if ((await call.Handle(one.CallId, ct)).Value is { } answer) read.Add(answer);
        var feed = new XElement(Atom + "feed",
            new XElement(Atom + "title", words["申报通知"]),
            new XElement(Atom + "id", $"{origin}/intake/calls"),
            new XElement(Atom + "updated", Instant(read.Select(Updated).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())),
            new XElement(Atom + "author", new XElement(Atom + "name", words["科学技术局"])),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", $"{origin}/intake/api/calls.atom")),
            read.Select(c => new XElement(Atom + "entry",
                new XElement(Atom + "title", c.Title),
                new XElement(Atom + "id", $"urn:uuid:{c.CallId:D}"),
                new XElement(Atom + "link", new XAttribute("href", $"{origin}/intake/calls/{c.CallId:D}")),
                new XElement(Atom + "published", Instant(c.PublishedAt)),
                new XElement(Atom + "updated", Instant(Updated(c))),
                new XElement(Atom + "summary", string.Join('\n', c.Notes.Select(n => words["更正说明：{0}", n.Text]).Append(words["受理期间 {0} 至 {1}", AmendCall.Text(c.OpensAt), AmendCall.End(c.ClosesAt)]))),
                new XElement(Atom + "content", new XAttribute("type", "text"), c.Body))));
        return TypedResults.Text(new XDocument(new XDeclaration("1.0", "utf-8", null), feed).ToString(), "application/atom+xml", System.Text.Encoding.UTF8);
    }

    static DateTimeOffset Updated(ReadCall.Answer call) => call.Notes.Select(n => n.PublishedAt).Append(call.PublishedAt).Max();

    static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
