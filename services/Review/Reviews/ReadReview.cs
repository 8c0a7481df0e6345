using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;

namespace Alliance.Review.Reviews;

/// <summary>A review as the person may see it: sealed sheets show to their author only.</summary>
[ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ReadReview(Database database)
{
    public sealed record Seat(
        string Account,
        string Name,
        string Institution,
        bool Leader,
        Recusal? Recusal,
        string? RecusalStatement,
        bool SheetIn,
        string? RelatedWhy);

    /// <summary>Who went; a sheet of theirs stays on record and does not count.</summary>
    public sealed record Replaced
    {
        public string Name { get; init; } = "";
        public string Institution { get; init; } = "";
        public bool Leader { get; init; }
        public string By { get; init; } = "";
        public string? Why { get; init; }
        public DateTimeOffset At { get; init; }
        public bool SheetIn { get; init; }
    }

    public sealed record Sheet(
        string Account, string Name, IReadOnlyDictionary<string, bool> Conformity, IReadOnlyDictionary<string, int> Scores,
        int Total, bool Recommend, string Opinion, DateTimeOffset ConfirmedAt);

    public sealed record View(
        Guid ApplicationId, string AllianceName, ReviewState State, ApplicationSummary Application, DateTimeOffset OpenedAt,
        IReadOnlyList<Seat> Panel, IReadOnlyList<Sheet> Sheets, decimal? AverageScore, bool? Recommended, string? Opinion,
        DateTimeOffset? ConcludedAt, string? ClosedWhy,
        IReadOnlyList<Replaced> Replaced)
    {
        /// <summary>1; 2 after the bureau returned it.</summary>
        public int Round { get; init; } = 1;
        /// <summary>When the second round began.</summary>
        public DateTimeOffset? RoundOpenedAt { get; init; }
        /// <summary>What the bureau asks the panel to look at again.</summary>
        public string? ReturnedWhy { get; init; }
        /// <summary>What the first round found; not shown to a panel that scores, so that it scores independently.</summary>
        public FormerRound? FormerRound { get; init; }
    }

    /// <summary>What a round of before found.</summary>
    public sealed record FormerRound(
        int Round, decimal AverageScore, bool Recommended, string Opinion, DateTimeOffset ConcludedAt, IReadOnlyList<Sheet> Sheets);

    sealed record FormerRoundRow
    {
        public int Round { get; init; }
        public decimal AverageScore { get; init; }
        public bool Recommended { get; init; }
        public string Opinion { get; init; } = "";
        public DateTimeOffset ConcludedAt { get; init; }
        public string Sheets { get; init; } = "[]";
    }

    public async Task<Outcome<View>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var review = await database.Find<ExpertReview>(
            $"select {ExpertReview.Columns} from review where application_id = @applicationId and application is not null",
            new { applicationId }, ct);
        var access = Reading.Of(review?.State, await database.Find<OwnSeat>(OwnSeat.Of, new { applicationId, actor.Account }, ct), actor,
            review?.Round ?? 1);
        if (Reading.WhyNot(access) is { } refusal) return refusal;

        var panel = await database.Query<PanelMember>(PanelMember.OfReview, new { applicationId }, ct);
        var sheets = await database.Query<ScoreSheet>(ScoreSheet.OfReview, new { applicationId }, ct);
        return new View(
            applicationId, review!.Application.AllianceName, review.State, review.Application, review.OpenedAt,
            [.. panel.Select(m => Seen(m, actor, access))],
            [.. sheets.Where(s => MaySee(review, s.Account, actor)).Select(Shown)],
            review.SheetsAreOpen ? review.AverageScore : null, review.Recommended, review.Opinion, review.ConcludedAt, review.ClosedWhy,
            access == Access.Bureau ? await OfReview(applicationId, ct) : [])
        {
            Round = review.Round,
            RoundOpenedAt = review.RoundOpenedAt,
            ReturnedWhy = review.ReturnedWhy,
            FormerRound = review.Round > 1 && (access == Access.Bureau || review.SheetsAreOpen) ? await Former(applicationId, ct) : null,
        };
    }

    async Task<FormerRound?> Former(Guid applicationId, CancellationToken ct)
        => await database.Find<FormerRoundRow>("""
            select round, average_score, recommended, opinion, concluded_at, sheets::text as sheets from former_round
            where application_id = @applicationId order by round desc limit 1
            """, new { applicationId }, ct) is { } row
            ? new(row.Round, row.AverageScore, row.Recommended, row.Opinion, row.ConcludedAt, Json.Read<List<Sheet>>(row.Sheets)) : null;

    /// <summary>A sheet as it is shown, and kept when its round is over.</summary>
    internal static Sheet Shown(ScoreSheet s)
        => new(s.Account, s.Name, s.Conformity, s.Scores, s.Total, s.Recommend, s.Opinion, s.ConfirmedAt);

    /// <summary>Nobody but the author sees a sheet until all are in, the secretary and the auditor included.</summary>
    internal static bool MaySee(ExpertReview review, string author, Actor actor) => review.SheetsAreOpen || author == actor.Account;

    // Why somebody must recuse is for the secretary, not for the other experts.
    static Seat Seen(PanelMember m, Actor actor, Access access) => new(
        m.Account, m.Name, m.Institution, m.IsLeader, m.Recusal, m.Account == actor.Account || access == Access.Bureau
            ? m.RecusalStatement : null, m.SheetIn,
        access == Access.Bureau ? m.RelatedWhy : null);

    Task<IReadOnlyList<Replaced>> OfReview(Guid applicationId, CancellationToken ct) => database.Query<Replaced>("""
        select m.name, m.institution, m.is_leader as leader,
          coalesce((select e.name from expert e where e.account = m.replaced_by), m.replaced_by) as by,
          coalesce(m.replaced_why, m.recusal_statement) as why, m.replaced_at as at,
          exists (select from score_sheet s where s.application_id = m.application_id and s.account = m.account) as sheet_in
        from panel_member m where m.application_id = @applicationId and m.replaced_at is not null order by m.replaced_at
        """, new { applicationId }, ct);
}
