using System.Globalization;
using Alliance.Contracts;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Notices;

/// <summary>The standing texts of documents, with their places filled in. Official documents are issued in Chinese.</summary>
public static class NoticeText
{
    /// <summary>Which text of the policy announces what.</summary>
    public static DocumentText Of(PublicNoticeKind kind, Policy policy)
        => policy.Text(kind == PublicNoticeKind.Recognition ? "notice" : "cancellationNotice");

    /// <summary>Heading of a notice.</summary>
    public static string Title(PublicNoticeKind kind, Policy policy, ApplicationSummary application)
        => Fill(Of(kind, policy).Title, application, "", "");

    /// <summary>Text of a notice.</summary>
    public static string Body(PublicNotice notice) => Fill(
        Of(notice.Kind, notice.Policy).Body, notice.Application, Day(notice.PublishedOn), End(notice.LastDay, notice.NominalLastDay));

    /// <summary>First and last day of a period as a notice says them.</summary>
    public static (string Start, string End) Days(ReckonedPeriod period)
        => (Day(period.Start), End(period.LastDay, period.NominalLastDay));

    static string End(DateOnly? last, DateOnly nominal) => last is { } day ? Day(day) : $"{Day(nominal)}（暂定，以国务院办公厅公布的放假安排为准）";

    /// <summary>A text with {name}, {lead}, {members}, {start} and {end} filled in.</summary>
    public static string Fill(string text, ApplicationSummary application, string start, string end) => text
        .Replace("{name}", application.AllianceName, StringComparison.Ordinal)
        .Replace("{lead}", application.LeadUnit.Name, StringComparison.Ordinal)
        .Replace("{members}", application.Members.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{start}", start, StringComparison.Ordinal)
        .Replace("{end}", end, StringComparison.Ordinal);

    /// <summary>What a recognised alliance owes (Art. 5 to 7, 12, 13).</summary>
    public static string Duties(Policy policy) => string.Create(CultureInfo.InvariantCulture,
        $"牵头单位组织落实联盟协议和发展规划，对外承担责任，开展自检自查；于每年 {policy.AnnualReport.Due.Month} 月 {policy.AnnualReport.Due.Day} 日前" +
        $"报送年度科技报告；成员、组织机构与制度、发展方向、技术路线等重要变更在年度科技报告中说明并备案；引导经费专款专用、单独核算，" +
        $"并按不低于 {policy.MatchRatio}:1 落实配套经费。");

    /// <summary>Where a notice says to turn to: the department in charge and the one that supervises it, with telephone and address as the
    /// policy has them.</summary>
    public static IReadOnlyList<string> Contacts(Policy policy)
        => [$"业务部门：{Business(policy)}", $"监督部门：{Supervision(policy)}"];

    /// <summary>业务部门, with telephone and address.</summary>
    public static string Business(Policy policy) => Text(policy.Document.NoticeContacts?.Business) ?? $"{policy.Authority}（公示与认定经办处室）";

    /// <summary>监督部门, with telephone and address.</summary>
    public static string Supervision(Policy policy) => Text(policy.Document.NoticeContacts?.Supervision) ?? $"{policy.Authority}（机关纪检）";

    static string? Text(DepartmentContact? contact)
        => contact is null ? null : $"{contact.Department}，电话：{contact.Telephone}，地址：{contact.Address}";

    /// <summary>2023年9月26日.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");
}
