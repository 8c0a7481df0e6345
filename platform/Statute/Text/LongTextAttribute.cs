using System.ComponentModel.DataAnnotations;

namespace Alliance.Statute.Text;

/// <summary>
/// A text that may have several lines, with its greatest length. A text without this is one line of at most <see cref="TypedText.Line"/>
/// characters, or of what a <see cref="MaxLengthAttribute"/> says.
/// </summary>
/// <param name="length">Characters at most.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class LongTextAttribute(int length = LongTextAttribute.Usual) : MaxLengthAttribute(length)
{
    /// <summary>What a paragraph or two of reasons needs, and more.</summary>
    public const int Usual = 5000;
}
