using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Xunit;

namespace Alliance.Workflows.Tests;

/// <summary>What the services say, in the words of the tests.</summary>
static class The
{
    public const string Policy = "kunming-2016.1";
    public static readonly Reason Reason = new(Articles.Operation, "考核不合格");
    public static readonly Unit NewLead = new("昆明新牵头有限公司", "91530100MA6K000002");

    public static ApplicationSummary Application(string name = "昆明花卉产业技术创新战略联盟") => new(
        name, "花卉", "技术创新", new("昆明花卉集团有限公司", "91530100MA6K000001"),
        [new("昆明花卉集团有限公司", "91530100MA6K000001"), new("云南某大学", "125300004312345678")], "2023-001", Policy);

    public static DateTimeOffset Noon(int year, int month, int day) => new(year, month, day, 12, 0, 0, BeijingTime.Offset);

    /// <summary>The end of this day in Beijing: an act before it is in time.</summary>
    public static DateTimeOffset EndOf(int year, int month, int day) => BeijingTime.EndOf(new(year, month, day));
}

static class Expect
{
    /// <summary>The commands said since the scenario last forgot, exactly these and in this order.</summary>
    public static void Says(this Scenario scenario, params object[] commands)
        => Assert.Equal(commands.Select(Show), scenario.Said.Select(Show));

    public static void IsIn(this Scenario scenario, Guid caseId, string state) => Assert.Equal(state, scenario.StateOf(caseId));

    public static void WaitsFor(this Scenario scenario, Guid caseId, string? deadline, DateTimeOffset? until)
        => Assert.Equal((deadline, until?.ToUniversalTime()),
            (scenario.NextDeadlineOf(caseId).Name, scenario.NextDeadlineOf(caseId).At?.ToUniversalTime()));

    static string Show(object message) => $"{message.GetType().Name} {JsonSerializer.Serialize(message, message.GetType(), Json.Options)}";
}
