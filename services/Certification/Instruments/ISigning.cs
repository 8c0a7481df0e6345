using Alliance.Core.Data;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Instruments;

/// <summary>What signing an instrument of one kind does: each kind has its own, beside the rules of its subject.</summary>
public interface ISigning
{
    /// <summary>The kind.</summary>
    InstrumentKind Kind { get; }

    /// <summary>On which article it rests.</summary>
    string Article { get; }

    /// <summary>Heading of what its list says of each line beside name, lead and members; null: nothing.</summary>
    string? Column => null;

    /// <summary>Paragraphs that stand below the policy's text.</summary>
    IReadOnlyList<string> Standing(Policy policy) => [];

    /// <summary>Paragraphs that a draft of this matter alone begins with below that: what was decided, of an instrument served to one
    /// unit.</summary>
    IReadOnlyList<string> About(Matter matter) => [];

    /// <summary>What stands at {start} and {end} when it is signed on this day.</summary>
    (string Start, string End) Days(Policy policy, DateOnly on) => ("", "");

    /// <summary>Why a matter cannot stand in it any more; null when it can. Locks what the matter is about until the step is
    /// over.</summary>
    Task<string?> WhyNot(UnitOfWork work, Matter matter);

    /// <summary>Does to the matter's case what the instrument says.</summary>
    Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter);
}

/// <summary>How an instrument was signed.</summary>
/// <param name="InstrumentId">The instrument.</param>
/// <param name="Number">发文字号; null where the kind has none.</param>
/// <param name="On">The day, which is the date of the instrument.</param>
/// <param name="At">The instant.</param>
/// <param name="Signer">By whom.</param>
public sealed record Signature(Guid InstrumentId, string? Number, DateOnly On, DateTimeOffset At, string Signer);

/// <summary>What became of a line.</summary>
/// <param name="Column">What its list says of it.</param>
/// <param name="NoticeId">The line's own notice.</param>
public sealed record SignedLine(string? Column = null, Guid? NoticeId = null);
