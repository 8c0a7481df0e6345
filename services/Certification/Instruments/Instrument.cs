using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Instruments;

/// <summary>文书: what the bureau issues. One person drafts it, another checks it, the decision maker signs; then it stands.</summary>
public sealed record Instrument
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>What it is.</summary>
    public InstrumentKind Kind { get; init; }
    /// <summary>Where it stands.</summary>
    public InstrumentState State { get; init; }
    /// <summary>The policy of its matters.</summary>
    public string PolicyVersion { get; init; } = "";
    /// <summary>Heading, with {name} places until it is signed.</summary>
    public string Title { get; init; } = "";
    /// <summary>Text, a paragraph a line, with {name} places until it is signed.</summary>
    public string Body { get; init; } = "";
    /// <summary>公开属性.</summary>
    public Disclosure Disclosure { get; init; }
    /// <summary>Why it is not open to everybody.</summary>
    public string? DisclosureWhy { get; init; }
    /// <summary>When it was drafted, or drafted anew.</summary>
    public DateTimeOffset DraftedAt { get; init; }
    /// <summary>By which account.</summary>
    public string DraftedBy { get; init; } = "";
    /// <summary>By whom.</summary>
    public string DraftedByName { get; init; } = "";
    /// <summary>What whoever checked it wants otherwise.</summary>
    public string? Remarks { get; init; }
    /// <summary>When it was checked.</summary>
    public DateTimeOffset? CheckedAt { get; init; }
    /// <summary>By which account.</summary>
    public string? CheckedBy { get; init; }
    /// <summary>By whom.</summary>
    public string? CheckedByName { get; init; }
    /// <summary>When it was signed.</summary>
    public DateTimeOffset? SignedAt { get; init; }
    /// <summary>成文日期.</summary>
    public DateOnly? SignedOn { get; init; }
    /// <summary>By whom.</summary>
    public string? SignedByName { get; init; }
    /// <summary>发文字号.</summary>
    public string? Number { get; init; }
    /// <summary>Why numbers were left out before it.</summary>
    public string? NumberWhy { get; init; }
    /// <summary>When it was given up.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    /// <summary>Why.</summary>
    public string? WithdrawnWhy { get; init; }
    /// <summary>As it was signed, JSON.</summary>
    public string? ContentJson { get; init; }
    /// <summary>The hash of that.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>The policy of its matters.</summary>
    public Policy Policy => PolicyBook.Find(PolicyVersion);

    /// <summary>As it was signed; null before.</summary>
    public InstrumentContent? Content => ContentJson is null ? null : Json.Read<InstrumentContent>(ContentJson);

    internal const string Columns = """
        id, kind, state, policy_version, title, body, disclosure, disclosure_why, drafted_at, drafted_by, drafted_by_name, remarks,
        checked_at, checked_by, checked_by_name, signed_at, signed_on, signed_by_name, number, number_why, withdrawn_at, withdrawn_why,
        content as content_json, sha256
        """;

    /// <summary>The instrument, kept from others until this step is over; null where there is none.</summary>
    internal static Task<Instrument?> Lock(UnitOfWork work, Guid id)
        => work.Find<Instrument>($"select {Columns} from instrument where id = @id for update", new { id });

    /// <summary>Puts a draft on file with the matters that wait for it, for the person whose step this is.</summary>
    internal static async Task<Guid> Draft(
        UnitOfWork work, InstrumentKind kind, string policyVersion, string title, string body, Disclosure disclosure, string? why,
        IReadOnlyCollection<Guid> matters, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        await work.Execute("""
            insert into instrument(id, kind, state, policy_version, title, body, disclosure, disclosure_why, drafted_at, drafted_by,
              drafted_by_name)
            values (@id, @kind, 'Draft', @policyVersion, @title, @body, @disclosure, @why, @now, @Account, @Name)
            """, new
        {
            id,
            kind = kind.ToString(),
            policyVersion,
            title,
            body,
            disclosure = disclosure.ToString(),
            why,
            now,
            work.Actor.Account,
            work.Actor.Name,
        });
        await work.Execute("update matter set instrument_id = @id where id = any(@matters)", new { id, matters = matters.ToArray() });
        return id;
    }
}
