using System.Globalization;
using System.Text;

namespace Alliance.Statute;

/// <summary>Amounts, held as integer 分, as documents write them.</summary>
[RestsOn("12")]
public static class Money
{
    const string Digits = "零壹贰叁肆伍陆柒捌玖";
    static readonly string[] Places = ["", "拾", "佰", "仟"];

    /// <summary>The most that an amount in this matter can be, fen: 10 万亿元, more than any unit's capital and far less than sums of many can
    /// hold.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <summary>万元, as offices write amounts.</summary>
    public const int FenOfTenThousand = 1_000_000;

    /// <summary><see cref="Most"/> in 万元.</summary>
    public const double MostTenThousands = Most / FenOfTenThousand;

    /// <summary>100,000.00 元, the same on every machine.</summary>
    public static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100m:#,##0.00} 元");

    /// <summary>The integer 分 of an amount that a person wrote in 元; null when it is finer than a fen, or more than can be held.</summary>
    public static long? Fen(decimal yuan)
        => Math.Abs(yuan) <= long.MaxValue / 100 && decimal.Truncate(yuan * 100) is var fen && fen == yuan * 100 ? (long)fen : null;

    /// <summary>壹拾万元整, as the rules for negotiable instruments and vouchers write it (正确填写票据和结算凭证的基本规定).</summary>
    public static string Capital(long fen)
    {
        var text = new StringBuilder();
        if (fen < 0) text.Append('负');
        var amount = fen < 0 ? (UInt128)(-(Int128)fen) : (UInt128)fen;
        var (yuan, jiao, cent) = (amount / 100, (int)(amount / 10 % 10), (int)(amount % 10));

        if (yuan > 0) text.Append(Whole(yuan)).Append('元');
        if (jiao == 0 && cent == 0) return text.Append(yuan == 0 ? "零元整" : "整").ToString();
        if (jiao > 0) text.Append(Digits[jiao]).Append('角');
        else if (yuan > 0) text.Append('零');
        return text.Append(cent > 0 ? $"{Digits[cent]}分" : "整").ToString();
    }

    // Groups of four digits, 万 within 亿; a gap of zeros between two digits is read as one 零.
    static string Whole(UInt128 yuan)
    {
        var text = new StringBuilder();
        var digits = yuan.ToString(CultureInfo.InvariantCulture);
        var (gap, inFour, inEight) = (false, false, false);
        for (var i = 0; i < digits.Length; i++)
        {
            var place = digits.Length - 1 - i;
            var digit = digits[i] - '0';
            if (digit == 0) gap = text.Length > 0;
            else
            {
                if (gap) text.Append('零');
                text.Append(Digits[digit]).Append(Places[place % 4]);
                (gap, inFour, inEight) = (false, true, true);
            }
            if (place % 8 == 4 && inFour) text.Append('万');
            if (place % 8 == 0 && place > 0 && inEight) text.Append('亿');
            if (place % 4 == 0) inFour = false;
            if (place % 8 == 0) inEight = false;
        }
        return text.ToString();
    }
}
