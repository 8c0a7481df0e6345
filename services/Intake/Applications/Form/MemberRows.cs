using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications.Form;

/// <summary>The table of member units shows a part of each; the rest of a unit stays with it, whatever place it has.</summary>
static class MemberRows
{
    /// <summary>The units as the rows say, in the order of the rows.</summary>
    /// <param name="members">The units as they were seen.</param>
    /// <param name="rows">What stands in each row, and which unit it was filled in from; null for a row that was pasted.</param>
    public static IReadOnlyList<MemberUnit> Joined(
        IReadOnlyList<MemberUnit> members, IReadOnlyList<(MemberUnit Row, FormInput.MemberRow? From)> rows)
    {
        var taken = new HashSet<int>();
        var joined = new List<(MemberUnit Unit, bool IsNewLead)>();
        foreach (var (row, from) in rows)
        {
            // Known by what it was; a new row is a new unit.
            var at = from is null || from is { Place: null, Was: { CreditCode: null or "", Name: null or "" } }
                ? null : from.Was.In(members, from.Place);
            if (at is { } place && taken.Add(place))
            {
                var unit = members[place];
                joined.Add((unit with
                {
                    Name = row.Name,
                    CreditCode = row.CreditCode,
                    Kind = row.Kind,
                    IsLead = row.IsLead,
                    RegionCode = row.RegionCode,
                    LegalRepresentative = row.LegalRepresentative,
                    Task = row.Task,
                }, row.IsLead && !unit.IsLead));
            }
            else joined.Add((row, row.IsLead));
        }
        // There is one lead: marking another one unmarks the one before.
        return joined.Count(one => one.IsNewLead) == 1 && joined.Count(one => one.Unit.IsLead) > 1
            ? [.. joined.Select(one => one.Unit with { IsLead = one.IsNewLead })] : [.. joined.Select(one => one.Unit)];
    }
}
