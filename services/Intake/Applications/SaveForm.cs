using Alliance.Platform.Data;
using Alliance.Platform.Hosting;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;
using Alliance.Statute;
using Alliance.Statute.Eligibility;

namespace Alliance.Intake.Applications;

/// <summary>
/// People of the lead unit save the form, complete or not. Whoever began from an older version is joined with what others
/// saved since; only where both changed the same field is the save refused, naming that field.
/// </summary>
public sealed class SaveForm(Database database, StatutoryClock clock)
{
    // More than any real alliance has; it keeps one request from filling the database.
    const int MostRows = 100;
    const int MostCharacters = 400_000;

    /// <summary>The version that now stands.</summary>
    public sealed record Answer(int Version);

    sealed record Revision
    {
        public string Form { get; init; } = "";
        public DateTimeOffset SavedAt { get; init; }
        public string SavedBy { get; init; } = "";
    }

    /// <summary>Replaces the whole form.</summary>
    public Task<Outcome<Answer>> Handle(Guid applicationId, ApplicationForm form, int? basedOn, Actor applicant, CancellationToken ct)
        => Handle(applicationId, _ => form, basedOn, applicant, ct);

    /// <summary>Changes a part of the form.</summary>
    /// <param name="applicationId">The application.</param>
    /// <param name="change">Makes the form as it shall be from the one that was seen.</param>
    /// <param name="basedOn">The version that was seen; null takes the one that stands.</param>
    /// <param name="applicant">Who saves.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Outcome<Answer>> Handle(Guid applicationId, Func<ApplicationForm, ApplicationForm> change, int? basedOn, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, version, form::text, policy_version, lead_credit_code, former_accounts, receipt_number
            from applications where id = @applicationId for update
            """, new { applicationId });
        if (WhyNot(application, applicant) is { } refusal) return refusal;

        var stands = application!.ReadForm();
        var form = change(stands);
        if (basedOn is { } seenVersion && seenVersion != application.Version)
        {
            if (await Read(work, applicationId, seenVersion) is not { } seen)
                return Refusal.Conflict($"您所依据的版本 {seenVersion} 不存在，请重新打开申报书");
            var before = Json.Read<ApplicationForm>(seen.Form);
            var (merged, conflicts) = FormMerge.Of(before, change(before), stands);
            if (conflicts.Count > 0) return WhyConflict(conflicts, (await Read(work, applicationId, application.Version))!);
            form = merged;
        }
        if (WhyNot(form) is { } unfit) return unfit;
        if (FormMerge.Same(form, stands)) return new Answer(application.Version);

        var version = application.Version + 1;
        await work.Execute("""
            update applications
            set form = @form, version = @version, alliance_name = @allianceName, key_industry = @KeyIndustry, search = @search, saved_at = @Now, saved_by = @Account
            where id = @applicationId
            """, new
        {
            applicationId,
            form = Json.Of(form),
            version,
            form.KeyIndustry,
            clock.Now,
            applicant.Account,
            allianceName = NameOf(application, form),
            search = ListApplications.Searchable(form, NameOf(application, form), application.ReceiptNumber, applicant.Unit!),
        });
        await work.Execute("""
            insert into revisions(application_id, version, form, saved_at, saved_by) values (@applicationId, @version, @form, @Now, @Name)
            """, new { applicationId, version, form = Json.Of(form), clock.Now, applicant.Name });
        await work.Record(applicationId, nameof(SaveForm), new { version }, policyVersion: application.PolicyVersion);
        await work.Commit();
        return new Answer(version);
    }

    static Task<Revision?> Read(UnitOfWork work, Guid applicationId, int version) => work.Find<Revision>(
        "select form::text, saved_at, saved_by from revisions where application_id = @applicationId and version = @version", new { applicationId, version });

    static string NameOf(Application application, ApplicationForm form)
        => string.IsNullOrWhiteSpace(form.CoreName) ? "" : AllianceName.For(application.Policy, form.CoreName);

    internal static Refusal? WhyNot(Application? application, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        return application!.Stage is Stage.Draft or Stage.Correction ? null
            : Refusal.Conflict($"申报书已提交，内容已固定；只有草稿和补正中的申报书可以修改", "Art. 9", application.PolicyVersion);
    }

    internal static Refusal? WhyNot(ApplicationForm form)
    {
        List<Fault> faults = [];
        if (form.Members.Count > MostRows) faults.Add(new($"成员单位超过 {MostRows} 家，请核对", Field: "members"));
        if (form.Team.Count > MostRows) faults.Add(new($"研发团队超过 {MostRows} 人，请只列主要成员", Field: "team"));
        if (form.Projects.Count > MostRows) faults.Add(new($"产业化项目超过 {MostRows} 项，请只列主要项目", Field: "projects"));
        if (form.Achievements.Count > MostRows) faults.Add(new($"成果超过 {MostRows} 项，请只列主要成果", Field: "achievements"));
        if (Json.Write(form).Length > MostCharacters) faults.Add(new($"申报书文字过长，请把详细内容作为附件上传"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    static Refusal WhyConflict(IReadOnlyList<FormMerge.Conflict> conflicts, Revision theirs)
    {
        var at = theirs.SavedAt.ToOffset(Statute.Periods.BeijingTime.Offset).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return new(RefusalKind.Conflict, [.. conflicts.Select(c => c.Theirs.Length > 0
            ? new Fault($"{theirs.SavedBy} 已于 {at} 把此处改为“{c.Theirs}”，您填写的内容仍保留；再次保存将以您的内容为准", Field: c.Field)
            : new Fault($"{theirs.SavedBy} 已于 {at} 修改了此处，您填写的内容仍保留；再次保存将以您的内容为准", Field: c.Field))]);
    }
}
