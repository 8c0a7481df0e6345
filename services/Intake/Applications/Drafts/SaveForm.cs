using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Input;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Forms;
using Alliance.Statute.Names;

namespace Alliance.Intake.Applications.Drafts;

/// <summary>
/// People of the lead unit save the form, complete or not. Whoever began from an older version is joined with what others
/// saved since; only where both changed the same field is the save refused, naming that field.
/// </summary>
[For(Roles.Applicant)]
public sealed class SaveForm(Database database, StatutoryClock clock)
{
    // More than any real alliance has; it keeps one request from filling the database.
    const int MostRows = 100;
    const int MostCharacters = 400_000;
    internal const int LongestText = 20_000;

    /// <summary>The version that now stands.</summary>
    public sealed record Answer(int Version)
    {
        /// <summary>After a conflict: both changes joined, and the refusal with its places in that form, for the page that shows
        /// it.</summary>
        internal (ApplicationForm Form, Refusal Refusal)? Joined { get; init; }
    }

    internal sealed record Revision
    {
        public int Version { get; init; }
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
    public async Task<Outcome<Answer>> Handle(
        Guid applicationId, Func<ApplicationForm, ApplicationForm> change, int? basedOn, Actor applicant, CancellationToken ct)
    {
        await using var work = await database.Begin(this, applicant, ct);
        var application = await work.Find<Application>("""
            select id, stage, version, form::text, policy_version, lead_credit_code, former_accounts, receipt_number
            from application where id = @applicationId for update
            """, new { applicationId });
        if (WhyNot(application, applicant) is { } refusal) return refusal;

        var stands = application!.ReadForm();
        var form = change(stands);
        if (basedOn is { } seenVersion && seenVersion != application.Version)
        {
            var since = await work.Query<Revision>(
                "select version, form::text, saved_at, saved_by from revision where application_id = @applicationId and version = " +
                "@seenVersion",
                new { applicationId, seenVersion });
            if (since.Count == 0) return Refusal.Conflict($"您所依据的版本 {seenVersion} 不存在，请重新打开申报书");
            var before = Json.Read<ApplicationForm>(since[0].Form);
            var mine = change(before);
            var (merged, conflicts) = FormMerge.Of(before, mine, stands);
            if (conflicts.Count > 0)
            {
                var later = await work.Query<Revision>("""
                    select version, form::text, saved_at, saved_by from revision
                    where application_id = @applicationId and version > @seenVersion order by version
                    """, new { applicationId, seenVersion });
                var by = WhoChanged(before, mine, conflicts, later);
                return new Outcome<Answer>(
                    new(application.Version) { Joined = (merged, WhyConflict(by, c => c.Merged)) }, WhyConflict(by, c => c.Field));
            }
            form = merged;
        }
        if (WhyNot(InputCheck.Clean(form)) is { } unfit) return unfit;
        if (FormMerge.Same(form, stands)) return new Answer(application.Version);

        var version = application.Version + 1;
        await work.Execute("""
            update application
            set form = @form, version = @version, alliance_name = @allianceName, key_industry = @KeyIndustry, search = @search,
              saved_at = @Now, saved_by = @Account
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
            insert into revision(application_id, version, form, saved_at, saved_by) values (@applicationId, @version, @form, @Now, @Name)
            """, new { applicationId, version, form = Json.Of(form), clock.Now, applicant.Name });
        await work.Record(applicationId, nameof(SaveForm), new { version }, policyVersion: application.PolicyVersion);
        await work.Commit();
        return new Answer(version);
    }

    static string NameOf(Application application, ApplicationForm form)
        => string.IsNullOrWhiteSpace(form.CoreName) ? "" : AllianceName.For(application.Policy, form.CoreName);

    internal static Refusal? WhyNot(Application? application, Actor applicant)
    {
        if (Application.WhyNotOwner(application, applicant) is { } unknown) return unknown;
        return application!.Stage is Stage.Draft or Stage.Correction ? null
            : Refusal.Conflict($"申报书已提交，内容已固定；只有草稿和补正中的申报书可以修改", Articles.Applications, application.PolicyVersion);
    }

    internal static Refusal? WhyNot(ApplicationForm form)
    {
        List<Fault> faults = [.. InputCheck.Faults(form)];
        if (form.Members.Count > MostRows) faults.Add(new($"成员单位超过 {MostRows} 家，请核对", Field: "members"));
        if (form.Team.Count > MostRows) faults.Add(new($"研发团队超过 {MostRows} 人，请只列主要成员", Field: "team"));
        if (form.Projects.Count > MostRows) faults.Add(new($"产业化项目超过 {MostRows} 项，请只列主要项目", Field: "projects"));
        if (form.Achievements.Count > MostRows) faults.Add(new($"成果超过 {MostRows} 项，请只列主要成果", Field: "achievements"));
        if (Json.Write(form).Length > MostCharacters) faults.Add(new($"申报书文字过长，请把详细内容作为附件上传"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }

    // Whoever saved last need not be who changed the field: it is the first of the saves since which it has been what it is now.
    internal static IReadOnlyList<(FormMerge.Conflict Conflict, Revision By)> WhoChanged(
        ApplicationForm seen, ApplicationForm mine, IReadOnlyList<FormMerge.Conflict> conflicts, IReadOnlyList<Revision> later)
    {
        var by = conflicts.ToDictionary(c => c, _ => later[^1]);
        var open = conflicts.ToList();
        foreach (var revision in later.Reverse().Skip(1))
        {
            if (open.Count == 0) break;
            var then = FormMerge.Of(seen, mine, Json.Read<ApplicationForm>(revision.Form)).Conflicts.Select(Identity).ToHashSet();
            open.RemoveAll(c => !then.Contains(Identity(c)));
            foreach (var conflict in open) by[conflict] = revision;
        }
        return [.. by.Select(pair => (pair.Key, pair.Value))];

        // Where it lies in the merged form changes with what else was saved.
        static FormMerge.Conflict Identity(FormMerge.Conflict c) => c with { Merged = "" };
    }

    static Refusal WhyConflict(IReadOnlyList<(FormMerge.Conflict Conflict, Revision By)> conflicts, Func<FormMerge.Conflict, string> field)
        => new(RefusalKind.Conflict,
            [.. conflicts.Select(one =>
                new Fault(Sentence(one.Conflict, one.By.SavedBy, BeijingText.Of(one.By.SavedAt)), Field: field(one.Conflict)))]);

    static FormattableString Sentence(FormMerge.Conflict conflict, string by, string at) => conflict switch
    {
        { Gone: true } => $"{by} 已于 {at} 移除了“{conflict.Row}”，您填写的内容仍保留；再次保存将重新加入",
        { Label: null } => $"{by} 已于 {at} 修改了您要移除的“{conflict.Row}”；再次保存将移除",
        { Theirs: "" } => $"{by} 已于 {at} 清空了“{new Alliance.Statute.Text.Word(conflict.Label)}”，您填写的内容仍保留；再次保存将以您的内容为准",
        _ => $"{by} 已于 {at} 把“{new Alliance.Statute.Text.Word(conflict.Label)}”改为“{conflict.Theirs}”，您填写的内容仍保留；再次保存将以您的内容为准",
    };
}
