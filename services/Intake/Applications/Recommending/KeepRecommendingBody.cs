using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Regions;
using Alliance.Statute.Text;

namespace Alliance.Intake.Applications.Recommending;

/// <summary>An officer enters a 推荐单位 into the register, or corrects its entry: one a unit, with the area from which its rights follow
/// (Art. 18). Accounts of the unit that hold the role act for it.</summary>
[For(Roles.IntakeOfficer)]
public sealed class KeepRecommendingBody(Database database, StatutoryClock clock)
{
    /// <summary>The entry.</summary>
    public sealed record Request
    {
        /// <summary>统一社会信用代码; who has an entry already is corrected.</summary>
        public string CreditCode { get; init; } = "";
        [MaxLength(100)] public string Name { get; init; } = "";
        public RecommendingKind? Kind { get; init; }
        /// <summary>行政区划代码 of its area.</summary>
        public IReadOnlyList<string> Districts { get; init; } = [];
        /// <summary>重点产业 of its area.</summary>
        public IReadOnlyList<string> Industries { get; init; } = [];
        /// <summary>Credit codes of units that are its members.</summary>
        public IReadOnlyList<string> Members { get; init; } = [];
        /// <summary>True: it recommends no more.</summary>
        public bool Ended { get; init; }
    }

    /// <summary>The entry.</summary>
    public sealed record Answer(Guid BodyId);

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;

        await using var work = await database.Begin(this, officer, ct);
        var (code, name) = (TypedText.Code(request.CreditCode), request.Name.Trim());
        string[] districts = [.. request.Districts.Distinct()], industries = [.. request.Industries.Distinct()],
            members = [.. request.Members.Select(TypedText.Code).Distinct()];
        var id = await work.Find<Guid>("""
            insert into recommending_body(id, credit_code, name, kind, districts, industries, members, entered_at, ended_at)
            values (@id, @code, @name, @kind, @districts, @industries, @members, @Now, case when @Ended then @Now end)
            on conflict (credit_code) do update set name = excluded.name, kind = excluded.kind, districts = excluded.districts,
              industries = excluded.industries, members = excluded.members,
              ended_at = case when @Ended then coalesce(recommending_body.ended_at, @Now) end
            returning id
            """, new
        {
            id = Guid.CreateVersion7(),
            code,
            name,
            kind = request.Kind!.Value.ToString(),
            districts,
            industries,
            members,
            clock.Now,
            request.Ended,
        });
        await work.Publish(new RecommendingBodyKept(id, new Unit(name, code), request.Kind.Value, districts, industries, members,
            !request.Ended, clock.Now));
        await work.Record(id, nameof(KeepRecommendingBody), request, Articles.Promotion);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(Request request)
    {
        List<Fault> faults = [];
        if (CreditCode.WhyNot(TypedText.Code(request.CreditCode)) is { } code) faults.Add(new(code, Articles.Promotion, "creditCode"));
        if (string.IsNullOrWhiteSpace(request.Name)) faults.Add(new($"请填写推荐单位名称", Articles.Promotion, "name"));
        if (request.Kind is null) faults.Add(new($"请选择推荐单位类别", Articles.Promotion, "kind"));
        foreach (var district in request.Districts)
            if (RegionCodes.WhyNot(district) is { } wrong) faults.Add(new(wrong, Articles.Promotion, "districts"));
        foreach (var member in request.Members)
            if (CreditCode.WhyNot(TypedText.Code(member)) is { } wrong) faults.Add(new(wrong, Articles.Promotion, "members"));
        if (request.Kind == RecommendingKind.District && request.Districts.Count == 0)
            faults.Add(new($"区县科技主管部门须有所辖的县（市、区）", Articles.Promotion, "districts"));
        if (request.Kind == RecommendingKind.Association && request.Districts.Count + request.Industries.Count + request.Members.Count == 0)
            faults.Add(new($"行业协会须有所属产业、会员单位或者区域", Articles.Promotion, "industries"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
