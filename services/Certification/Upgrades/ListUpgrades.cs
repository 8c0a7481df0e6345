using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Lists;

namespace Alliance.Certification.Upgrades;

/// <summary>What was recommended to province and nation, the newest first; and the alliances that can be.</summary>
[ForReadingDeterminations]
public sealed class ListUpgrades(Database database)
{
    public static readonly SqlList<Upgrade> Table = new("upgrades", "推荐升级")
    {
        Sql = Upgrade.Select,
        Key = "u.id",
        Order = "-recommended",
        Size = 50,
        Filters = ["q", "state", "level"],
        Columns =
        [
            new("name", "联盟名称", (i, _) => i.AllianceName, "a.name", ListValue.Name) { Width = 40, IsAlwaysThere = true },
            new("lead", "牵头单位", (i, _) => i.LeadUnit, "a.application->'leadUnit'->>'name'", ListValue.Name) { Width = 40 },
            new("level", "级别", (i, _) => i.Level, "u.level") { IsAlwaysThere = true },
            new("state", "状态", (i, words) => words[i.State.Word()], SqlList.InOrder<UpgradeState>("u.state"), ListValue.Place)
                { IsAlwaysThere = true },
            new("recommended", "推荐时间", (i, _) => i.RecommendedAt, "u.recommended_at", ListValue.Instant) { IsAlwaysThere = true },
            new("number", "上级文号", (i, _) => i.SuperiorNumber, "u.superior_number"),
            new("on", "上级文件日期", (i, _) => i.SuperiorOn, "u.superior_on", ListValue.Day) { IsShown = false },
        ],
    };

    /// <param name="Q">Part of the alliance's or lead unit's name.</param>
    /// <param name="State">Only this state.</param>
    /// <param name="Level">Only this level.</param>
    public sealed record Request(string? Q = null, UpgradeState? State = null, string? Level = null)
    {
        /// <summary>What an address asks for.</summary>
        public static Request Of(ListFilters said) => new(said["q"], said.Of<UpgradeState>("state"), said["level"]);
    }

    public Task<ListPage<Upgrade>> Handle(Request request, ListQuery query, CancellationToken ct) => Table.Read(database, query,
    [
        request.State is null ? null : "u.state = @state",
        string.IsNullOrEmpty(request.Level) ? null : "u.level = @Level",
        SqlPattern.Contains(request.Q) is null ? null : "a.search like @q",
    ], new { state = request.State?.ToString(), request.Level, q = SqlPattern.Contains(request.Q) }, ct);

    /// <summary>The list as a file.</summary>
    public ListFile<Upgrade> Export(Request request, ListQuery query, CancellationToken ct)
        => new(Table, query, page => Handle(request, page, ct));

    public async Task<Outcome<Upgrade>> Read(Guid upgradeId, CancellationToken ct)
        => await database.Find<Upgrade>($"{Upgrade.Select} where u.id = @upgradeId", new { upgradeId }, ct) is { } found ? found
            : Refusal.NotFound($"没有这项推荐升级");

    /// <summary>Alliances that are valid; as many as a form offers.</summary>
    public Task<IReadOnlyList<RecognisedAlliance>> Candidates(CancellationToken ct) => database.Query<RecognisedAlliance>(
        $"select {RecognisedAlliance.Columns} from alliance where status = 'Valid' order by recognised_on desc, id limit 200", null, ct);
}
