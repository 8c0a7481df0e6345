using Alliance.Contracts;
using Alliance.Workflows.Procedures;

namespace Alliance.Workflows.Upgrades;

/// <summary>The named effects of the page.</summary>
static class UpgradeSteps
{
    extension(Row<UpgradeCase, UpgradeRecommended> row)
    {
        public Row<UpgradeCase, UpgradeRecommended> OpenCase() => row.Keep(c =>
        {
            c.Case.OpenedAt = c.Message.RecommendedAt;
            c.Case.PolicyVersion = c.Message.Application.PolicyVersion;
            c.Case.Application = c.Message.Application;
            c.Case.Name = c.Message.Application.AllianceName;
            c.Case.Level = c.Message.Level;
        });
    }

    extension(Row<UpgradeCase, UpgradePartiesChanged> row)
    {
        public Row<UpgradeCase, UpgradePartiesChanged> KeepParties() => row.Keep(c => c.Case.Keep(c.Message.Application));
    }
}
