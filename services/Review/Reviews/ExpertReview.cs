using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Policies;

namespace Alliance.Review.Reviews;

/// <summary>Where a review stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReviewState>))]
public enum ReviewState
{
    /// <summary>The secretary has to appoint the panel.</summary>
    [State("待组建专家组", StateColour.Orange)] AwaitingPanel,
    /// <summary>Experts state recusals and fill in their sheets; the sheets are sealed.</summary>
    [State("专家评分中", StateColour.Blue)] Scoring,
    /// <summary>All sheets are in; the panel leader writes the opinion.</summary>
    [State("待专家组意见", StateColour.Orange)] AwaitingOpinion,
    /// <summary>The opinion is written.</summary>
    [State("评审完成", StateColour.Green)] Concluded,
    /// <summary>The application was withdrawn.</summary>
    [State("已关闭", StateColour.Grey)] Closed,
}

/// <summary>What an expert says before anything is scored (回避声明).</summary>
public enum Recusal
{
    /// <summary>No interest in the application or its units.</summary>
    None,
    /// <summary>There is one: somebody else takes the place.</summary>
    Conflict,
}

/// <summary>One application before its panel (专家评审, Art. 10).</summary>
public sealed record ExpertReview
{
    /// <summary>The case.</summary>
    public Guid ApplicationId { get; init; }
    /// <summary>Where it stands.</summary>
    public ReviewState State { get; init; }
    /// <summary>The frozen summary of the application, JSON; null for the mark of a withdrawal that came before the review was
    /// opened.</summary>
    public string? Summary { get; init; }
    /// <summary>When it came.</summary>
    public DateTimeOffset OpenedAt { get; init; }
    /// <summary>Mean of the sheets' totals.</summary>
    public decimal? AverageScore { get; init; }
    /// <summary>推荐 or 不推荐.</summary>
    public bool? Recommended { get; init; }
    /// <summary>专家组意见.</summary>
    public string? Opinion { get; init; }
    /// <summary>When the opinion was written.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }
    /// <summary>1; 2 after the bureau returned it.</summary>
    public int Round { get; init; } = 1;
    /// <summary>When the second round began.</summary>
    public DateTimeOffset? RoundOpenedAt { get; init; }
    /// <summary>What the bureau asks the panel to look at again.</summary>
    public string? ReturnedWhy { get; init; }
    /// <summary>Why it was closed without one.</summary>
    public string? ClosedWhy { get; init; }

    /// <summary>The application.</summary>
    public ApplicationSummary Application => Json.Read<ApplicationSummary>(Summary!);

    /// <summary>The policy the case keeps.</summary>
    public Policy Policy => PolicyBook.Find(Application.PolicyVersion);

    /// <summary>Sheets are sealed until all are in: an opinion formed with the others' in view would not be independent.</summary>
    public bool SheetsAreOpen => State is ReviewState.AwaitingOpinion or ReviewState.Concluded;

    internal const string Columns = """
        application_id, state, application::text as summary, opened_at, average_score, recommended, opinion, concluded_at, closed_why,
        round, round_opened_at, returned_why
        """;

    /// <summary>The review, kept from others until this step is over; null where none was opened.</summary>
    internal static Task<ExpertReview?> Lock(UnitOfWork work, Guid applicationId)
        => work.Find<ExpertReview>(
            $"select {Columns} from review where application_id = @applicationId and application is not null for update",
            new { applicationId });
}

/// <summary>An expert on a panel.</summary>
public sealed record PanelMember
{
    /// <summary>The expert's account.</summary>
    public string Account { get; init; } = "";
    /// <summary>姓名.</summary>
    public string Name { get; init; } = "";
    /// <summary>工作单位.</summary>
    public string Institution { get; init; } = "";
    /// <summary>组长.</summary>
    public bool IsLeader { get; init; }
    /// <summary>Null until stated.</summary>
    public Recusal? Recusal { get; init; }
    /// <summary>The statement in the expert's words.</summary>
    public string? RecusalStatement { get; init; }
    /// <summary>True when the sheet is handed in.</summary>
    public bool SheetIn { get; init; }
    /// <summary>Why they were appointed although related; null where they are not.</summary>
    public string? RelatedWhy { get; init; }

    /// <summary>The panel as it is, the leader first; who was replaced is no longer on it.</summary>
    internal const string OfReview = """
        select m.account, m.name, m.institution, m.is_leader, m.recusal, m.recusal_statement, m.related_why,
          exists (select from score_sheet s where s.application_id = m.application_id and s.account = m.account) as sheet_in
        from panel_member m where m.application_id = @applicationId and m.replaced_at is null
        order by m.is_leader desc, m.appointed_at, m.account
        """;
}
