using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Intake.Applications;

namespace Alliance.Intake.Questions;

/// <summary>咨询: what a unit and the office write to each other about an application or a call. It is on record, asks for nothing (补正 does)
/// and sets no clock.</summary>
public sealed record QuestionThread
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>The call it is about.</summary>
    public Guid CallId { get; init; }
    /// <summary>The application it is about; null: the call itself.</summary>
    public Guid? ApplicationId { get; init; }
    /// <summary>The unit that asks.</summary>
    public string UnitName { get; init; } = "";
    /// <summary>Its credit code.</summary>
    public string UnitCreditCode { get; init; } = "";
    /// <summary>Since when it waits for an answer; null while none is due.</summary>
    public DateTimeOffset? WaitingSince { get; init; }
    /// <summary>How many have been written.</summary>
    public int Messages { get; init; }
    /// <summary>Accounts of the unit that handed the application over.</summary>
    public string[] FormerAccounts { get; init; } = [];
    /// <summary>True when the officer who asks keeps away from the application 回避.</summary>
    public bool Recused { get; init; }

    /// <summary>A thread is a conversation, not a file: beyond this it goes on by telephone.</summary>
    public const int Most = 200;

    /// <summary>The longest text of one.</summary>
    public const int Longest = 2000;

    /// <summary>What is on record of it: the application's history has it, or the call's.</summary>
    internal Guid CaseId => ApplicationId ?? CallId;

    internal const string Columns = """
        t.id, t.call_id, t.application_id, t.unit_name, t.unit_credit_code, t.waiting_since, t.messages,
        coalesce(a.former_accounts, '{}') as former_accounts,
        exists(select 1 from officer_recusal r where r.application_id = t.application_id and r.account = @Account) as recused
        """;

    const string ById = $"""
        select {Columns} from question_thread t left join application a on a.id = t.application_id where t.id = @threadId
        """;

    /// <summary>The thread, locked for the step.</summary>
    internal static Task<QuestionThread?> Lock(UnitOfWork work, Guid threadId)
        => work.Find<QuestionThread>($"{ById} for update of t", new { threadId, work.Actor.Account });

    /// <summary>The thread as it stands.</summary>
    internal static Task<QuestionThread?> Find(Database database, Guid threadId, Actor actor, CancellationToken ct)
        => database.Find<QuestionThread>(ById, new { threadId, actor.Account }, ct);

    /// <summary>True for the people of the unit that asks, but for those who handed the application over.</summary>
    public bool IsOf(Actor actor) => actor.BelongsTo(UnitCreditCode) && !FormerAccounts.Contains(actor.Account);

    /// <summary>Why this person may not read it; null when they may. What a unit asks is nobody's but its own and the office's.</summary>
    internal static Refusal? WhyNotReader(QuestionThread? thread, Actor actor) => thread switch
    {
        null => Unknown,
        _ when actor.Is(Roles.Applicant) && thread.IsOf(actor) => null,
        { Recused: true } => Reading.WhyNot(Access.KeepsAway),
        _ when actor.IsAny([Roles.IntakeOfficer, .. Roles.Readers]) => null,
        _ => Unknown,
    };

    internal static Refusal Unknown => Refusal.NotFound($"没有这个咨询，或您无权查看");

    /// <summary>Adds what was written.</summary>
    internal static Task<int> Add(UnitOfWork work, Guid threadId, bool fromOffice, string text, DateTimeOffset now)
        => work.Execute("""
            insert into question_message(thread_id, number, from_office, text, written_at, written_by, written_by_name)
            select @threadId, messages + 1, @fromOffice, @text, @now, @Account, @Name from question_thread where id = @threadId;
            update question_thread set messages = messages + 1, last_at = @now,
              waiting_since = case when @fromOffice then null else coalesce(waiting_since, @now) end
            where id = @threadId
            """, new { threadId, fromOffice, text, now, work.Actor.Account, work.Actor.Name });
}
