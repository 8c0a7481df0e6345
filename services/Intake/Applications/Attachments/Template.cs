using Alliance.Exports;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Attachments;

/// <summary>A paper that applicants have to bring, with a text to begin with.</summary>
public enum Template
{
    /// <summary>推荐公函.</summary>
    Recommendation,
    /// <summary>联盟协议 with what Art. 8(2) asks of it.</summary>
    Agreement,
    /// <summary>证照清单: the copies that follow, unit by unit.</summary>
    Certificate,
    /// <summary>证明材料目录 (Art. 8-3).</summary>
    Evidence,
    /// <summary>成员单位同意书, for its confirmation.</summary>
    Consent,
}

/// <summary>
/// The texts of the templates. They are papers of the procedure and Chinese like the form itself; what the application says already is
/// filled in, everything else is a line to write on.
/// </summary>
static class TemplateText
{
    const string Line = "＿＿＿＿＿＿＿＿";
    const string Day = "＿＿＿＿年＿＿月＿＿日";
    const string Seal = "（盖章）";

    /// <summary>What it is called, also its file.</summary>
    public static string NameOf(Template template) => template switch
    {
        Template.Recommendation => "推荐公函",
        Template.Agreement => "联盟协议",
        Template.Certificate => "证照清单",
        Template.Evidence => "证明材料目录",
        _ => "成员单位同意书",
    };

    /// <summary>The text for an alliance that is to be called so.</summary>
    public static IReadOnlyList<WordBlock> Of(Template template, string? allianceName, ApplicationForm form)
    {
        var alliance = string.IsNullOrEmpty(allianceName) ? $"昆明{Line}产业技术创新战略联盟" : allianceName;
        var lead = form.Lead?.Name is { Length: > 0 } name ? name : Line;
        return template switch
        {
            Template.Recommendation =>
            [
                new WordParagraph("关于推荐申报产业技术创新战略联盟的函", WordStyle.Title),
                new WordParagraph("市科技行政主管部门：", WordStyle.Plain),
                new WordParagraph($"{lead}等 {(form.Members.Count > 0 ? form.Members.Count : "＿＿")} 家单位拟组建“{alliance}”。经审核，申报材料真实、完整，牵头单位和"
                    + "成员单位符合产业技术创新战略联盟的申报条件，同意推荐申报。"),
                new WordParagraph("联系人及电话：" + Line),
                new WordParagraph($"推荐单位{Seal}：{Line}", WordStyle.Signature),
                new WordParagraph(Day, WordStyle.Signature),
            ],
            Template.Agreement => [.. AgreementText(alliance, lead, form)],
            Template.Certificate =>
            [
                new WordParagraph("营业执照或法人证书清单", WordStyle.Title),
                new WordParagraph($"“{alliance}”牵头单位和成员单位的营业执照或法人证书复印件附后，与原件一致。"),
                new WordTable([["序号", "单位名称", "统一社会信用代码", "证照名称", "页码"], .. Units(form, m => [m.Name, m.CreditCode, "", ""], 4)]),
                new WordParagraph($"牵头单位{Seal}：{lead}", WordStyle.Signature),
                new WordParagraph(Day, WordStyle.Signature),
            ],
            Template.Evidence =>
            [
                new WordParagraph("证明材料目录", WordStyle.Title),
                new WordParagraph("研发团队、产业化项目和创新成果的证明材料附后；同一权利只列一次，权利人须为成员单位。"),
                new WordTable([["序号", "材料名称", "编号", "权利人或承担单位", "页码"], .. Rights(form)]),
                new WordParagraph($"牵头单位{Seal}：{lead}", WordStyle.Signature),
                new WordParagraph(Day, WordStyle.Signature),
            ],
            _ =>
            [
                new WordParagraph("成员单位同意书", WordStyle.Title),
                new WordParagraph($"致{lead}：", WordStyle.Plain),
                new WordParagraph($"本单位同意作为成员单位加入“{alliance}”，认可联盟协议关于技术创新目标、对外承担责任主体、成果和知识产权归属、利益保障的约定，"
                    + "承担协议约定的任务分工；与其他成员单位之间无法律争议。"),
                new WordParagraph("任务分工：" + Line + Line),
                new WordParagraph("单位名称：" + Line),
                new WordParagraph("统一社会信用代码：" + Line),
                new WordParagraph($"法定代表人（签字）：{Line}", WordStyle.Signature),
                new WordParagraph($"单位{Seal}", WordStyle.Signature),
                new WordParagraph(Day, WordStyle.Signature),
            ],
        };
    }

