using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Intake.Applications;

/// <summary>推荐单位 (Art. 18): a district's science bureau or an association. Its accounts are those of its unit; what they see and may do
/// follows from its area, not from the role alone.</summary>
public sealed record RecommendingBody
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>统一社会信用代码.</summary>
    public string CreditCode { get; init; } = "";
    /// <summary>Name.</summary>
    public string Name { get; init; } = "";
    /// <summary>What it is.</summary>
    public RecommendingKind Kind { get; init; }
    /// <summary>行政区划代码 of its area.</summary>
    public string[] Districts { get; init; } = [];
    /// <summary>重点产业 of its area.</summary>
    public string[] Industries { get; init; } = [];
    /// <summary>Credit codes of the units that are its members.</summary>
    public string[] Members { get; init; } = [];
    /// <summary>When it ceased to recommend; null while it does.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The unit.</summary>
    public Unit Unit => new(Name, CreditCode);

    /// <summary>True when it has to do with an application of this district, industry and lead unit.</summary>
    public bool Covers(string district, string industry, string leadCreditCode)
        => Districts.Contains(district) || Industries.Contains(industry) || Members.Contains(leadCreditCode);

    internal const string Select = """
        select b.id, b.credit_code, b.name, b.kind, b.districts, b.industries, b.members, b.ended_at from recommending_body b
        """;

    /// <summary>As a condition on the application a and the body b: it was asked by the lead unit, or its area covers it. The same as
    /// <see cref="Covers"/>.</summary>
    internal const string HasToDo = """
        (a.recommender_id = b.id or a.district = any(b.districts) or a.key_industry = any(b.industries)
          or a.lead_credit_code = any(b.members))
        """;

    /// <summary>As a condition on the body b: whoever asks is of it.</summary>
    internal const string IsOfTheAsker = "b.credit_code = @Unit and b.ended_at is null";

    /// <summary>The body this person acts for; null where they act for none.</summary>
    internal static async Task<RecommendingBody?> Of(Database database, Actor actor, CancellationToken ct)
        => !actor.Is(Roles.Recommender) || actor.Unit is null ? null
        : await database.Find<RecommendingBody>($"{Select} where {IsOfTheAsker}", new { Unit = actor.Unit.CreditCode }, ct);

    /// <summary>Those that recommend, by name.</summary>
    internal static Task<IReadOnlyList<RecommendingBody>> Active(Database database, CancellationToken ct)
        => database.Query<RecommendingBody>($"{Select} where b.ended_at is null order by b.kind desc, b.name limit 500", ct: ct);

    /// <summary>Those that recommend, inside a step.</summary>
    internal static Task<IReadOnlyList<RecommendingBody>> Active(UnitOfWork work)
        => work.Query<RecommendingBody>($"{Select} where b.ended_at is null order by b.kind desc, b.name limit 500");

    /// <summary>Whom an application goes to: whom the lead unit named, else the one bureau of its district; null where that does not say
    /// it.</summary>
    internal static RecommendingBody? For(IReadOnlyList<RecommendingBody> active, Guid? named, string district, string leadCreditCode)
    {
        if (named is not null) return active.FirstOrDefault(b => b.Id == named);
        var ofTheDistrict = active.Where(b => b.Kind == RecommendingKind.District && b.Districts.Contains(district)
            && b.CreditCode != leadCreditCode).ToList();
        return ofTheDistrict is [var one] ? one : null;
    }

    /// <summary>Why an application cannot be submitted without saying who recommends it, where its policy asks for that (Art. 18); null
    /// where it can.</summary>
    internal static Fault? WhyNotSubmit(bool required, RecommendingBody? body, int active) => (required, body, active) switch
    {
        (false, _, _) or (_, not null, _) => null,
        (_, _, 0) => new($"本政策规定申报须经推荐单位推荐，但还没有登记推荐单位，请联系受理人员", Articles.Promotion, "recommender"),
        _ => new($"本政策规定申报须经推荐单位推荐，请先选择推荐单位", Articles.Promotion, "recommender"),
    };

    /// <summary>Whom it is addressed to.</summary>
    internal Audience People => Audience.Unit(CreditCode);
}
