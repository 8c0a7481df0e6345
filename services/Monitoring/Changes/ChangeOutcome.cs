using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Monitoring.Alliances;
using Alliance.Statute;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Names;
using Alliance.Statute.Operation;

namespace Alliance.Monitoring.Changes;

/// <summary>The alliance as it is after a change (Art. 15), and what the change asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LeadUnit">牵头单位.</param>
/// <param name="Members">All member units, the lead among them.</param>
/// <param name="Before">What it was, in words.</param>
/// <param name="After">What it is, in words.</param>
public sealed record ChangeOutcome(string Name, Unit LeadUnit, IReadOnlyList<Unit> Members, string Before, string After)
{
    /// <summary>A unit that has to agree, and as what.</summary>
    public sealed record Asked(Unit Unit, ConsentPart Part);

    /// <summary>Most units that join with one filing.</summary>
    internal const int MostJoining = 20;

    internal static ChangeOutcome Of(FilingKind kind, ChangeContent content, OperatingAlliance alliance)
    {
        var (members, lead) = (alliance.Members, alliance.LeadUnit);
        switch (kind)
        {
            case FilingKind.Members:
                IReadOnlyList<Unit> after = [.. members.Where(unit => !content.Leaving.Contains(unit.CreditCode)),
                    .. content.Joining.Select(unit => new Unit(unit.Name?.Trim() ?? "", unit.CreditCode?.Trim() ?? ""))];
                return new(alliance.Name, lead, after, Names(members), Names(after));
            case FilingKind.LeadUnit:
                var leads = members.FirstOrDefault(unit => unit.CreditCode == content.NewLead) ?? new Unit("", content.NewLead ?? "");
                return new(alliance.Name, leads,
                    [.. members.Where(unit => !content.FormerLeadLeaves || unit.CreditCode != lead.CreditCode)], lead.Name,
                    leads.Name);
            case FilingKind.Name:
                var name = AllianceName.For(alliance.Policy, content.NewName ?? "");
                return new(name, lead, members, alliance.Name, name);
            case FilingKind.Dissolution:
                return new(alliance.Name, lead, members, Names(members), content.After?.Trim() ?? "");
            default:
                return new(alliance.Name, lead, members, content.Before?.Trim() ?? "", content.After?.Trim() ?? "");
        }
    }

    /// <summary>Who has to agree: all members where the lead changes, since it answers for them and receives the money, and where the
    /// alliance ends; whoever joins or leaves, where members do. The lead unit agrees by submitting it.</summary>
    internal static IReadOnlyList<Asked> WhoAgrees(FilingKind kind, ChangeContent content, OperatingAlliance alliance) => kind switch
    {
        FilingKind.LeadUnit => [.. alliance.Members.Select(unit => new Asked(unit,
            unit.CreditCode == alliance.LeadUnitCreditCode ? ConsentPart.FormerLead
                : unit.CreditCode == content.NewLead ? ConsentPart.NewLead : ConsentPart.Member))],
        FilingKind.Dissolution => [.. alliance.Members.Select(unit => new Asked(unit, ConsentPart.Member))],
        FilingKind.Members =>
        [
            .. content.Joining.Select(unit => new Asked(new(unit.Name!.Trim(), unit.CreditCode!.Trim()), ConsentPart.Joining)),
            .. alliance.Members.Where(unit => content.Leaving.Contains(unit.CreditCode))
                .Select(unit => new Asked(unit, ConsentPart.Leaving)),
        ],
        _ => [],
    };

    /// <summary>What of Art. 8 the alliance does not meet any more: a warning, never an end.</summary>
    internal IReadOnlyList<Finding> Warnings(FilingKind kind, OperatingAlliance alliance) => ChangeFilings.Warnings(kind switch
    {
        FilingKind.Members => ChangeKind.Members,
        FilingKind.LeadUnit => ChangeKind.Lead,
        FilingKind.Rules => ChangeKind.Institutions,
        FilingKind.Direction => ChangeKind.Direction,
        FilingKind.TechnicalRoute => ChangeKind.TechnicalRoute,
        _ => ChangeKind.Other,
    }, ChangeFilings.Changed(Members.Select(unit => (unit.Name, unit.CreditCode)), LeadUnit.CreditCode), alliance.Policy);

