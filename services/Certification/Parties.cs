using Alliance.Contracts;
using Alliance.Core.Letters;

namespace Alliance.Certification;

/// <summary>Whose matter an application or an alliance is.</summary>
static class Parties
{
    /// <summary>All member units, the lead among them.</summary>
    public static IEnumerable<Audience> Of(ApplicationSummary application)
        => application.Members.Append(application.LeadUnit).Select(unit => Audience.Unit(unit.CreditCode)).Distinct();
}
