using System.Text.Json.Serialization;

namespace Alliance.Statute.Operation;

/// <summary>Grounds of a revocation 撤销 (Art. 17).</summary>
[RestsOn("17")]
[JsonConverter(typeof(JsonStringEnumConverter<RevocationGround>))]
public enum RevocationGround
{
    /// <summary>(1) 不接受监督管理.</summary>
    RefusesSupervision = 1,
    /// <summary>(2) 不按时报送年度科技报告.</summary>
    ReportNotOnTime = 2,
    /// <summary>(3) 在申报、认定、考核中弄虚作假.</summary>
    Fraud = 3,
    /// <summary>(4) 其他.</summary>
    Other = 4,
}

/// <summary>The grounds in the words of the statute (Art. 17).</summary>
public static class Grounds
{
    /// <summary>What a ground is called; the key of its translation.</summary>
    public static string Word(this RevocationGround ground) => ground switch
    {
        RevocationGround.RefusesSupervision => "不接受监督管理",
        RevocationGround.ReportNotOnTime => "不按时报送年度科技报告",
        RevocationGround.Fraud => "在申报、认定、考核中弄虚作假",
        _ => "其他应当撤销的情形",
    };
}

/// <summary>What must have happened before a revocation is decided (Art. 17): notice, statement and defence, and for the open ground (4)
/// more.</summary>
[RestsOn("17")]
public static class Revocation
{
    /// <summary>Why a revocation on this ground cannot be decided yet; null when it can.</summary>
    public static FormattableString? WhyNot(RevocationGround ground, bool heard, string reasons, bool legallyReviewed)
    {
        if (!heard) return $"作出撤销决定前，须告知当事人并给予陈述申辩的机会";
        if (string.IsNullOrWhiteSpace(reasons)) return $"撤销决定须写明事实和理由";
        if (ground == RevocationGround.Other && !legallyReviewed) return $"以“其他”事由撤销的，须经法制审核";
        return null;
    }

    /// <summary>True when the effect may reach back to the recognition itself: only for fraud.</summary>
    public static bool MayReachBack(RevocationGround ground) => ground == RevocationGround.Fraud;

    /// <summary>True when so many missed reports open a compliance case; it never revokes by itself.</summary>
    public static bool OpensCase(int missedReports, Policies.Policy policy) => missedReports >= policy.MissedReportsForCase;
}