    /// <summary>What is wrong with what was filled in, all at once.</summary>
    internal static IReadOnlyList<Fault> Faults(
        FilingKind kind, ChangeContent content, OperatingAlliance alliance, DateOnly today, IEnumerable<string> livingNames)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(content.Reason)) faults.Add(new($"请写明变更原因", Articles.Changes, "reason"));
        if (content.EffectiveOn is not { } on) faults.Add(new($"请填写变更生效日期", Articles.Changes, "effectiveOn"));
        else if (on < alliance.AnchoredOn)
            faults.Add(new($"变更生效日期不能早于认定日期 {alliance.AnchoredOn:yyyy-MM-dd}", Articles.Changes, "effectiveOn"));
        else if (on > today) faults.Add(new($"变更尚未生效，请在生效之日或者之后提交", Articles.Changes, "effectiveOn"));
        switch (kind)
        {
            case FilingKind.Members: JudgeMembers(content, alliance, faults); break;
            case FilingKind.LeadUnit:
                if (string.IsNullOrEmpty(content.NewLead)) faults.Add(new($"请选择新牵头单位", Articles.Changes, "newLead"));
                else if (content.NewLead == alliance.LeadUnitCreditCode)
                    faults.Add(new($"新牵头单位与现牵头单位相同", Articles.Changes, "newLead"));
                else if (alliance.Members.All(unit => unit.CreditCode != content.NewLead))
                    faults.Add(new($"新牵头单位须是成员单位；不是的，请先办理成员变更", Articles.Changes, "newLead"));
                break;
            case FilingKind.Name:
                var core = content.NewName ?? "";
                if (AllianceName.WhyNot(alliance.Policy, core) is { } wrong) faults.Add(new(wrong, Articles.Notice, "newName"));
                else if (AllianceName.WhyTaken(AllianceName.For(alliance.Policy, core), livingNames) is { } taken)
                    faults.Add(new(taken, Articles.Notice, "newName"));
                break;
            case FilingKind.Dissolution:
                if (string.IsNullOrWhiteSpace(content.After))
                    faults.Add(new($"请写明清理和后续安排：未结事项、经费决算、成果和知识产权、牌匾", Articles.Changes, "after"));
                break;
            default:
                if (string.IsNullOrWhiteSpace(content.Before)) faults.Add(new($"请写明变更前的内容", Articles.Changes, "before"));
                if (string.IsNullOrWhiteSpace(content.After)) faults.Add(new($"请写明变更后的内容", Articles.Changes, "after"));
                break;
        }
        return faults;
    }

    static void JudgeMembers(ChangeContent content, OperatingAlliance alliance, List<Fault> faults)
    {
        if (content.Joining.Count == 0 && content.Leaving.Count == 0)
            faults.Add(new($"请填写加入的单位，或者选择退出的单位", Articles.Changes, "joining"));
        if (content.Joining.Count > MostJoining) faults.Add(new($"一次备案最多 {MostJoining} 家单位加入", Articles.Changes, "joining"));
        for (var i = 0; i < content.Joining.Count; i++)
        {
            var unit = content.Joining[i];
            var code = unit.CreditCode?.Trim() ?? "";
            if (string.IsNullOrWhiteSpace(unit.Name)) faults.Add(new($"请填写单位名称", Articles.Changes, $"joining[{i}].name"));
            if (CreditCode.WhyNot(code) is { } wrong) faults.Add(new(wrong, Articles.Members, $"joining[{i}].creditCode"));
            else if (alliance.Members.Any(member => member.CreditCode == code))
                faults.Add(new($"这家单位已经是成员单位", Articles.Changes, $"joining[{i}].creditCode"));
            else if (content.Joining.Take(i).Any(other => other.CreditCode?.Trim() == code))
                faults.Add(new($"这家单位填写了两次", Articles.Changes, $"joining[{i}].creditCode"));
        }
        if (content.Leaving.Contains(alliance.LeadUnitCreditCode))
            faults.Add(new($"牵头单位退出的，请先办理牵头单位变更", Articles.Changes, "leaving"));
        if (content.Leaving.Any(code => alliance.Members.All(member => member.CreditCode != code)))
            faults.Add(new($"选择退出的单位已经不是成员单位", Articles.Changes, "leaving"));
    }

    internal static string Names(IEnumerable<Unit> units) => string.Join("、", units.Select(unit => unit.Name));
}
