using System.Runtime.CompilerServices;
using System.Text;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;
using static Alliance.Statute.Eligibility.Verdict;

namespace Alliance.Statute.Eligibility;

/// <summary>
/// The conditions of Art. 8 as predicates over an application: P0–P17, in the order of the text. Each answers met, not met or needs a
/// person, with the reason and what was looked at. The answer informs the officer of the formal review (Art. 10); the officer decides.
/// </summary>
[RestsOn("8", "10")]
public static class Conditions
{
    /// <summary>The codes of Art. 8, in order.</summary>
    public static readonly IReadOnlyList<string> Codes =
        [.. Enumerable.Range(0, 18).Select(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P{n}"))];

    /// <summary>Judges every condition. Where the policy does not have a parameter, its condition is one for a person.</summary>
    /// <param name="form">The application.</param>
    /// <param name="policy">What it is judged by.</param>
    /// <param name="on">The day by which what is dated must have happened: of the submission, or today for a draft; null where only the
    /// codes matter.</param>
    public static IReadOnlyList<Finding> Judge(ApplicationForm form, Policy policy, DateOnly? on = null)
    {
        var rules = policy.Document;
        var members = new MemberCount(form.Members);
        List<Finding> findings =
        [
            P0(form, rules), P1(form, members, rules), P2(members, rules), P3(form), P4(form, rules, on), P5(form), P6(form),
            P7(form), P8(form),
            P9(form), P10(form), P11(form), P12(form), P13(form), P14(form), P15(form, members), P16(form, members, rules),
            P17(form, members, rules),
        ];
        OtherCities.Judge(form, members, rules, findings);
        return findings;
    }

    /// <summary>牵头单位 is an independent legal person registered in the city (Art. 8). Members may be outside.</summary>
    [RestsOn("8")]
    static Finding P0(ApplicationForm form, PolicyDocument rules)
    {
        if (form.Lead is not { } lead) return NoLead("P0", Articles.Lead, form);
        var evidence = $"{lead.Name} {lead.CreditCode} {lead.RegionCode} {lead.Address}".Trim();
        Finding Says(Verdict verdict, FormattableString sentence) => new("P0", verdict, Articles.Lead, sentence, evidence);

        if (CreditCode.WhyNot(lead.CreditCode) is { } wrong) return Says(NotMet, $"牵头单位：{wrong}");
        // 92: 个体工商户 are registered with a code but are no legal persons.
        if (lead.CreditCode.StartsWith("92", StringComparison.Ordinal)) return Says(NotMet, $"牵头单位「{lead.Name}」是个体工商户，不具有独立法人资格");
        if (lead.Name.EndsWith("分公司", StringComparison.Ordinal)) return Says(NeedsPerson, $"牵头单位「{lead.Name}」似为分支机构，请核对是否具有独立法人资格");
        return rules switch
        {
            { LeadLocal: null } => Says(NeedsPerson, Unseen("leadLocal")),
            { LeadLocal: true, RegionPrefix: null } => Says(NeedsPerson, Unseen("regionPrefix")),
            { LeadLocal: true } when string.IsNullOrWhiteSpace(lead.RegionCode) => Says(NotMet, $"请填写牵头单位注册地的行政区划代码"),
            { LeadLocal: true } when !lead.RegionCode.StartsWith(rules.RegionPrefix, StringComparison.Ordinal)
                => Says(NotMet, $"牵头单位注册地（{lead.RegionCode}）不在{new Text.Word(rules.RegionName ?? rules.RegionPrefix)}行政区域内"),
            // Before anything is met: the code says who the unit is.
            _ when CreditCode.WhyDoubtful(lead.CreditCode) is { } doubt => Says(NeedsPerson, $"牵头单位：{doubt}") with { TakesReason = true },
            { LeadLocal: true } => Says(Met, $"牵头单位是{new Text.Word(rules.RegionName ?? rules.RegionPrefix)}行政区域内的独立法人单位"),
            _ => Says(Met, $"牵头单位是独立法人单位，该政策不要求在本地注册"),
        };
    }

    /// <summary>Enough members, the lead included, counted as legal persons by credit code (Art. 8-1).</summary>
    [RestsOn("8(1)")]
    static Finding P1(ApplicationForm form, MemberCount members, PolicyDocument rules)
    {
        var evidence = Lines(form.Members, static (text, m) => text.Append(m.Name).Append(' ').Append(m.CreditCode));
        Finding Says(Verdict verdict, FormattableString sentence) => new("P1", verdict, Articles.Members, sentence, evidence);
        if (rules.MinMembers is not { } min) return Says(NeedsPerson, Unseen("minMembers"));
        // The lead's own code is looked at under P0.
        var doubtful = form.Members.Where(m => !m.IsLead && CreditCode.WhyDoubtful(m.CreditCode) is not null).ToList();
        if (members.Count >= min && doubtful.Count > 0)
            return Says(NeedsPerson, $"下列成员单位的统一社会信用代码校验码不符，请对照登记证照核实：{Names(doubtful)}") with { TakesReason = true };
        if (members.Count >= min) return Says(Met, $"成员单位 {members.Count} 家，不少于 {min} 家");
        return members switch
        {
            { Uncounted: > 0, Repeated: > 0 } => Says(NotMet,
                $"成员单位按统一社会信用代码计 {members.Count} 家，少于 {min} 家；{members.Uncounted} 家代码无效未计入，{members.Repeated} 家代码重复只计一次"),
            { Uncounted: > 0 } => Says(NotMet, $"成员单位按统一社会信用代码计 {members.Count} 家，少于 {min} 家；{members.Uncounted} 家代码无效未计入"),
            { Repeated: > 0 } => Says(NotMet, $"成员单位按统一社会信用代码计 {members.Count} 家，少于 {min} 家；{members.Repeated} 家代码重复只计一次"),
            _ => Says(NotMet, $"成员单位 {members.Count} 家，少于 {min} 家"),
        };
    }

    /// <summary>Enough enterprises among the members (Art. 8-1).</summary>
    [RestsOn("8(1)")]
    static Finding P2(MemberCount members, PolicyDocument rules)
    {
        var enterprises = members.Units.Where(m => m.Kind == UnitKind.Enterprise).ToList();
        Finding Says(Verdict verdict, FormattableString sentence)
            => new("P2", verdict, Articles.Members, sentence,
                Lines(enterprises, static (text, m) => text.Append(m.Name).Append(' ').Append(m.CreditCode)));
        if (rules.MinEnterprises is not { } min) return Says(NeedsPerson, Unseen("minEnterprises"));
        if (enterprises.Count < min) return Says(NotMet, $"成员单位中企业 {enterprises.Count} 家，少于 {min} 家");
        // The market regulator registers enterprises under 9; another first digit contradicts the kind that was filled in.
        return enterprises.Count(m => m.CreditCode[0] == '9') >= min
            ? Says(Met, $"成员单位中企业 {enterprises.Count} 家，不少于 {min} 家")
            : Says(NeedsPerson, $"填报为企业的成员单位 {enterprises.Count} 家，但部分代码不是市场监管部门登记，请核对单位性质");
    }

    /// <summary>The lead's influence, growth and convening power (Art. 8-1): qualitative.</summary>
    [RestsOn("8(1)")]
    static Finding P3(ApplicationForm form) => new("P3", NeedsPerson, Articles.Members,
        $"牵头单位的行业影响力、成长性和组织带动能力由专家评议", form.Lead is { } lead ? $"{lead.Name} {lead.BusinessScope}".Trim() : "");

    /// <summary>Every member's legal representative signed the agreement (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P4(ApplicationForm form, PolicyDocument rules, DateOnly? on)
    {
        var evidence = Lines(form.Members, static (text, m) => _ = m.Signature is { } s
            ? text.Append(m.Name).Append(' ').Append(s.Signatory).Append(' ').Append(Day(s.SignedOn)) : text.Append(m.Name).Append(" –"));
        Finding Says(Verdict verdict, FormattableString sentence) => new("P4", verdict, Articles.Agreement, sentence, evidence);
        if (form.Members.Count == 0) return Says(NotMet, $"没有成员单位签署联盟协议");

        var unsigned = form.Members.Where(m => m.Signature is not { Signatory.Length: > 0, SignedOn: not null }).ToList();
        if (unsigned.Count > 0) return Says(NotMet, $"下列成员单位的法定代表人尚未签署联盟协议：{Names(unsigned)}");
        var ahead = form.Members.Where(m => m.Signature!.SignedOn > on).ToList();
        if (ahead.Count > 0) return Says(NotMet, $"下列成员单位的签署日期晚于 {on:yyyy-MM-dd}，尚未签署：{Names(ahead)}");
        // A unit signs when it exists.
        var before = form.Members.Where(m => m.Signature!.SignedOn < m.FoundedOn).ToList();
        if (before.Count > 0) return Says(NeedsPerson, $"下列成员单位的签署日期早于其成立时间，请核对：{Names(before)}");
        var proxies = form.Members.Where(m => m.Signature!.ByProxy).ToList();
        if (proxies.Count > 0 && rules.AcceptsProxySignature == false)
            return Says(NotMet, $"联盟协议须由法定代表人签署，下列成员单位由代理人签署：{Names(proxies)}");
        if (proxies.Count > 0 && rules.AcceptsProxySignature is null) return Says(NeedsPerson, Unseen("acceptsProxySignature"));
        var others = form.Members.Where(m => !m.Signature!.ByProxy && m.Signature.Signatory.Trim() != m.LegalRepresentative.Trim())
            .ToList();
        if (others.Count > 0) return Says(NeedsPerson, $"下列成员单位的签署人与法定代表人姓名不一致，请核对：{Names(others)}");
        return Says(Met, $"{form.Members.Count} 家成员单位的法定代表人均已签署联盟协议");
    }

    /// <summary>The agreement names the lead (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P5(ApplicationForm form) => form.Lead is { } lead
        ? new("P5", Met, Articles.Agreement, $"联盟协议明确牵头单位为「{lead.Name}」", $"{lead.Name} {lead.CreditCode}")
        : NoLead("P5", Articles.Agreement, form);

    /// <summary>技术创新目标 (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P6(ApplicationForm form) => Written("P6", "技术创新目标", form.Agreement.Goals);

    /// <summary>任务分工 of every member (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P7(ApplicationForm form)
    {
        var evidence = Lines(form.Members, static (text, m) => text.Append(m.Name).Append('：').Append(m.Task));
        var without = form.Members.Where(m => string.IsNullOrWhiteSpace(m.Task)).ToList();
        return form.Members.Count == 0 ? new("P7", NotMet, Articles.Agreement, $"没有成员单位的任务分工", evidence)
            : without.Count > 0 ? new("P7", NotMet, Articles.Agreement, $"下列成员单位没有任务分工：{Names(without)}", evidence)
            : new("P7", Met, Articles.Agreement, $"{form.Members.Count} 家成员单位均有任务分工", evidence);
    }

    /// <summary>The lead answers to third parties (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P8(ApplicationForm form)
    {
        var liable = form.Agreement.LiableCreditCode;
        if (form.Lead is not { } lead) return NoLead("P8", Articles.Agreement, form);
        Finding Says(Verdict verdict, FormattableString sentence)
            => new("P8", verdict, Articles.Agreement, sentence, $"{liable} {lead.CreditCode}".Trim());
        return string.IsNullOrWhiteSpace(liable) ? Says(NotMet, $"联盟协议没有写明对外承担责任的主体")
            : liable != lead.CreditCode ? Says(NotMet, $"对外承担责任的主体（{form.UnitName(liable)}）应为牵头单位（{lead.Name}）")
            : Says(Met, $"由牵头单位对外承担责任");
    }

    /// <summary>发展规划及实施方案 with its six parts (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P9(ApplicationForm form) => AllWritten("P9", "发展规划及实施方案",
        ("产业链发展方向", form.Plan.Direction), ("工作原则", form.Plan.Principles), ("技术与产业目标", form.Plan.Targets),
        ("重点任务", form.Plan.Tasks), ("实施步骤与措施", form.Plan.Steps), ("预期结果", form.Plan.ExpectedResults));

    /// <summary>Decision, advisory and executive bodies and how they work (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P10(ApplicationForm form) => AllWritten("P10", "组织机构和机制",
        ("决策机构", form.Governance.DecisionBody), ("咨询机构", form.Governance.AdvisoryBody), ("执行机构", form.Governance.ExecutiveBody),
        ("决策与执行机制", form.Governance.Mechanism));

