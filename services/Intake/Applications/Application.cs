using Alliance.Contracts;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications;

/// <summary>Where an application is within Intake; where the whole procedure is, the case says.</summary>
public enum Stage
{
    /// <summary>草稿: seen by its own unit only.</summary>
    Draft,
    /// <summary>形式审查.</summary>
    FormalReview,
    /// <summary>补正: back with the lead unit, once.</summary>
    Correction,
    /// <summary>形式审查通过.</summary>
    Passed,
    /// <summary>形式审查未通过, or not corrected in time.</summary>
    Refused,
    /// <summary>已撤回.</summary>
    Withdrawn,
}

/// <summary>An application as rules look at it; a slice selects the columns its rule needs.</summary>
public sealed record Application
{
    /// <summary>Key, and key of the recognition case.</summary>
    public Guid Id { get; init; }
    /// <summary>The call it answers.</summary>
    public Guid CallId { get; init; }
    /// <summary>Where it is.</summary>
    public Stage Stage { get; init; }
    /// <summary>Counts the saved versions of the form.</summary>
    public int Version { get; init; }
    /// <summary>The form as JSON text.</summary>
    public string Form { get; init; } = "";
    /// <summary>Kept for the whole life of the case.</summary>
    public string PolicyVersion { get; init; } = "";
    /// <summary>统一社会信用代码 of the unit whose account began it: the 牵头单位.</summary>
    public string LeadCreditCode { get; init; } = "";
    /// <summary>The account that answers for it 经办账号; null where nobody in particular does.</summary>
    public string? HeldBy { get; init; }
    /// <summary>Accounts of the unit that handed it over and may no longer see it.</summary>
    public string[] FormerAccounts { get; init; } = [];
    /// <summary>受理编号, null before submission.</summary>
    public string? ReceiptNumber { get; init; }
    /// <summary>How often it was submitted: 1, and 2 after a correction.</summary>
    public int Submissions { get; init; }
    /// <summary>State of the recognition case, null before submission.</summary>
    public ApplicationState? CaseState { get; init; }
    /// <summary>True when the officer who acts keeps away from it 回避.</summary>
    public bool Recused { get; init; }
    /// <summary>The unit that leads the alliance that came of it now; null where that is still the one that applied.</summary>
    public string? LeadsNow { get; init; }
    /// <summary>How far its case has come.</summary>
    public Phase Reached { get; init; }
    /// <summary>True when the expert who asks has a seat on its panel.</summary>
    public bool Seated { get; init; }
    /// <summary>True when the officer who acts judged conditions of what was last submitted.</summary>
    public bool JudgedByActor { get; init; }
    /// <summary>True when another officer did.</summary>
    public bool JudgedByOther { get; init; }
    /// <summary>Its name.</summary>
    public string AllianceName { get; init; } = "";
    /// <summary>The officer it was given to.</summary>
    public string? AssignedTo { get; init; }
    /// <summary>The 推荐单位 it goes to; null where none was named and none follows.</summary>
    public Guid? RecommenderId { get; init; }
    /// <summary>True where its policy asks for a recommendation (Art. 18).</summary>
    public bool RecommendationRequired { get; init; }
    /// <summary>True when the 推荐单位 of whoever asks has to do with it.</summary>
    public bool InArea { get; init; }
    /// <summary>True once an officer judged a condition of it.</summary>
    public bool ReviewBegan { get; init; }
    /// <summary>Where its lead unit is registered, 行政区划代码.</summary>
    public string District { get; init; } = "";
    /// <summary>Its 重点产业.</summary>
    public string KeyIndustry { get; init; } = "";
    /// <summary>Window of its call.</summary>
    public DateTimeOffset OpensAt { get; init; }
    /// <summary>Window of its call.</summary>
    public DateTimeOffset ClosesAt { get; init; }
    /// <summary>Until when recommendations are expected, where its call says so.</summary>
    public DateTimeOffset? RecommendUntil { get; init; }
    /// <summary>Year of its call.</summary>
    public int Year { get; init; }

    /// <summary>The policy it runs under.</summary>
    public Policy Policy => PolicyBook.Find(PolicyVersion);

    /// <summary>The 申报书.</summary>
    public ApplicationForm ReadForm() => Json.Read<ApplicationForm>(Form);

    /// <summary>The member units but the lead. They do not read the application, which is their lead unit's, and are told what becomes of
    /// it.</summary>
    public IEnumerable<Audience> OtherMembers => ReadForm().Members.Where(m => !m.IsLead && m.CreditCode.Length > 0
        && m.CreditCode != LeadCreditCode).Select(m => Audience.Unit(m.CreditCode)).Distinct();

    /// <summary>What a person who is not of the lead unit is told: whether it exists is nobody else's business.</summary>
    public static Refusal Unknown => Refusal.NotFound($"没有这份申报书，或您无权查看");

    /// <summary>Why this person cannot act for the lead unit; null when they can.</summary>
    public static Refusal? WhyNotOwner(Application? application, Actor actor)
        => application is null || !application.IsOf(actor) ? Unknown : null;

    /// <summary>True for the people of the lead unit, but for those who handed it over.</summary>
    public bool IsOf(Actor actor) => actor.BelongsTo(LeadCreditCode) && !FormerAccounts.Contains(actor.Account);
}
