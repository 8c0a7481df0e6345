namespace Alliance.Certification.Subscriptions;

/// <summary>
/// The districts of the city (GB/T 2260), as they stand in characters three to eight of a credit code: the division whose authority
/// registered the unit.
/// </summary>
static class Districts
{
    /// <summary>Code and name.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> All =
    [
        ("530102", "五华区"), ("530103", "盘龙区"), ("530111", "官渡区"), ("530112", "西山区"), ("530113", "东川区"), ("530114", "呈贡区"),
        ("530115", "晋宁区"), ("530124", "富民县"), ("530125", "宜良县"), ("530126", "石林彝族自治县"), ("530127", "嵩明县"),
        ("530128", "禄劝彝族苗族自治县"), ("530129", "寻甸回族彝族自治县"), ("530181", "安宁市"),
    ];

    /// <summary>The division in a credit code; empty where it is too short.</summary>
    public static string Of(string creditCode) => creditCode.Length >= 8 ? creditCode[2..8] : "";
}
