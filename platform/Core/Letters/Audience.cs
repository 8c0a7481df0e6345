using Alliance.Core.Security;

namespace Alliance.Core.Letters;

/// <summary>Whom a letter is for.</summary>
/// <param name="Key">As it is stored.</param>
public sealed record Audience(string Key)
{
    /// <summary>Everybody of a unit.</summary>
    public static Audience Unit(string creditCode) => new($"unit:{creditCode}");

    /// <summary>One person.</summary>
    public static Audience Account(string account) => new($"account:{account}");

    /// <summary>Everybody of an office of the bureau.</summary>
    public static Audience Office(string role) => new($"role:{role}");

    /// <summary>What this person hears of.</summary>
    public static string[] Of(Actor actor) =>
    [
        Account(actor.Account).Key,
        .. actor.Unit is { } unit ? [Unit(unit.CreditCode).Key] : Array.Empty<string>(),
        .. actor.Roles.Where(Roles.Staff.Contains).Order(StringComparer.Ordinal).Select(role => Office(role).Key),
    ];
}
