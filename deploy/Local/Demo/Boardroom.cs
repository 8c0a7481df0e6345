using Alliance.Statute.Periods;

namespace Alliance.Local.Demo;

/// <summary>局长办公会 of the demonstration: what several stories bring before the bureau in the same moment is decided in one meeting, its
/// minutes signed once.</summary>
/// <param name="people">The people of the system.</param>
/// <param name="beginning">When the demonstration begins; it tells the minutes of one run from those of another.</param>
public sealed class Boardroom(People people, DateTimeOffset beginning)
{
    private static readonly string[] Attendees = ["陈志强", "方敏", "罗建华"];

    private readonly Lock _gate = new();
    private readonly List<(Row Row, TaskCompletionSource<Answer> Decided)> _waiting = [];
    private int _held;

    /// <summary>What is decided of a case.</summary>
    public sealed record Row(Guid ApplicationId, string Decision, IReadOnlyList<ArticleReason> Reasons, string Minutes)
    {
        /// <summary>What the experts are to look at again, where it is returned to them.</summary>
        public string? ReturnWhy { get; init; }
    }

    /// <summary>How many wait for a meeting.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Brings a case before the next meeting; answers when it was held.</summary>
    public Task<Answer> Decide(Row row)
    {
        var decided = new TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _waiting.Add((row, decided));
        return decided.Task;
    }

    /// <summary>Holds a meeting about all that wait. Where it cannot decide them together, each is decided by itself.</summary>
    public async Task Hold(CancellationToken ct)
    {
        List<(Row Row, TaskCompletionSource<Answer> Decided)> rows;
        lock (_gate)
        {
            rows = [.. _waiting];
            _waiting.Clear();
        }
        try
        {
            var signed = await Together([.. rows.Select(one => one.Row)], ct);
            foreach (var (row, decided) in rows) decided.SetResult(signed.Ok ? signed : await Alone(row, ct));
        }
        catch (Exception wrong)
        {
            foreach (var (_, decided) in rows) decided.TrySetException(wrong);
            if (wrong is OperationCanceledException) throw;
        }
    }

    private async Task<Answer> Together(IReadOnlyList<Row> rows, CancellationToken ct)
    {
        var (officer, signer) = (people[Office.Drafter], people[Office.Signer]);
        var now = (await people["admin"].Get("/workflows/api/clock", ct)).Must().GetProperty("now").GetDateTimeOffset();
        var today = BeijingTime.DayOf(now);
        var called = await officer.Post("/certification/api/meetings",
            new { heldOn = today, place = "局三楼会议室", attendees = Attendees, applications = rows.Select(row => row.ApplicationId) }, ct);
        if (!called.Ok) return called;
        var meeting = $"/certification/api/meetings/{called.Body.GetProperty("meetingId").GetGuid()}";
        var recorded = await officer.Post($"{meeting}/record", new
        {
            rows = rows.Select(row => new { row.ApplicationId, row.Decision, row.Reasons, row.ReturnWhy }),
            number = $"昆科局办纪〔{today.Year}〕{beginning:MMdd}-{++_held}号",
            minutes = string.Join('\n', rows.Select(row => row.Minutes).Distinct()),
        }, ct);
        var signed = recorded.Ok ? await signer.Post($"{meeting}/sign", null, ct) : recorded;
        if (!signed.Ok) await officer.Post($"{meeting}/cancel", new { why = signed.Sentence }, ct);
        return signed;
    }

    private Task<Answer> Alone(Row row, CancellationToken ct)
    {
        var determination = $"/certification/api/determinations/{row.ApplicationId}";
        return row.Decision == "propose" ? people[Office.Signer].Post($"{determination}/propose", new { row.Minutes }, ct)
            : row.ReturnWhy is not null
                ? people[Office.Signer].Post($"{determination}/return-to-review", new { reasons = row.ReturnWhy }, ct)
            : people[Office.Signer].Post($"{determination}/decline", new { row.Reasons, row.Minutes }, ct);
    }
}
