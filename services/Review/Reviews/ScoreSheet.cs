using Alliance.Core.Text;

namespace Alliance.Review.Reviews;

/// <summary>One expert's judgement (专家评分表).</summary>
public sealed record ScoreSheet
{
    /// <summary>Whose.</summary>
    public string Account { get; init; } = "";
    /// <summary>姓名.</summary>
    public string Name { get; init; } = "";
    /// <summary>Answers to the conformity questions, JSON: {"P3":true,…}.</summary>
    public string ConformityJson { get; init; } = "{}";
    /// <summary>Points by criterion, JSON.</summary>
    public string ScoresJson { get; init; } = "{}";
    /// <summary>Sum of the points.</summary>
    public int Total { get; init; }
    /// <summary>推荐 or 不推荐.</summary>
    public bool Recommend { get; init; }
    /// <summary>意见.</summary>
    public string Opinion { get; init; } = "";
    /// <summary>When the expert confirmed it.</summary>
    public DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Answers to the conformity questions.</summary>
    public IReadOnlyDictionary<string, bool> Conformity => Json.Read<Dictionary<string, bool>>(ConformityJson);
    /// <summary>Points by criterion.</summary>
    public IReadOnlyDictionary<string, int> Scores => Json.Read<Dictionary<string, int>>(ScoresJson);

    /// <summary>The sheets of the panel as it is.</summary>
    internal const string OfReview = """
        select s.account, m.name, s.conformity::text as conformity_json, s.scores::text as scores_json, s.total, s.recommend,
          s.opinion, s.confirmed_at
        from score_sheet s join panel_member m using (application_id, account)
        where s.application_id = @applicationId and m.replaced_at is null order by m.is_leader desc, m.appointed_at, m.account
        """;

    /// <summary>Mean of the totals, two decimals.</summary>
    public static decimal Average(IEnumerable<int> totals) => Math.Round((decimal)totals.Average(), 2, MidpointRounding.AwayFromZero);
}
