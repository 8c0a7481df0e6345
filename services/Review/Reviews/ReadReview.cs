using Alliance.Contracts;
using Alliance.Platform.Data;
using Alliance.Platform.Rules;
using Alliance.Platform.Security;

namespace Alliance.Review.Reviews;

/// <summary>A review as the person may see it: sealed sheets show to their author only.</summary>
[ForReading(Roles.ReviewSecretary, Roles.Expert, Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class ReadReview(Database database)
{
    public sealed record Seat(string Account, string Name, string Institution, bool Leader, Recusal? Recusal, string? RecusalStatement, bool SheetIn, string? RelatedWhy);

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
        string Account, string Name, IReadOnlyDictionary<string, bool> Conformity, IReadOnlyDictionary<string, int> Scores, int Total, bool Recommend, string Opinion, DateTimeOffset ConfirmedAt);

    public sealed record View(
        Guid ApplicationId, string AllianceName, string State, ApplicationSummary Application, DateTimeOffset OpenedAt,
        IReadOnlyList<Seat> Panel, IReadOnlyList<Sheet> Sheets, decimal? AverageScore, bool? Recommended, string? Opinion, DateTimeOffset? ConcludedAt, string? ClosedWhy,
        IReadOnlyList<Replaced> Replaced);

    public async Task<Outcome<View>> Handle(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var review = await database.Find<ExpertReview>($"select {ExpertReview.Columns} from review where application_id = @applicationId and application is not null", new { applicationId }, ct);
        if (review is null) return Refusal.NotFound($"没有这项专家评审");
        var panel = await database.Query<PanelMember>(PanelMember.OfReview, new { applicationId }, ct);
        var isSeated = panel.Any(m => m.Account == actor.Account);
        if (!isSeated && !SeesAll(actor)) return Refusal.NotFound($"您不在这项评审的专家组中");

        var sheets = await database.Query<ScoreSheet>(ScoreSheet.OfReview, new { applicationId }, ct);
        return new View(
            applicationId, review.Application.AllianceName, review.State.ToString(), review.Application, review.OpenedAt,
            [.. panel.Select(m => Seen(m, actor))],
            [.. sheets.Where(s => MaySee(review, s.Account, actor)).Select(s => new Sheet(s.Account, s.Name, s.Conformity, s.Scores, s.Total, s.Recommend, s.Opinion, s.ConfirmedAt))],
            review.SheetsAreOpen ? review.AverageScore : null, review.Recommended, review.Opinion, review.ConcludedAt, review.ClosedWhy,
            SeesAll(actor) ? await OfReview(applicationId, ct) : []);
    }

    /// <summary>An expert sees the panels they sit on; the bureau and those who read everything see all.</summary>
    internal static bool SeesAll(Actor actor) => actor.IsAny(Roles.ReviewSecretary, Roles.CertificationOfficer, Roles.DecisionMaker) || actor.IsAny(Roles.Readers);

    /// <summary>Nobody but the author sees a sheet until all are in, the secretary and the auditor included.</summary>
    internal static bool MaySee(ExpertReview review, string author, Actor actor) => review.SheetsAreOpen || author == actor.Account;

    // Why somebody must recuse is for the secretary, not for the other experts.
    static Seat Seen(PanelMember m, Actor actor) => new(
        m.Account, m.Name, m.Institution, m.IsLeader, m.Recusal, m.Account == actor.Account || SeesAll(actor) ? m.RecusalStatement : null, m.SheetIn, SeesAll(actor) ? m.RelatedWhy : null);

    Task<IReadOnlyList<Replaced>> OfReview(Guid applicationId, CancellationToken ct) => database.Query<Replaced>("""
        select m.name, m.institution, m.is_leader as leader, coalesce((select e.name from expert e where e.account = m.replaced_by), m.replaced_by) as by,
          coalesce(m.replaced_why, m.recusal_statement) as why, m.replaced_at as at,
          exists (select from score_sheet s where s.application_id = m.application_id and s.account = m.account) as sheet_in
        from panel_member m where m.application_id = @applicationId and m.replaced_at is not null order by m.replaced_at
        """, new { applicationId }, ct);
}