    /// <summary>内部经费管理制度 (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P11(ApplicationForm form) => Written("P11", "内部经费管理制度", form.Governance.FundRules);

    /// <summary>利益保障机制 (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P12(ApplicationForm form) => Written("P12", "利益保障机制", form.Agreement.BenefitGuarantee);

    /// <summary>成果和知识产权归属 (Art. 8-2).</summary>
    [RestsOn("8(2)")]
    static Finding P13(ApplicationForm form) => Written("P13", "成果和知识产权归属", form.Agreement.ResultsOwnership);

    /// <summary>无法律争议 (Art. 8-2): a declaration is needed; that it is true, an officer checks.</summary>
    [RestsOn("8(2)")]
    static Finding P14(ApplicationForm form) => form.Agreement.NoDisputeDeclared
        ? new("P14", NeedsPerson, Articles.Agreement, $"已声明无法律争议，请受理人员核查有无未决争议", "noDisputeDeclared: true")
        : new("P14", NotMet, Articles.Agreement, $"没有作出无法律争议声明", "noDisputeDeclared: false");

    /// <summary>A stable R&amp;D team (Art. 8-3): of the alliance as a whole, not of each member.</summary>
    [RestsOn("8(3)")]
    static Finding P15(ApplicationForm form, MemberCount members)
    {
        var evidence = Lines(form.Team, static (text, t) => text.Append(t.Name).Append(' ').Append(t.Title).Append(' ')
            .Append(t.UnitCreditCode));
        Finding Says(Verdict verdict, FormattableString sentence) => new("P15", verdict, Articles.Foundation, sentence, evidence);
        if (form.Team.Count == 0) return Says(NotMet, $"没有填报研发团队");
        var own = form.Team.Count(t => members.Has(t.UnitCreditCode));
        return own == form.Team.Count ? Says(Met, $"研发团队 {own} 人，均属成员单位")
            : own == 0 ? Says(NotMet, $"填报的研发团队 {form.Team.Count} 人均不属成员单位")
            : Says(NeedsPerson, $"研发团队 {form.Team.Count} 人中 {form.Team.Count - own} 人不属成员单位，请核对");
    }

