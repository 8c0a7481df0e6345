using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>
/// A unit begins an application as its lead 牵头单位 (Art. 9). The draft is seen by this unit only. Who begins the same again, by a second
/// click or an old page, gets the draft that nobody has touched yet.
/// </summary>
[For(Roles.Applicant)]
public sealed class StartApplication(Database database, StatutoryClock clock)
{
    /// <summary>The call to answer.</summary>
    /// <param name="CallId">The call.</param>
    /// <param name="CopyFrom">An earlier application of the same unit whose content is taken over; null begins empty.</param>
    public sealed record Request(Guid CallId, Guid? CopyFrom = null);

    // As much of the call as the rule looks at.
    internal sealed record Answered
    {
        public Guid CallId { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        public string PolicyVersion { get; init; } = "";
    }

    /// <summary>The draft.</summary>
    public sealed record Answer(Guid ApplicationId);

    public async Task<Outcome<Answer>> Handle(Request request, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var call = await work.Find<Answered>(
            "select id as call_id, closes_at, policy_version from call where id = @CallId for no key update", request);
        if (WhyNot(call, applicant, clock.Now) is { } refusal) return refusal;
        var earlier = request.CopyFrom is null ? null
            : await work.Find<Application>(
                "select id, lead_credit_code, former_accounts, form::text from application where id = @CopyFrom", request);
        if (request.CopyFrom is not null && Application.WhyNotOwner(earlier, applicant) is { } notTheirs) return notTheirs;

        var unit = applicant.Unit!;
        // The account says who leads; the rest is for people to fill in.
        var form = earlier is not null ? Anew(earlier.ReadForm())
            : new ApplicationForm { Members = [new MemberUnit { Name = unit.Name, CreditCode = unit.CreditCode, IsLead = true }] };
        var untouched = await work.Find<Guid?>("""
            select id from application
            where call_id = @CallId and lead_credit_code = @CreditCode and held_by = @Account and stage = 'Draft'
              and version = 1 and form = @form
              and not exists (select 1 from document d where d.case_id = application.id)
            order by id desc limit 1
            """, new { request.CallId, unit.CreditCode, applicant.Account, form = Json.Of(form) });
        if (untouched is { } begun) return new Answer(begun);

        var applicationId = Guid.CreateVersion7();
        var allianceName = form.CoreName.Length > 0 ? AllianceName.For(PolicyBook.Find(call!.PolicyVersion), form.CoreName) : "";
        await work.Execute("""
            insert into application(id, call_id, year, policy_version, stage, form, version, alliance_name, lead_unit, lead_credit_code,
              key_industry, arrived_at, saved_at, saved_by, held_by, held_by_name, search)
            values (@applicationId, @CallId, (select year from call where id = @CallId), @PolicyVersion, 'Draft', @form, 1, @allianceName,
              @Name, @CreditCode, @KeyIndustry, @Now, @Now, @Account, @Account, @holder, @search)
            """, new
        {
            applicationId,
            call!.CallId,
            call.PolicyVersion,
            form = Json.Of(form),
            allianceName,
            form.KeyIndustry,
            unit.Name,
            unit.CreditCode,
            clock.Now,
            applicant.Account,
            holder = applicant.Name,
            search = ListApplications.Searchable(form, allianceName, receiptNumber: null, unit),
        });
        await work.Execute("""
            insert into revision(application_id, version, form, saved_at, saved_by) values (@applicationId, 1, @form, @Now, @Name)
            """, new { applicationId, form = Json.Of(form), clock.Now, applicant.Name });
        await work.Record(applicationId, nameof(StartApplication), request, Articles.Applications, call.PolicyVersion);
        await work.Commit();
        return new Answer(applicationId);
    }

    // A signature stands under one agreement and one year; the declaration is made anew.
    internal static ApplicationForm Anew(ApplicationForm earlier) => earlier with
    {
        Members = [.. earlier.Members.Select(m => m with { Signature = null })],
        Agreement = earlier.Agreement with { NoDisputeDeclared = false },
    };

    internal static Refusal? WhyNot(Answered? call, Actor applicant, DateTimeOffset now) => call switch
    {
        null => Refusal.NotFound($"没有这份申报通知"),
        _ when applicant.Unit is null => Refusal.Forbidden($"您的账号没有所属单位，不能以牵头单位申报", Articles.Applications),
        _ when now >= call.ClosesAt => Refusal.Conflict($"本次申报已截止，请关注下一年度的申报通知", Articles.Applications, call.PolicyVersion),
        _ => null,
    };
}
