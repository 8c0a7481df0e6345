using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;

namespace Alliance.Review.Reviews;

/// <summary>As what a person reads a review.</summary>
public enum Access
{
    /// <summary>Not at all; whether it exists is not their business.</summary>
    None,
    /// <summary>An expert who stated a conflict 回避 reads no more than that, whatever else they are.</summary>
    KeepsAway,
    /// <summary>An expert on the panel: what the panel works on, and sheets once they are open.</summary>
    Seat,
    /// <summary>An office that it has reached, or somebody who reads everything.</summary>
    Bureau,
}

/// <summary>The person's own place on a panel, as far as reading goes.</summary>
public sealed record OwnSeat
{
    /// <summary>Null until stated.</summary>
    public Recusal? Recusal { get; init; }
    /// <summary>True for who was replaced.</summary>
    public bool Left { get; init; }

    internal const string Of =
        "select recusal, replaced_at is not null as left from panel_member where application_id = @applicationId and account = @Account";
}

/// <summary>
/// Who may read a review: one rule for page, API and list (Art. 10). The secretary reads it from its opening, who determines once the panel
/// has concluded, an expert from a seat, without conflict and until they are replaced; after the conclusion they keep what they wrote.
/// Sheets are sealed for all of them until all are in.
/// </summary>
internal static class Reading
{
    /// <summary>As what this person reads a review that stands there; null for one that does not exist. Who returned it goes on reading
    /// it.</summary>
    public static Access Of(ReviewState? state, OwnSeat? seat, Actor actor, int round = 1) => state switch
    {
        null => Access.None,
        _ when seat is { Recusal: Recusal.Conflict } => Access.KeepsAway,
        _ when RunsReviews(actor) => Access.Bureau,
        _ when (state == ReviewState.Concluded || round > 1) && actor.IsAny(Offices.Determining) => Access.Bureau,
        _ when seat is { Left: false } && actor.Is(Roles.Expert) => Access.Seat,
        _ => Access.None,
    };

    /// <summary>Why they may not; null when they may.</summary>
    public static Refusal? WhyNot(Access access) => access switch
    {
        Access.None => Refusal.NotFound($"没有这项专家评审"),
        Access.KeepsAway => Refusal.Forbidden($"您已声明回避，不能查看这项评审的内容；评审秘书将另选专家接替，您无须再做任何事", Articles.Review),
        _ => null,
    };

    /// <summary>The secretary, and who reads everything: every review from its opening.</summary>
    public static bool RunsReviews(Actor actor) => actor.IsAny([Roles.ReviewSecretary, .. Roles.Readers]);

    /// <summary>The same rule for the rows of a list: the table r, with the person's own seat as me and the values @runs, @determines and
    /// @expert.</summary>
    public const string Listed = """
        me.recusal is distinct from 'Conflict'
          and (@runs or (@determines and (r.state = 'Concluded' or r.round > 1))
            or (@expert and me.account is not null and me.replaced_at is null))
        """;
}
