using System.Globalization;
using System.Text.Json.Nodes;
using Alliance.Core.Text;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>What is entered in a field.</summary>
public enum FieldKind
{
    /// <summary>A line of text.</summary>
    Text,
    /// <summary>Paragraphs.</summary>
    Paragraphs,
    /// <summary>One of a list.</summary>
    Choice,
    /// <summary>A day.</summary>
    Day,
    /// <summary>万元 on paper, fen in the form.</summary>
    Money,
    /// <summary>是 or 否.</summary>
    YesNo,
}

/// <summary>A field of the 申报书: where it stands in the form, and what people call it.</summary>
/// <param name="Path">Within its part, for example "contact.name".</param>
/// <param name="Label">Key of its translation.</param>
/// <param name="Kind">What is entered.</param>
/// <param name="Choices">JSON word and label of what can be chosen.</param>
public sealed record FormField(
    string Path, string Label, FieldKind Kind = FieldKind.Text, IReadOnlyList<(string Value, string Label)>? Choices = null)
{
    /// <summary>What stands in the field, as people read it; empty where nothing does.</summary>
    public string Text(JsonNode? part)
    {
        foreach (var name in Path.Split('.')) part = part?[name];
        return TextOf(part);
    }

    /// <summary>A value of the field, as people read it; empty for nothing.</summary>
    public string TextOf(JsonNode? value) => value is null ? "" : Kind switch
    {
        FieldKind.Choice => Choices!.FirstOrDefault(c => c.Value == value.ToString()).Label ?? value.ToString(),
        FieldKind.YesNo => value.GetValue<bool>() ? "是" : "否",
        FieldKind.Money => (value.GetValue<long>() / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

/// <summary>A part of the 申报书 as a list of fields; one that repeats has a row for each member unit, person, project or right.</summary>
/// <param name="Path">Where it stands in the form; empty for the form itself.</param>
/// <param name="Title">Key of its translation.</param>
/// <param name="Row">What a row is called, with its number; null for a part that does not repeat.</param>
/// <param name="Known">By what a row is known again, the surest first: a row that changes one of them is still known by another.</param>
/// <param name="Fields">In the order of the form.</param>
public sealed record FormPart(
    string Path, string Title, string? Row, IReadOnlyList<IReadOnlyList<string>> Known, IReadOnlyList<FormField> Fields)
{
    /// <summary>True for a list.</summary>
    public bool Repeats => Row is not null;

    /// <summary>The part of a form.</summary>
    public JsonNode? In(JsonNode form) => Path.Length == 0 ? form : form[Path];

    /// <summary>What a row is called in sentences.</summary>
    internal string NameOf(JsonNode row) => (row["name"] ?? row["title"])?.ToString() is { Length: > 0 } name ? name : "—";

    /// <summary>
    /// Which row of the one list is which of the other: first those that are the same to the letter, then those known by the same
    /// code, number or name. A row that nothing of this holds for has no counterpart; rows without any of it are taken in their order.
    /// </summary>
    internal Dictionary<int, int> Match(JsonArray one, JsonArray other)
    {
        var pairs = new Dictionary<int, int>();
        var left = Enumerable.Range(0, other.Count).ToList();
        Pass(row => row.ToJsonString());
        foreach (var fields in Known) Pass(row => KeyOf(row, fields));
        Pass(row => Known.All(fields => KeyOf(row, fields) is null) ? "" : null);
        return pairs;

        void Pass(Func<JsonNode, string?> key)
        {
            var waiting = left.Where(i => other[i] is not null).GroupBy(i => key(other[i]!)).Where(g => g.Key is not null)
                .ToDictionary(g => g.Key!, g => new Queue<int>(g));
            for (var i = 0; i < one.Count; i++)
            {
                if (pairs.ContainsKey(i) || one[i] is not { } row || key(row) is not { } known) continue;
                if (!waiting.TryGetValue(known, out var found) || !found.TryDequeue(out var at)) continue;
                pairs[i] = at;
                left.Remove(at);
            }
        }
    }

    // Nothing is known by what is not filled in.
    static string? KeyOf(JsonNode row, IReadOnlyList<string> fields)
    {
        var keys = fields.Select(field => TypedText.Letters(row[field]?.ToString())).ToList();
        return keys.Any(key => key.Length == 0) ? null : string.Join('\n', keys);
    }
}

/// <summary>Every field of the 申报书, once: comparison, workbook and conflicts name them alike.</summary>
public static class FormFields
{
    /// <summary>The format of the 申报书 that new calls are published with (Art. 9): it counts up when fields come, go or change their
    /// meaning; a call keeps its own.</summary>
    public const int Version = 1;

    /// <summary>The parts in the order of the form.</summary>
    public static readonly IReadOnlyList<FormPart> Parts =
    [
        new("", "基本信息", null, [],
        [
            new("coreName", "联盟名称中的“××”"),
            new("kind", "联盟类型", FieldKind.Choice, Words<AllianceKind>(Naming.Of)),
            new("keyIndustry", "所属“188”重点产业"),
            new("industryCode", "国民经济行业代码"),
            .. Contact,
        ]),
        new("members", "成员单位", "第 {0} 家", [["creditCode"], ["name"]],
        [
            new("name", "单位名称"),
            new("creditCode", "统一社会信用代码"),
            new("isLead", "这是牵头单位", FieldKind.YesNo),
            new("kind", "单位性质", FieldKind.Choice, Words<UnitKind>(Naming.Of)),
            new("kindNote", "性质说明"),
            new("address", "注册地址"),
            new("regionCode", "行政区划代码"),
            new("registeredCapitalFen", "注册资金（万元）", FieldKind.Money),
            new("foundedOn", "成立时间", FieldKind.Day),
            new("businessScope", "主要经营范围", FieldKind.Paragraphs),
            new("task", "任务分工", FieldKind.Paragraphs),
            new("legalRepresentative", "法定代表人"),
            new("signature.signatory", "签署人"),
            new("signature.signedOn", "签署日期", FieldKind.Day),
            new("signature.byProxy", "由授权代理人签署", FieldKind.YesNo),
            .. Contact,
        ]),
        new("agreement", "联盟协议", null, [],
        [
            new("goals", "技术创新目标", FieldKind.Paragraphs),
            new("liableCreditCode", "对外承担责任主体（信用代码）"),
            new("resultsOwnership", "成果和知识产权归属", FieldKind.Paragraphs),
            new("benefitGuarantee", "利益保障机制", FieldKind.Paragraphs),
            new("noDisputeDeclared", "无法律争议声明", FieldKind.YesNo),
        ]),
        new("plan", "规划与方案", null, [],
        [
            new("direction", "产业链发展方向", FieldKind.Paragraphs),
            new("principles", "工作原则", FieldKind.Paragraphs),
            new("targets", "技术与产业目标", FieldKind.Paragraphs),
            new("tasks", "重点任务", FieldKind.Paragraphs),
            new("steps", "实施步骤与措施", FieldKind.Paragraphs),
            new("expectedResults", "预期结果", FieldKind.Paragraphs),
        ]),
        new("governance", "组织与机制", null, [],
        [
            new("decisionBody", "决策机构", FieldKind.Paragraphs),
            new("advisoryBody", "咨询机构", FieldKind.Paragraphs),
            new("executiveBody", "执行机构", FieldKind.Paragraphs),
            new("mechanism", "决策与执行机制", FieldKind.Paragraphs),
            new("fundRules", "内部经费管理制度", FieldKind.Paragraphs),
        ]),
        new("team", "研发团队", "第 {0} 人", [["name", "unitCreditCode"], ["name"]],
        [
            new("name", "姓名"),
            new("title", "职称"),
            new("field", "专业"),
            new("unitCreditCode", "所在单位（信用代码）"),
        ]),
        new("projects", "产业化项目", "第 {0} 项", [["name", "unitCreditCode"], ["name"]],
        [
            new("name", "项目名称"),
            new("unitCreditCode", "承担单位（信用代码）"),
            new("startedOn", "起始日期", FieldKind.Day),
            new("investmentFen", "投资（万元）", FieldKind.Money),
            new("summary", "说明", FieldKind.Paragraphs),
        ]),
        new("achievements", "创新成果", "第 {0} 项", [["kind", "number"], ["number"], ["title"]],
        [
            new("kind", "类别", FieldKind.Choice, Words<AchievementKind>(Naming.Of)),
            new("number", "证书号、标准号或登记号"),
            new("title", "名称"),
            new("ownerCreditCode", "权利人（信用代码）"),
        ]),
    ];

    static FormField[] Contact => [new("contact.name", "联系人姓名"), new("contact.position", "联系人部门职务"), new("contact.phone", "联系人电话")];

    static IReadOnlyList<(string, string)> Words<T>(Func<T, string> name) where T : struct, Enum
        => [.. Enum.GetValues<T>().Select(value => (Json.CamelCase(value.ToString()), name(value)))];
}
