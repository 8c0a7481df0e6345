using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Review.Experts;

/// <summary>The secretary takes an expert into the pool (专家库), or corrects an entry: one per account.</summary>
[For(Roles.ReviewSecretary)]
public sealed class AddExpert(Database database, StatutoryClock clock)
{
    /// <summary>The pool's own place on record; it belongs to no application.</summary>
    public static readonly Guid Pool = new("0e8f1b52-6d2a-7c10-9a44-5f0c2f7ad001");

    public sealed record Request(string Account, string Name, string Institution, string InstitutionCreditCode, string Field);

    public async Task<Outcome> Handle(Request request, Actor secretary, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;

        await using var work = await database.Begin(this, secretary, ct);
        await work.Execute("""
            insert into expert(account, name, institution, institution_credit_code, field, added_at, added_by)
            values (@Account, @Name, @Institution, @InstitutionCreditCode, @Field, @now, @by)
            on conflict (account) do update set
              name = excluded.name, institution = excluded.institution, institution_credit_code = excluded.institution_credit_code,
                field = excluded.field
            """, new
        {
            Account = request.Account.Trim(),
            Name = request.Name.Trim(),
            Institution = request.Institution.Trim(),
            InstitutionCreditCode = CodeOf(request),
            Field = request.Field.Trim(),
            now = clock.Now,
            by = secretary.Account,
        });
        await work.Record(Pool, nameof(AddExpert), request);
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Request request)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Account)) faults.Add(new($"请填写专家的账号", Field: "account"));
        if (string.IsNullOrWhiteSpace(request.Name)) faults.Add(new($"请填写专家姓名", Field: "name"));
        if (string.IsNullOrWhiteSpace(request.Institution)) faults.Add(new($"请填写专家的工作单位", Field: "institution"));
        if (string.IsNullOrWhiteSpace(request.Field)) faults.Add(new($"请填写专家的专业领域", Field: "field"));
        // Without a true code nobody could tell whether the expert belongs to a member unit.
        if (CreditCode.WhyNot(CodeOf(request)) is { } wrong) faults.Add(new(wrong, Field: "institutionCreditCode"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }

    static string CodeOf(Request request) => TypedText.Code(request.InstitutionCreditCode);
}
