using Alliance.Statute.Data;

namespace Alliance.Core.Rules;

/// <summary>What kind of refusal it is; decides the HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>404: there is no such thing, or not for this person.</summary>
    NotFound,
    /// <summary>409: the case is not where this step is possible.</summary>
    Conflict,
    /// <summary>422: what was entered breaks a rule.</summary>
    Invalid,
    /// <summary>403: this person may not.</summary>
    Forbidden,
    /// <summary>400: the request is not what its protocol asks for.</summary>
    Malformed,
    /// <summary>413: more was sent than was announced or is taken.</summary>
    TooLarge,
}

/// <summary>One thing that is wrong, where it stands and which article says so.</summary>
/// <param name="Sentence">What is wrong and what to do. Its format is the key of the translation.</param>
/// <param name="Article">For example "Art. 8(1)"; null where no article but plain sense forbids it.</param>
/// <param name="Field">Path of the field, for example "members[2].creditCode".</param>
public sealed record Fault(FormattableString Sentence, string? Article = null, string? Field = null);

/// <summary>A step that was not taken, in a sentence, with the article and the policy version it rests on.</summary>
public sealed record Refusal(RefusalKind Kind, IReadOnlyList<Fault> Faults, string? PolicyVersion = null)
{
    /// <summary>The first fault's sentence.</summary>
    public FormattableString Sentence => Faults[0].Sentence;

    /// <summary>The first article named.</summary>
    public string? Article => Faults.FirstOrDefault(f => f.Article is not null)?.Article;

    /// <summary>There is no such thing, or not for this person.</summary>
    public static Refusal NotFound(FormattableString sentence) => new(RefusalKind.NotFound, [new(sentence)]);

    /// <summary>The case is not where this step is possible.</summary>
    public static Refusal Conflict(FormattableString sentence, string? article = null, string? policyVersion = null)
        => new(RefusalKind.Conflict, [new(sentence, article)], policyVersion);

    /// <summary>What was entered breaks a rule.</summary>
    public static Refusal Invalid(FormattableString sentence, string? article = null, string? field = null, string? policyVersion = null)
        => new(RefusalKind.Invalid, [new(sentence, article, field)], policyVersion);

    /// <summary>What was entered breaks several rules; all of them are told at once.</summary>
    public static Refusal Invalid(IReadOnlyList<Fault> faults, string? policyVersion = null)
        => faults.Count > 0 ? new(RefusalKind.Invalid, faults, policyVersion)
            : throw new ArgumentException("A refusal names at least one fault.", nameof(faults));

    /// <summary>A document that was handed in cannot be read, or says what it may not; a fault's field is its path in the
    /// document.</summary>
    public static Refusal Invalid(IReadOnlyList<DataFault> faults)
        => Invalid([.. faults.Select(f => new Fault(f.Sentence, Field: f.Path))], policyVersion: null);

    /// <summary>The request is not what its protocol asks for.</summary>
    public static Refusal Malformed(FormattableString sentence) => new(RefusalKind.Malformed, [new(sentence)]);

    /// <summary>More was sent than was announced or is taken.</summary>
    public static Refusal TooLarge(FormattableString sentence) => new(RefusalKind.TooLarge, [new(sentence, Field: "file")]);

    /// <summary>This person may not.</summary>
    public static Refusal Forbidden(FormattableString sentence, string? article = null)
        => new(RefusalKind.Forbidden, [new(sentence, article)]);
}
