using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Statute;

namespace Alliance.Monitoring.Registers;

/// <summary>The registers of an alliance (Art. 5, 6, 16).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>知识产权和科技成果 (Art. 16).</summary>
    [State("知识产权和成果", StateColour.Blue)] Result,
    /// <summary>技术标准 (Art. 16).</summary>
    [State("技术标准", StateColour.Purple)] Standard,
    /// <summary>项目 (Art. 8-3, 14).</summary>
    [State("项目", StateColour.Green)] Project,
    /// <summary>公共平台 (Art. 5).</summary>
    [State("公共平台", StateColour.Blue)] Platform,
    /// <summary>共享仪器设备 (Art. 5).</summary>
    [State("共享仪器设备", StateColour.Grey)] Equipment,
    /// <summary>金融投资机构 (Art. 5).</summary>
    [State("金融投资机构", StateColour.Green)] Investor,
    /// <summary>国际合作与交流 (Art. 5).</summary>
    [State("国际合作与交流", StateColour.Purple)] Cooperation,
    /// <summary>重大问题 (Art. 6).</summary>
    [State("重大问题", StateColour.Orange)] Issue,
}

/// <summary>A field that only a kind has.</summary>
/// <param name="Key">As it stands in the API and in a workbook's column.</param>
/// <param name="Label">What people read.</param>
/// <param name="Choices">What may be chosen, in Chinese; none for a text.</param>
/// <param name="IsRequired">True where an entry has to have it.</param>
/// <param name="Rows">Lines of its input.</param>
public sealed record DetailField(
    string Key, string Label, IReadOnlyList<string>? Choices = null, bool IsRequired = false, int Rows = 1);

/// <summary>What a kind of entry has, and on which article it rests.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Article">The article.</param>
/// <param name="NumberLabel">What its number is; null where it has none.</param>
/// <param name="NeedsNumber">True where it has to have one.</param>
/// <param name="OwnerLabel">What the member unit is to it; null where it has none.</param>
/// <param name="StartLabel">What its first day is.</param>
/// <param name="EndLabel">What its last day is; null where it has none.</param>
/// <param name="AmountLabel">What its amount is; null where it has none.</param>
/// <param name="IsPublic">True where it stands in the open data.</param>
/// <param name="Details">Its own fields.</param>
public sealed record EntryShape(
    EntryKind Kind, string Article, string? NumberLabel, bool NeedsNumber, string? OwnerLabel, string StartLabel, string? EndLabel,
    string? AmountLabel, bool IsPublic, IReadOnlyList<DetailField> Details)
{
    /// <summary>All of them, in the order of the pages.</summary>
    public static readonly IReadOnlyList<EntryShape> All =
    [
        new(EntryKind.Result, Articles.Results, "证书号或登记号", true, "权利人", "授权或登记日期", "有效期至", null, true,
        [
            new("type", "类型", ["发明专利", "实用新型专利", "外观设计专利", "软件著作权", "植物新品种", "集成电路布图设计", "科技成果登记", "其他"], IsRequired: true),
            new("licence", "许可情况", Rows: 2), new("transfer", "转让或转化情况", Rows: 2), new("award", "获奖情况"),
        ]),
        new(EntryKind.Standard, Articles.Results, "标准号", true, "参与单位", "发布日期", "废止日期", null, true,
        [
            new("level", "级别", ["国际标准", "国家标准", "行业标准", "地方标准", "团体标准", "企业标准"], IsRequired: true),
            new("role", "作用", ["主持", "参与"], IsRequired: true),
        ]),
        new(EntryKind.Project, Articles.Foundation, "项目编号", false, "承担单位", "开始日期", "结束日期", "投资额", true,
        [
            new("level", "来源", ["国家级", "省级", "市级", "区县级", "企业自立", "其他"], IsRequired: true),
            new("participants", "参加单位", Rows: 2),
            new("progress", "进展", ["在研", "已验收", "终止"], IsRequired: true), new("summary", "说明", Rows: 3),
        ]),
        new(EntryKind.Platform, Articles.Encouragement, "批准文号", false, "运行单位", "建成日期", null, "投资额", true,
        [
            new("type", "类型", ["重点实验室", "工程技术研究中心", "企业技术中心", "中试基地", "检验检测平台", "信息服务平台", "其他"], IsRequired: true),
            new("services", "开放服务情况", Rows: 2),
        ]),
        new(EntryKind.Equipment, Articles.Encouragement, "设备编号", false, "所有单位", "开始共享日期", null, "原值", true,
        [
            new("model", "型号规格"), new("sharing", "共享办法", Rows: 2, IsRequired: true),
        ]),
        new(EntryKind.Investor, Articles.Encouragement, null, false, "投向单位", "引入日期", "退出日期", "投资额", false,
        [
            new("form", "方式", ["股权投资", "贷款", "担保", "基金", "其他"], IsRequired: true), new("purpose", "用途", Rows: 2),
        ]),
        new(EntryKind.Cooperation, Articles.Encouragement, null, false, "合作单位（联盟方）", "开始日期", "结束日期", null, true,
        [
            new("partner", "外方单位", IsRequired: true), new("country", "国家或地区", IsRequired: true),
            new("form", "方式", ["联合研发", "技术引进", "人才交流", "会议展览", "其他"], IsRequired: true), new("content", "内容", Rows: 3),
        ]),
        new(EntryKind.Issue, Articles.LeadDuties, null, false, "涉及单位", "发生日期", "解决日期", null, false,
        [
            new("description", "问题描述", Rows: 3, IsRequired: true), new("measures", "协调和处理情况", Rows: 3, IsRequired: true),
        ]),
    ];

    /// <summary>The shape of a kind.</summary>
    public static EntryShape Of(EntryKind kind) => All.First(shape => shape.Kind == kind);
}
