using Alliance.Core.Rules;
using Alliance.Statute.Eligibility;

namespace Alliance.Intake.Applications.Form;

/// <summary>A part of the 申报书 that is filled in on a page of its own, and the conditions of Art. 8 it answers.</summary>
/// <param name="Key">Last part of the page's address.</param>
/// <param name="Title">Its name; key of the translation.</param>
/// <param name="Codes">The conditions it answers.</param>
/// <param name="Fields">How the paths of its fields begin.</param>
public sealed record Section(string Key, string Title, IReadOnlyList<string> Codes, IReadOnlyList<string> Fields)
{
    /// <summary>The sections in the order of the form; they can be filled in in any order.</summary>
    public static readonly IReadOnlyList<Section> All =
    [
        new("basics", "基本信息", [], ["coreName", "kind", "keyIndustry", "industryCode", "contact"]),
        new("members", "成员单位", ["P0", "P1", "P2", "P3", "P4", "P5", "P7"], ["members"]),
        new("agreement", "联盟协议", ["P6", "P8", "P12", "P13", "P14"], ["agreement"]),
        new("plan", "规划与方案", ["P9"], ["plan"]),
        new("governance", "组织与机制", ["P10", "P11"], ["governance"]),
        new("team", "研发团队", ["P15"], ["team"]),
        new("projects", "产业化项目", ["P16"], ["projects"]),
        new("achievements", "创新成果", ["P17"], ["achievements"]),
        new("attachments", "附件", [], ["attachments"]),
    ];

    /// <summary>The section with this key.</summary>
    public static Section Of(string key) => All.First(s => s.Key == key);

    /// <summary>The section after this one; null after the last.</summary>
    public Section? Next => All.SkipWhile(s => s.Key != Key).Skip(1).FirstOrDefault();

    /// <summary>True when a fault lies in this section.</summary>
    public bool Holds(Fault fault) => fault.Field is { } field && Fields.Any(f => field.StartsWith(f, StringComparison.OrdinalIgnoreCase));

    /// <summary>How many things in it still keep the application from being submitted or from meeting Art. 8.</summary>
    public int Open(ReadApplication.Answer application, IReadOnlyList<Fault> faults)
        => faults.Count(Holds) + Submission.Advice(application.Form).Count(Holds)
            + application.Conditions.Count(c => Codes.Contains(c.Code) && c.Verdict == Verdict.NotMet);
}
