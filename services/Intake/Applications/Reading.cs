using Alliance.Platform.Data;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;

namespace Alliance.Intake.Applications;

/// <summary>How far a case has come: whose offices have to do with it. It never goes back, whatever becomes of the case.</summary>
public enum Phase
{
    /// <summary>形式审查, with what leads to it.</summary>
    FormalReview,
    /// <summary>专家评审.</summary>
    ExpertReview,
    /// <summary>认定, with its 公示.</summary>
    Determination,
    /// <summary>The recognition is decided: 经费, 动态管理, 考核.</summary>
    Recognition,
}

/// <summary>As what a person reads an application.</summary>
public enum Access
{
    /// <summary>Not at all; whether it exists is not their business.</summary>
    None,
    /// <summary>An officer who keeps away from it 回避 reads no more than that.</summary>
    KeepsAway,
    /// <summary>An expert with a seat on its panel: what was submitted, without anybody's contact data.</summary>
    Seat,
    /// <summary>An office that it has reached, or somebody who reads everything: what was submitted.</summary>
    Bureau,
    /// <summary>The lead unit: what it works on.</summary>
    Own,
}

/// <summary>
/// Who may read an application: one rule for page, API, file and print. It follows from what the person has to do with it: the unit whose it is, a seat on its panel,
/// an office that it has reached; not from the role alone.
/// </summary>
internal static class Reading
{
    static readonly (string Role, Phase From)[] Offices =
    [
        (Roles.IntakeOfficer, Phase.FormalReview),
        (Roles.ReviewSecretary, Phase.ExpertReview),
        (Roles.CertificationOfficer, Phase.Determination), (Roles.DecisionMaker, Phase.Determination),
        (Roles.FundingOfficer, Phase.Recognition), (Roles.FundingApprover, Phase.Recognition), (Roles.MonitoringOfficer, Phase.Recognition), (Roles.Assessor, Phase.Recognition),
        .. Roles.Readers.Select(role => (role, Phase.FormalReview)),
    ];

    /// <summary>As what this person reads it.</summary>
    public static Access Of(Application? application, Actor actor) => application switch
    {
        null => Access.None,
        _ when application.IsOf(actor) && actor.Is(Roles.Applicant) => Access.Own,
        // 草稿: seen by its own unit only, whoever else asks.
        { Stage: Stage.Draft } => Access.None,
        { Recused: true } => Access.KeepsAway,
        _ when From(actor) <= application.Reached => Access.Bureau,
        // The seat lasts until it is left, the panel has concluded or the application is withdrawn.
        { Seated: true, Stage: Stage.Passed } when actor.Is(Roles.Expert) => Access.Seat,
        _ => Access.None,
    };

    /// <summary>From where on this person's offices have to do with applications; null for whoever belongs to none.</summary>
    public static Phase? From(Actor actor) => Offices.Where(office => actor.Is(office.Role)).Select(office => (Phase?)office.From).Min();

    /// <summary>Why they may not; null when they may.</summary>
    public static Refusal? WhyNot(Access access) => access switch
    {
        Access.None => Application.Unknown,
        Access.KeepsAway => Refusal.Forbidden($"您已对这份申报书申请回避，不能查看其内容", "Art. 10"),
        _ => null,
    };

    /// <summary>As what this person reads the application with this key.</summary>
    public static async Task<Access> Of(Database database, Guid applicationId, Actor actor, CancellationToken ct) => Of(await database.Find<Application>("""
        select a.id, a.stage, a.lead_credit_code, a.former_accounts, a.reached,
               exists(select 1 from officer_recusals r where r.application_id = a.id and r.account = @Account) as recused,
               exists(select 1 from panel_seats s where s.application_id = a.id and s.account = @Account and s.taken_at is not null and s.left_at is null)
                 and not exists(select 1 from review_outcomes o where o.application_id = a.id) as seated
        from applications a where a.id = @applicationId
        """, new { applicationId, actor.Account }, ct), actor);

    /// <summary>What a list shows to the offices, as a condition on the table a with the value @from.</summary>
    public const string Listed = "a.stage <> 'Draft' and a.reached >= @from";

    /// <summary>How far a case has come that is in this state; null where the state does not tell.</summary>
    public static Phase? ReachedBy(string state) => state switch
    {
        "ExpertReview" => Phase.ExpertReview,
        "Determination" or "PublicNotice" or "ObjectionHandling" => Phase.Determination,
        "Certification" or "Recognised" => Phase.Recognition,
        _ => null,
    };
}
