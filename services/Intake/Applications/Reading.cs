using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications;

/// <summary>As what a person reads an application.</summary>
public enum Access
{
    /// <summary>Not at all; whether it exists is not their business.</summary>
    None,
    /// <summary>An officer who keeps away from it 回避 reads no more than that.</summary>
    KeepsAway,
    /// <summary>An expert with a seat on its panel: what was submitted, without anybody's contact data.</summary>
    Seat,
    /// <summary>推荐单位 that has to do with it: what was submitted, without anybody's contact data (Art. 18).</summary>
    Area,
    /// <summary>The unit that leads the alliance that came of it now: what was submitted, without anybody's contact data.</summary>
    Successor,
    /// <summary>An office that it has reached, or somebody who reads everything: what was submitted.</summary>
    Bureau,
    /// <summary>The lead unit: what it works on.</summary>
    Own,
}

/// <summary>
/// Who may read an application: one rule for page, API, file and print. It follows from what the person has to do with it: the unit whose
/// it is, a seat on its panel, an area of a 推荐单位 that covers it, an office that it has reached; not from the role alone.
/// </summary>
internal static class Reading
{
    /// <summary>As what this person reads it.</summary>
    public static Access Of(Application? application, Actor actor) => application switch
    {
        null => Access.None,
        _ when application.IsOf(actor) && actor.Is(Roles.Applicant) => Access.Own,
        // 草稿: seen by its own unit only, whoever else asks.
        { Stage: Stage.Draft } => Access.None,
        { Recused: true } => Access.KeepsAway,
        _ when Offices.From(actor) <= application.Reached => Access.Bureau,
        _ when actor.Is(Roles.Applicant) && application.LeadsNow is { } unit && actor.BelongsTo(unit) => Access.Successor,
        // The seat lasts until it is left, the panel has concluded or the application is withdrawn.
        { Seated: true, Stage: Stage.Passed } when actor.Is(Roles.Expert) => Access.Seat,
        { InArea: true } when actor.Is(Roles.Recommender) => Access.Area,
        _ => Access.None,
    };

    /// <summary>Why they may not; null when they may.</summary>
    public static Refusal? WhyNot(Access access) => access switch
    {
        Access.None => Application.Unknown,
        Access.KeepsAway => Refusal.Forbidden($"您已对这份申报书申请回避，不能查看其内容", Articles.Review),
        _ => null,
    };

    /// <summary>As what this person reads the application with this key.</summary>
    public static async Task<Access> Of(Database database, Guid applicationId, Actor actor, CancellationToken ct)
        => Of(await database.Find<Application>($"""
        select a.id, a.stage, a.lead_credit_code, a.former_accounts, a.reached,
               (select l.lead_credit_code from living_alliance l where l.application_id = a.id limit 1) as leads_now,
               exists(select 1 from officer_recusal r where r.application_id = a.id and r.account = @Account) as recused,
               exists(select 1 from panel_seat s where s.application_id = a.id and s.account = @Account and s.taken_at is not null
                 and s.left_at is null)
                 and not exists(select 1 from review_outcome o where o.application_id = a.id) as seated,
               exists(select 1 from recommending_body b where {RecommendingBody.IsOfTheAsker} and {RecommendingBody.HasToDo}) as in_area
        from application a where a.id = @applicationId
        """, new { applicationId, actor.Account, Unit = actor.Unit?.CreditCode }, ct), actor);

    /// <summary>What a list shows to the offices, as a condition on the table a with the value @from.</summary>
    public const string Listed = "a.stage <> 'Draft' and a.reached >= @from";
}

/// <summary>Contact data are for the lead unit and the bureau; everybody else sees that there is somebody, not whom to call.</summary>
public static class ContactData
{
    /// <summary>The form with every 联系人 masked.</summary>
    public static ApplicationForm Masked(ApplicationForm form) => form with
    {
        Contact = Masked(form.Contact),
        Members = [.. form.Members.Select(m => m with { Contact = Masked(m.Contact) })],
    };

    static Contact Masked(Contact contact) => contact with
    {
        Name = contact.Name.Length == 0 ? "" : $"{contact.Name[..1]}**",
        Phone = contact.Phone.Length == 0 ? "" : "***",
    };
}