    static IEnumerable<WordBlock> AgreementText(string alliance, string lead, ApplicationForm form)
    {
        yield return new WordParagraph($"{alliance}协议", WordStyle.Title);
        foreach (var (title, said, blank) in ((string, string, string)[])
        [
            ("一、牵头单位", $"{lead}为联盟牵头单位，对外承担责任。", ""),
            ("二、技术创新目标", form.Agreement.Goals, "联盟为解决什么技术问题而设立，到期达到什么水平："),
        ])
        {
            yield return new WordParagraph(title, WordStyle.Heading);
            yield return new WordParagraph(said.Length > 0 ? said : blank + Line);
        }
        yield return new WordParagraph("三、任务分工", WordStyle.Heading);
        yield return new WordTable([["序号", "成员单位", "任务分工"], .. Units(form, m => [m.Name, m.Task], 2)]);
        foreach (var (title, said, blank) in ((string, string, string)[])
        [
            ("四、成果和知识产权归属", form.Agreement.ResultsOwnership, "共同和各自研发的成果归谁、怎样许可、收益怎样分配："),
            ("五、利益保障", form.Agreement.BenefitGuarantee, "成员的权利、退出和违约怎样处理："),
            ("六、组织机构和经费管理", "", "决策、咨询、执行机构的组成，决策与执行机制，内部经费管理制度："),
            ("七、声明", "联盟及成员单位之间无法律争议。", ""),
        ])
        {
            yield return new WordParagraph(title, WordStyle.Heading);
            yield return new WordParagraph(said.Length > 0 ? said : blank + Line);
        }
        yield return new WordParagraph("八、签署", WordStyle.Heading);
        yield return new WordTable([["成员单位（盖章）", "法定代表人（签字）", "签署日期"],
            .. form.Members.Count > 0 ? form.Members.Select(m => (IReadOnlyList<string>)[m.Name, "", ""])
                : Enumerable.Repeat<IReadOnlyList<string>>(["", "", ""], 4)]);
    }

    static IEnumerable<IReadOnlyList<string>> Units(ApplicationForm form, Func<MemberUnit, IReadOnlyList<string>> cells, int blanks)
        => form.Members.Count > 0 ? form.Members.Select((m, i) => (IReadOnlyList<string>)[Number(i), .. cells(m)])
            : Enumerable.Range(0, 4).Select(i => (IReadOnlyList<string>)[Number(i), .. Enumerable.Repeat("", blanks)]);

    static IEnumerable<IReadOnlyList<string>> Rights(ApplicationForm form)
    {
        List<IReadOnlyList<string>> rows =
        [
            .. form.Projects.Select(p => (IReadOnlyList<string>)[p.Name, "", form.UnitName(p.UnitCreditCode)]),
            .. form.Achievements.Select(a => (IReadOnlyList<string>)[a.Title, a.Number, form.UnitName(a.OwnerCreditCode)]),
        ];
        if (rows.Count == 0) rows.AddRange(Enumerable.Repeat<IReadOnlyList<string>>(["", "", ""], 5));
        return rows.Select((row, i) => (IReadOnlyList<string>)[Number(i), .. row, ""]);
    }

    static string Number(int i) => (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
