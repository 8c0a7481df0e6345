using Alliance.Statute.Forms;
namespace Alliance.Statute.Eligibility;

/// <summary>
/// The member units counted as legal persons (Art. 8-1): by credit code, each code once. A unit without a valid code is not counted,
/// because nothing says who it is.
/// </summary>
sealed class MemberCount
{
    readonly Dictionary<string, MemberUnit> _byCode;

    public MemberCount(IReadOnlyList<MemberUnit> members)
    {
        _byCode = new(members.Count);
        foreach (var member in members)
        {
            if (!CreditCode.IsValid(member.CreditCode)) Uncounted++;
            else if (!_byCode.TryAdd(member.CreditCode, member)) Repeated++;
        }
    }

    /// <summary>Distinct legal persons.</summary>
    public int Count => _byCode.Count;

    /// <summary>Entries without a valid credit code.</summary>
    public int Uncounted { get; }

    /// <summary>Entries that repeat a code.</summary>
    public int Repeated { get; }

    /// <summary>The distinct units.</summary>
    public IEnumerable<MemberUnit> Units => _byCode.Values;

    /// <summary>True when this code is a member's.</summary>
    public bool Has(string code) => _byCode.ContainsKey(code);
}
