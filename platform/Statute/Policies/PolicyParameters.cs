using System.Reflection;
using System.Text.Json;

namespace Alliance.Statute.Policies;

/// <summary>The parameters of a policy document by name.</summary>
public static class PolicyParameters
{
    // What describes the document itself, not how cases are decided.
    static readonly HashSet<string> Description =
    [
        nameof(PolicyDocument.Schema), nameof(PolicyDocument.Version), nameof(PolicyDocument.Id), nameof(PolicyDocument.Title),
        nameof(PolicyDocument.Status), nameof(PolicyDocument.Sources),
        nameof(PolicyDocument.Note), nameof(PolicyDocument.EffectiveTo), nameof(PolicyDocument.Repeals), nameof(PolicyDocument.AdoptedOn),
        nameof(PolicyDocument.PublishedOn),
        // Where a policy does not speak of it, levels are recommended in any order.
        nameof(PolicyDocument.UpgradeInOrder),
        // Where a policy does not speak of them, the usual periods of Policy count.
        nameof(PolicyDocument.HearingWithin), nameof(PolicyDocument.PlaqueRecovery),
        // Where a policy has no list, the 自检自查 is told in words.
        nameof(PolicyDocument.SelfInspection),
        // Where a policy sets no day, a contract is due on none.
        nameof(PolicyDocument.Contract),
        // The usual reasons; the authority alone, without telephone and address.
        nameof(PolicyDocument.RefusalReasons), nameof(PolicyDocument.NoticeContacts),
        // Where a policy names none, no act counts.
        nameof(PolicyDocument.CreditPublicity),
        // Where a policy does not speak of it, nothing is brought before a superior.
        nameof(PolicyDocument.Escalations),
        // Where a policy does not speak of them, one person concludes, nobody is asked, and the pass mark alone makes the grade.
        nameof(PolicyDocument.AssessmentFourEyes), nameof(PolicyDocument.AssessmentStatement), nameof(PolicyDocument.MemberQuestionnaire),
        nameof(PolicyDocument.GradeMarks), nameof(PolicyDocument.Activity), nameof(PolicyDocument.AssessmentExperts),
        nameof(PolicyDocument.AssessmentResultsPublic),
    ];

    static readonly PropertyInfo[] Deciding = [.. typeof(PolicyDocument).GetProperties().Where(p => !Description.Contains(p.Name))];

    /// <summary>JSON names of the parameters that the document does not have.</summary>
    public static IReadOnlyList<string> Missing(PolicyDocument document)
        => [.. Deciding.Where(p => p.GetValue(document) is null).Select(p => JsonName(p.Name))];

    internal static string JsonName(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}
