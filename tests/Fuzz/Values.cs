using CsCheck;

namespace Alliance.Fuzz;

/// <summary>What is put where something else is expected.</summary>
static class Values
{
    static readonly string[] Known =
    [
        "", " ", "\0", "联盟\0名称", "\u000b", "\u0007响", "\u001b[31m", "\u200b", "\u200b\u200b", "\ufeff", "\u202e倒", "\u2028",
        "\ufffe", "\r\nSet-Cookie: a=b", "\n", "\t",
        "%", "_", "%_%", "'", "\"", "\\", "';--", "<script>alert(1)</script>", "]]>", "&amp;", "../../../etc/passwd",
        "C:\\nul", "a:b*c?d\"e<f>g|h", "=1+1", "＝1+1", "+86", "@SUM(A1)", "-1+1",
        "0", "-0", "-1", "1.5", "1.2E+04", "1e400", "NaN", "Infinity", "٣", "１２３", "2147483648", "9223372036854775807",
        "-9223372036854775808", "99999999999999999999", "0x10", "1,000", "１２３．４５",
        "0001-01-01", "0000-00-00", "9999-12-31", "12026-01-01", "2023-02-29", "2024-13-01", "2024-01-01T25:00",
        "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00", "昨天",
        "true", "false", "on", "null", "undefined", "[]", "{}", "[null]", "99", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "nobody",
        "𠮷𪚥", "👨‍👩‍👧‍👦", "é", "ﷺ", "９１５３ ０１８１ ＭＡ６Ｎ", "昆科发〔2016〕1号", "CON", "aux.pdf", ".", "..", "/", "//example.org",
        "javascript:alert(1)",
    ];

    static readonly Gen<string> Long = Gen.Int[0, 3]
        .Select(n => new string(n % 2 == 0 ? '汉' : 'a', n switch { 0 => 251, 1 => 4_001, 2 => 20_001, _ => 200_001 }));

    /// <summary>Texts that have broken something somewhere, long ones, and any.</summary>
    public static readonly Gen<string> Text = Gen.Frequency((12, Gen.OneOf(Known)), (1, Long), (3, Gen.String));

    /// <summary>The next one.</summary>
    public static T Next<T>(this Gen<T> gen, PCG pcg) => gen.Generate(pcg, null, out _);

    /// <summary>One of them.</summary>
    public static T Of<T>(this PCG pcg, IReadOnlyList<T> list) => list[(int)pcg.Next((uint)list.Count)];

    /// <summary>True so often of a hundred times.</summary>
    public static bool Chance(this PCG pcg, uint percent) => pcg.Next(100) < percent;
}