    /// <summary>At least one industrialisation project, unless the alliance builds a platform or gives services (Art. 8-3). The exemption
    /// reaches no other condition.</summary>
    [RestsOn("8(3)")]
    static Finding P16(ApplicationForm form, MemberCount members, PolicyDocument rules)
    {
        var evidence = Lines(form.Projects, static (text, p) => text.Append(p.Name).Append(' ').Append(p.UnitCreditCode));
        Finding Says(Verdict verdict, FormattableString sentence) => new("P16", verdict, Articles.Foundation, sentence, evidence);
        if (rules.MinProjects is not { } min) return Says(NeedsPerson, Unseen("minProjects"));
        if (rules.ProjectExemptKinds?.Contains(form.Kind) == true) return Says(Met, $"建设创新平台或提供创新服务的联盟不要求产业化项目");
        var count = form.Projects.Where(p => !string.IsNullOrWhiteSpace(p.Name) && members.Has(p.UnitCreditCode))
            .Select(p => (p.Name.Trim(), p.UnitCreditCode)).Distinct().Count();
        return count >= min ? Says(Met, $"由成员单位承担的产业化项目 {count} 项，不少于 {min} 项")
            : Says(NotMet, $"由成员单位承担的产业化项目 {count} 项，少于 {min} 项");
    }

