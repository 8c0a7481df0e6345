using Alliance.Contracts;
using Alliance.Core.Letters;
using Alliance.Core.Security;

namespace Alliance.Certification;

/// <summary>Whose matter an application or an alliance is.</summary>
static class Parties
{
    /// <summary>All member units, the lead among them.</summary>
    public static IEnumerable<Audience> Of(ApplicationSummary application)
        => application.Members.Append(application.LeadUnit).Select(unit => Audience.Unit(unit.CreditCode)).Distinct();

    /// <summary>True for the people of a member unit, the lead among them.</summary>
    public static bool Include(ApplicationSummary application, Actor actor) => actor.IsAny(Roles.Applicant, Roles.Member)
        && application.Members.Append(application.LeadUnit).Any(unit => actor.BelongsTo(unit.CreditCode));
}
