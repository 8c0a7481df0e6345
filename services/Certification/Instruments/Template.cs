using System.Globalization;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Instruments;

/// <summary>The standing texts of instruments, from the policy; where a policy has none, the one that stands here.</summary>
static class Template
{
    // 发文字号 as the bureau writes it, where the policy does not say.
    const string UsualNumber = "昆科发〔{year}〕{number}号";

    /// <summary>The name of the policy's text.</summary>
    static string Id(InstrumentKind kind) => kind switch
    {
        InstrumentKind.RecognitionNotice => "notice",
        InstrumentKind.CancellationNotice => "cancellationNotice",
        InstrumentKind.RevocationAnnouncement => "revocationAnnouncement",
        _ => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..],
    };

    static DocumentText? Held(Policy policy, string id) => policy.Document.DocumentTexts?.FirstOrDefault(text => text.Id == id);

    /// <summary>The text to begin a draft with.</summary>
    public static (string Title, string Body) Of(ISigning signing, Policy policy, int lines)
    {
        var (id, usual) = (Id(signing.Kind), Usual(signing.Kind));
        var title = Held(policy, id)?.Title ?? usual.Title;
        var body = lines > 1 ? Held(policy, $"{id}List")?.Body ?? usual.List : Held(policy, id)?.Body ?? usual.One;
        return (title, string.Join('\n', [body.Replace("{policy}", policy.Title, StringComparison.Ordinal), .. signing.Standing(policy)]));
    }

    /// <summary>What a number of the kind looks like, with {year} and {number}; null where the kind has none.</summary>
    public static string? Series(InstrumentKind kind, Policy policy) => Held(policy, Id(kind))?.Number
        ?? (kind is InstrumentKind.RecognitionNotice or InstrumentKind.CancellationNotice or InstrumentKind.RevocationAnnouncement
            ? null : UsualNumber);

    /// <summary>发文机关标志 in red; null where the policy has none for the kind.</summary>
    public static string? Head(InstrumentKind kind, Policy policy) => Held(policy, Id(kind))?.Head
        ?? (kind is InstrumentKind.Recognition ? $"{policy.Authority}文件" : null);

    /// <summary>A text with its places filled in.</summary>
    public static string Fill(string text, IReadOnlyList<InstrumentContent.Line> lines, string start, string end) => text
        .Replace("{name}", lines switch { [] => "", [var one] => one.Name, _ => $"{lines[0].Name}等{lines.Count}个联盟" },
            StringComparison.Ordinal)
        .Replace("{lead}", string.Join('、', lines.Select(line => line.LeadUnit).Distinct()), StringComparison.Ordinal)
        .Replace("{members}", lines.Sum(line => line.Members.Count).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{count}", lines.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{start}", start, StringComparison.Ordinal)
        .Replace("{end}", end, StringComparison.Ordinal);

    static (string Title, string One, string List) Usual(InstrumentKind kind) => kind switch
    {
        InstrumentKind.RecognitionNotice => ("关于拟认定{name}的公示",
            "根据《{policy}》，经形式审查、专家评审和局长办公会研究，拟认定{name}（牵头单位：{lead}，成员单位{members}家），现予公示。公示期为{start}至{end}。" + Objecting,
            "根据《{policy}》，经形式审查、专家评审和局长办公会研究，拟认定{name}（名单附后），现予公示。公示期为{start}至{end}。" + Objecting),
        InstrumentKind.Recognition => ("关于认定{name}的通知",
            "根据《{policy}》，经公示无异议，现认定{name}，牵头单位为{lead}，予以授牌。运行周期自{start}至{end}。",
            "根据《{policy}》，经公示无异议，现认定{name}（名单附后），予以授牌。运行周期自{start}至{end}。"),
        InstrumentKind.Refusal => ("不予认定决定书",
            "根据《{policy}》，经局长办公会研究，决定对{name}（牵头单位：{lead}）不予认定。",
            "根据《{policy}》，经局长办公会研究，决定对{name}（名单附后）不予认定。"),
        InstrumentKind.CancellationNotice => ("关于拟取消{name}资格的公示",
            "根据《{policy}》，{name}运行周期考核不合格，拟取消其资格，现予公示。公示期为{start}至{end}。" + Objecting,
            "根据《{policy}》，{name}（名单附后）运行周期考核不合格，拟取消其资格，现予公示。公示期为{start}至{end}。" + Objecting),
        InstrumentKind.Cancellation => ("关于取消{name}资格的决定",
            "根据《{policy}》，{name}（牵头单位：{lead}）运行周期考核不合格，经公示无异议，决定取消其资格。",
            "根据《{policy}》，{name}（名单附后）运行周期考核不合格，经公示无异议，决定取消其资格。"),
        InstrumentKind.Revocation => ("关于撤销{name}资格的决定",
            "根据《{policy}》第十七条，决定撤销{name}（牵头单位：{lead}）的认定资格，收回授牌，并向社会公布。",
            "根据《{policy}》第十七条，决定撤销{name}（名单附后）的认定资格，收回授牌，并向社会公布。"),
        InstrumentKind.RevocationAnnouncement => ("关于撤销{name}资格的公告",
            "根据《{policy}》第十七条，撤销{name}（牵头单位：{lead}）的认定资格，收回授牌。该单位不得再以“昆明市产业技术创新战略联盟”名义开展活动。现予公布。",
            "根据《{policy}》第十七条，撤销{name}（名单附后）的认定资格，收回授牌。上述单位不得再以“昆明市产业技术创新战略联盟”名义开展活动。现予公布。"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    const string Objecting = "对公示内容有异议的，请在公示期内以书面形式实名提出，单位须加盖公章，个人须签名，并附事实证据。";
}