    /// <summary>Intellectual property, standards and results together (Art. 8-3): owned by members, the same right counted once.</summary>
    [RestsOn("8(3)")]
    static Finding P17(ApplicationForm form, MemberCount members, PolicyDocument rules)
    {
        var evidence = Lines(form.Achievements, static (text, a) => text.Append(a.Number).Append(' ').Append(a.Title).Append(' ')
            .Append(a.OwnerCreditCode));
        Finding Says(Verdict verdict, FormattableString sentence) => new("P17", verdict, Articles.Foundation, sentence, evidence);
        if (rules.MinAchievements is not { } min) return Says(NeedsPerson, Unseen("minAchievements"));

        var (unnumbered, foreign, repeated) = (0, 0, 0);
        var rights = new HashSet<(AchievementKind, string)>(form.Achievements.Count);
        foreach (var right in form.Achievements)
        {
            var key = IntellectualProperty.Key(right.Number);
            if (key.Length == 0) unnumbered++;
            else if (!members.Has(right.OwnerCreditCode)) foreign++;
            else if (!rights.Add((right.Kind, key))) repeated++;
        }
        var count = rights.Count;
        if (count >= min) return Says(Met, $"知识产权、技术标准和科技成果 {count} 项，不少于 {min} 项");
        return unnumbered + foreign + repeated == 0
            ? Says(NotMet, $"知识产权、技术标准和科技成果 {count} 项，少于 {min} 项")
            : Says(NotMet, $"知识产权、技术标准和科技成果计 {count} 项，少于 {min} 项；未计入：无编号 {unnumbered} 项，权利人不是成员单位 {foreign} 项，重复 {repeated} 项");
    }

