using Alliance.Statute.Forms;
namespace Alliance.Statute.Eligibility;

/// <summary>The window of an annual call 年度申报通知 (Art. 9): without a call there is no intake, and only the lead unit files.</summary>
/// <param name="OpensAt">First instant.</param>
/// <param name="ClosesAt">First instant that is too late.</param>
[RestsOn("9")]
public sealed record CallWindow(DateTimeOffset OpensAt, DateTimeOffset ClosesAt)
{
    /// <summary>Why nothing can be filed at this instant; null when it can.</summary>
    public FormattableString? WhyNot(DateTimeOffset instant)
    {
        if (instant < OpensAt) return $"申报尚未开始";
        if (instant >= ClosesAt) return $"申报已经截止";
        return null;
    }

    /// <summary>Why this unit cannot file the application; null when it is the lead unit.</summary>
    public static FormattableString? WhyNotFiledBy(string creditCode, ApplicationForm form)
    {
        if (form.Lead is not { } lead) return $"没有指明牵头单位";
        if (lead.CreditCode != creditCode) return $"只有牵头单位可以申报";
        return null;
    }
}
