using Alliance.Core.Lists;
using Alliance.Core.Text;
using Alliance.Exports;

namespace Alliance.Intake.Calls;

/// <summary>The calls as an Atom feed (RFC 4287): who subscribes hears of a new call, and of a correction to one (Art. 9).</summary>
public sealed class CallFeed(ListCalls calls, ReadCall call, Words words, IConfiguration configuration)
{
    const int Entries = 20;

    public async Task<IResult> Handle(CancellationToken ct)
    {
        var origin = configuration["PublicOrigin"]?.TrimEnd('/') ?? "";
        var read = new List<ReadCall.Answer>();
        foreach (var one in (await calls.Handle(ListQuery.Few(Entries), ct)).Items)
            if ((await call.Handle(one.CallId, ct)).Value is { } answer) read.Add(answer);
        return AtomFeed.Of(words["申报通知"], words["科学技术局"], $"{origin}/intake/calls", $"{origin}/intake/api/calls.atom",
            [.. read.Select(c => new FeedEntry(
            c.CallId, c.Title, $"{origin}/intake/calls/{c.CallId:D}", c.PublishedAt, c.Notes.Select(n => n.PublishedAt)
                .Append(c.PublishedAt).Max(),
            string.Join('\n', c.Notes.Select(n => words["更正说明：{0}", n.Text])
                .Append(words["受理期间 {0} 至 {1}", AmendCall.Text(c.OpensAt), AmendCall.End(c.ClosesAt)])), c.Body))]);
    }
}
