namespace Alliance.Monitoring.Questionnaires;

/// <summary>What the lead unit reported of the cycle, where a member unit was asked the same.</summary>
/// <param name="RdInvestmentFen">研发投入 of all its reports.</param>
/// <param name="JointProjects">联合研发项目; null where the contract has no such target.</param>
/// <param name="Meetings">联盟会议与管理活动; likewise.</param>
/// <param name="BenefitRate">利益分享协议履行率, the last one reported, percent; likewise.</param>
/// <param name="GrantSpentFen">What it spent of the 引导经费.</param>
/// <param name="GrantPaidFen">What was paid of it.</param>
public sealed record ReportedByLead(
    long RdInvestmentFen, decimal? JointProjects, decimal? Meetings, decimal? BenefitRate, long GrantSpentFen, long GrantPaidFen);

/// <summary>Where what member units say differs from what the lead unit reported (Art. 14): something to look into, no judgement.</summary>
public static class Difference
{
    /// <summary>Every difference, in a sentence.</summary>
    public static IReadOnlyList<FormattableString> Of(IReadOnlyList<Questionnaire> asked, ReportedByLead lead)
    {
        var said = asked.Where(one => one.Answers is not null).Select(one => (one.UnitName, Answers: one.Answers!)).ToList();
        var found = new List<FormattableString>();
        foreach (var (unit, answers) in said)
            if (answers.TakesPart == false) found.Add($"{unit}：已不再参加联盟，牵头单位仍列为成员单位");
        // Members spent at least this; the lead's own comes on top.
        var spent = said.Aggregate((Int128)0, (sum, one) => sum + (one.Answers.RdInvestmentFen ?? 0));
        if (spent > lead.RdInvestmentFen)
            found.Add($"研发投入：成员单位合计 {Yuan(spent)}，超过牵头单位报告的 {Statute.Money.Yuan(lead.RdInvestmentFen)}");
        else if (said.Count == asked.Count && said.Count > 0 && spent == 0 && lead.RdInvestmentFen > 0)
            found.Add($"研发投入：成员单位均没有投入，牵头单位报告 {Statute.Money.Yuan(lead.RdInvestmentFen)}");
        Counted($"联合研发项目", lead.JointProjects, answers => answers.JointProjects);
        Counted($"会议和活动", lead.Meetings, answers => answers.Meetings);
        var received = said.Aggregate((Int128)0, (sum, one) => sum + (one.Answers.GrantReceivedFen ?? 0));
        if (received > lead.GrantPaidFen)
            found.Add($"引导经费：成员单位合计收到 {Yuan(received)}，超过已拨付的 {Statute.Money.Yuan(lead.GrantPaidFen)}");
        foreach (var (unit, answers) in said)
            if (answers.BenefitSharing is BenefitSharing.Unfulfilled or BenefitSharing.Partly && lead.BenefitRate is >= 100)
                found.Add($"{unit}：利益分享协议没有完全履行，牵头单位报告履行率 {lead.BenefitRate:0.##}%");
        return found;

        // No unit can have been at more than there was; and somebody has to have been at what there was.
        void Counted(FormattableString what, decimal? reported, Func<Answers, int?> own)
        {
            if (reported is not { } count) return;
            foreach (var (unit, answers) in said)
                if (own(answers) > count) found.Add($"{what}：{unit}参加 {own(answers)}，超过牵头单位报告的 {count:0.##}");
            if (count > 0 && said.Count == asked.Count && said.Count > 0 && said.All(one => own(one.Answers) is null or 0))
                found.Add($"{what}：成员单位均没有参加，牵头单位报告 {count:0.##}");
        }
    }

    static string Yuan(Int128 fen) => Statute.Money.Yuan((long)Int128.Min(fen, long.MaxValue));
}