    static Finding NoLead(string code, string article, ApplicationForm form) => !form.Members.Any(m => m.IsLead)
        ? new(code, NotMet, article, $"没有指明牵头单位", "")
        : new(code, NotMet, article, $"只能有一个牵头单位，现有 {form.Members.Count(m => m.IsLead)} 个", Names(form.Members.Where(m => m.IsLead)));

    static Finding Written(string code, string part, string text) => string.IsNullOrWhiteSpace(text)
        ? new(code, NotMet, Articles.Agreement, $"没有填写{new Text.Word(part)}", "")
        : new(code, Met, Articles.Agreement, $"已填写{new Text.Word(part)}", text);

    static Finding AllWritten(string code, string whole, params ReadOnlySpan<(string Part, string Text)> parts)
    {
        var (missing, written) = (new List<string>(), new List<string>());
        foreach (var (part, text) in parts)
            if (string.IsNullOrWhiteSpace(text)) missing.Add(part);
            else written.Add(text);
        return missing.Count > 0
            ? new(code, NotMet, Articles.Agreement, $"{new Text.Word(whole)}缺少：{Joined(missing)}", string.Join("；", written))
            : new(code, Met, Articles.Agreement, $"{new Text.Word(whole)}内容齐全", string.Join("；", written));
    }

    // "{0}、{1}" with its parts as values, so that each part and the way they are joined can be translated.
    static FormattableString Joined(List<string> parts)
        => FormattableStringFactory.Create(string.Join('、', parts.Select((_, i) => $"{{{i}}}")),
            [.. parts.Select(part => (object)new Text.Word(part))]);

    static string Day(DateOnly? day) => day is { } d ? Periods.BeijingTime.Iso(d) : "";

    internal static FormattableString Unseen(string parameter) => $"该政策的来源中未见参数 {parameter}，由人工判断";

    [ThreadStatic]
    static StringBuilder? _buffer;

    // Every line of the evidence goes into one buffer, kept per thread: a draft is judged each time it is saved.
    internal static string Lines<T>(IReadOnlyList<T> items, Action<StringBuilder, T> write)
    {
        var text = _buffer ??= new StringBuilder(1024);
        text.Clear();
        foreach (var item in items)
        {
            if (text.Length > 0) text.Append('；');
            write(text, item);
        }
        return text.ToString();
    }

    static string Names(IEnumerable<MemberUnit> members) => string.Join('、', members.Select(m => m.Name));
}
