using Alliance.Core.Data;
using Alliance.Core.Security;

namespace Alliance.Intake.Questions;

/// <summary>Threads of questions, the last written first: for the office all that it may answer, for a unit its own.</summary>
[ForReading(Roles.Applicant, Roles.IntakeOfficer)]
public sealed class ListQuestions(Database database)
{
    const int PageSize = 20;

    /// <summary>What to list.</summary>
    /// <param name="State">"waiting": those that wait for an answer; "answered": the others.</param>
    /// <param name="Call">Only those about this call and its applications.</param>
    /// <param name="After">Cursor of the page before.</param>
    public sealed record Request(string? State = null, Guid? Call = null, string? After = null);

    /// <summary>One thread of the list.</summary>
    public sealed record Item
    {
        public Guid ThreadId { get; init; }
        public string UnitName { get; init; } = "";
        public string CallTitle { get; init; } = "";
        public Guid? ApplicationId { get; init; }
        /// <summary>Null while the application is a draft, which is its unit's alone.</summary>
        public string? AllianceName { get; init; }
        /// <summary>How the last one begins.</summary>
        public string Last { get; init; } = "";
        public DateTimeOffset? WaitingSince { get; init; }
        public DateTimeOffset LastAt { get; init; }
        public int Messages { get; init; }
    }

    public async Task<Page<Item>> Handle(Request request, Actor actor, CancellationToken ct)
    {
        var office = actor.IsAny([Roles.IntakeOfficer, .. Roles.Readers]);
        if (!office && actor.Unit is null) return new([], null);
        List<string> where = [office
            ? "not exists (select 1 from officer_recusal r where r.application_id = t.application_id and r.account = @Account)"
            : "t.unit_credit_code = @Unit and not (@Account = any(coalesce(a.former_accounts, '{}')))"];
        if (request.State == "waiting") where.Add("t.waiting_since is not null");
        else if (request.State == "answered") where.Add("t.waiting_since is null");
        if (request.Call is not null) where.Add("t.call_id = @Call");
        var after = Cursor.Read(request.After);
        if (after is not null) where.Add("(t.last_at, t.id) < (@at, @id)");
        var items = await database.Query<Item>($"""
            select t.id as thread_id, t.unit_name, c.title as call_title, t.application_id,
              case when not @office or a.stage <> 'Draft' then nullif(a.alliance_name, '') end as alliance_name,
              (select left(m.text, 80) from question_message m where m.thread_id = t.id order by m.number desc limit 1) as last,
              t.waiting_since, t.last_at, t.messages
            from question_thread t join call c on c.id = t.call_id left join application a on a.id = t.application_id
            where {string.Join(" and ", where)}
            order by t.last_at desc, t.id desc limit @limit
            """, new
        {
            office,
            actor.Account,
            Unit = actor.Unit?.CreditCode,
            request.Call,
            at = after?.At,
            id = after?.Id,
            limit = PageSize + 1,
        }, ct);
        return Page.Of(items, PageSize, item => new Cursor(item.LastAt, item.ThreadId).ToString());
    }
}
