namespace Alliance.Statute.Names;

/// <summary>
/// 县（市、区） of Kunming with their 行政区划代码 (GB/T 2260), in which figures count lead units. A code of elsewhere stands for itself.
/// </summary>
public static class Districts
{
    static readonly OrderedDictionary<string, string> Names = new()
    {
        ["530102"] = "五华区",
        ["530103"] = "盘龙区",
        ["530111"] = "官渡区",
        ["530112"] = "西山区",
        ["530113"] = "东川区",
        ["530114"] = "呈贡区",
        ["530115"] = "晋宁区",
        // Until Jinning became a district at the end of 2016.
        ["530122"] = "晋宁县",
        ["530124"] = "富民县",
        ["530125"] = "宜良县",
        ["530126"] = "石林彝族自治县",
        ["530127"] = "嵩明县",
        ["530128"] = "禄劝彝族苗族自治县",
        ["530129"] = "寻甸回族彝族自治县",
        ["530181"] = "安宁市",
    };

    /// <summary>The codes, in the order of the standard.</summary>
    public static IReadOnlyList<string> All => Names.Keys;

    /// <summary>The name of a district, key of its translation; the code itself where it is none of these.</summary>
    public static string NameOf(string code) => Names.GetValueOrDefault(code, code);
}
