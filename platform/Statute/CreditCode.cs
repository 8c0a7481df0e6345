using System.Buffers;

namespace Alliance.Statute;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 登记管理部门 1, 机构类别 1, 行政区划 6 (GB/T 2260), 主体标识码 9 (the organisation code of GB 11714
/// with its own check character), 校验码 1 (weights 3ⁱ mod 31).
/// </summary>
[RestsOn("8")]
public static class CreditCode
{
    /// <summary>The letters I, O, Z, S and V are not used.</summary>
    const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    static ReadOnlySpan<byte> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Which kinds of body each 登记管理部门 registers.</summary>
    static string? Categories(char authority) => authority switch
    {
        '1' => "1239",
        '2' => "19",
        '3' => "123459",
        '4' => "19",
        '5' => "1239",
        '6' => "129",
        '7' => "129",
        '8' => "19",
        '9' => "123",
        'A' => "19",
        'N' => "1239",
        'Y' => "1",
        _ => null,
    };

    /// <summary>Why no unit can have this code; null where one can.</summary>
    public static FormattableString? WhyNot(string code)
    {
        if (string.IsNullOrWhiteSpace(code)) return $"请填写统一社会信用代码";
        if (code.Length != 18) return $"统一社会信用代码「{code}」应为 18 位，现为 {code.Length} 位";
        if (code.AsSpan().IndexOfAnyExcept(Allowed) is >= 0 and var wrong)
            return $"统一社会信用代码「{code}」第 {wrong + 1} 位「{code[wrong].ToString()}」不是代码字符（数字和除 I、O、Z、S、V 外的大写字母）";
        if (Categories(code[0]) is not { } categories) return $"统一社会信用代码「{code}」第 1 位「{code[..1]}」不是登记管理部门代码";
        if (!categories.Contains(code[1])) return $"统一社会信用代码「{code}」第 2 位「{code[1..2]}」不是该登记管理部门的机构类别";
        if (code.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9')) return $"统一社会信用代码「{code}」第 3 至 8 位应为行政区划代码数字";
        return null;
    }

    /// <summary>
    /// Why a possible code may be mistyped: a check character does not fit. Early codes that break the rule were lawfully issued and are on
    /// the licence, so it keeps nobody from anything; whoever looks at the licence decides (Art. 10). Null for a code that fits, and for
    /// one that is none.
    /// </summary>
    public static FormattableString? WhyDoubtful(string code)
    {
        if (!IsValid(code)) return null;
        if (code[16] != OrganisationCheck(code.AsSpan(8, 8)))
            return $"统一社会信用代码「{code}」第 9 至 17 位组织机构代码的校验码不符，请对照登记证照核对；证照上确为此码的，可以照填";
        if (code[17] != Check(code.AsSpan(0, 17))) return $"统一社会信用代码「{code}」的校验码不符，请对照登记证照核对；证照上确为此码的，可以照填";
        return null;
    }

    /// <summary>True for a possible code, whether or not its check characters fit.</summary>
    public static bool IsValid(string code) => WhyNot(code) is null;

    /// <summary>Completes the first 16 characters (department, kind, region, organisation) with both check characters.</summary>
    public static string Complete(string first16)
    {
        if (first16.Length != 16 || first16.AsSpan().ContainsAnyExcept(Allowed))
            throw new StatuteException($"统一社会信用代码的前 16 位「{first16}」不正确");
        var first17 = first16 + OrganisationCheck(first16.AsSpan(8, 8));
        return first17 + Check(first17);
    }

    // GB 32100: the check character makes the weighted sum divisible by 31.
    static char Check(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += Alphabet.IndexOf(first17[i]) * Weights[i];
        return Alphabet[(31 - sum % 31) % 31];
    }

    // GB 11714 counts A=10 … Z=35 with no letter left out, mod 11; 10 is written X.
    static char OrganisationCheck(ReadOnlySpan<char> first8)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += (first8[i] <= '9' ? first8[i] - '0' : first8[i] - 'A' + 10) * OrganisationWeights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }
}
