using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Ui;

/// <summary>What can be said of a field's value while it is typed.</summary>
/// <param name="Right">True when no rule speaks against it.</param>
/// <param name="Sentence">Why not; or what it stands for.</param>
/// <param name="Doubtful">True when it is taken as it is, and looked at once more by whoever decides.</param>
public sealed record FieldCheck(bool Right, string Sentence, bool Doubtful = false)
{
    /// <summary>How it is shown.</summary>
    internal string Class => Doubtful ? "doubtful" : Right ? "right" : "wrong";
}

/// <summary>What can be said of a 统一社会信用代码, wherever one is asked for (Art. 8-1).</summary>
public static class CreditCodeCheck
{
    /// <summary>Length, letters and kind of body keep a code out; a check character that does not fit is a doubt. Null while nothing stands
    /// there.</summary>
    public static FieldCheck? Of(string? typed, Words words) => TypedText.Code(typed) switch
    {
        "" => null,
        var code when CreditCode.WhyNot(code) is { } wrong => new(false, words.Say(wrong)),
        var code when CreditCode.WhyDoubtful(code) is { } doubt => new(true, words.Say(doubt), Doubtful: true),
        _ => new(true, words["信用代码校验通过"]),
    };
}
