using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute.Industries;
using Alliance.Statute.Policies;
using Alliance.Statute.Regions;
using Alliance.Statute.Text;
using Alliance.Ui;

namespace Alliance.Intake.Applications.Form;

/// <summary>What can be said of a field while it is being typed; the same rules judge it when it is saved. They mark, and keep nothing out
/// of a draft.</summary>
public static class FieldChecks
{
    /// <summary>国民经济行业代码 (Art. 4): the name tells whether the code is the one that was meant.</summary>
    public static FieldCheck IndustryCode(string value, Words words)
        => IndustryCodes.WhyNot(value.Trim()) is { } wrong ? Wrong(words.Say(wrong), CodeLists.Industries(value), words)
            : new(true, IndustryCodes.Find(value.Trim())!.Name);

    /// <summary>行政区划代码 (Art. 8). Null while nothing stands there.</summary>
    public static FieldCheck? Region(string? value, Words words) => TypedText.Code(value) switch
    {
        "" => null,
        var code when RegionCodes.WhyNot(code) is { } wrong => Wrong(words.Say(wrong), CodeLists.Regions(code), words),
        var code => new(true, RegionCodes.Find(code)!.Name),
    };

    /// <summary>What stands for ×× in the alliance's name (Art. 11). Null while nothing stands there.</summary>
    public static FieldCheck? AllianceNameCore(string? value, Policy policy, Words words)
        => string.IsNullOrWhiteSpace(value) ? null
            : Statute.Names.AllianceName.WhyNot(policy, value) is { } wrong ? new(false, words.Say(wrong))
            : new(true, Statute.Names.AllianceName.For(policy, value));

    /// <summary>The same, and whether a living alliance bears the name or a proposal reserved it: then it is a doubt, since that one may
    /// end before this application is decided on.</summary>
    internal static async Task<FieldCheck?> AllianceName(Database database, string? value, Policy policy, Words words, CancellationToken ct)
    {
        if (AllianceNameCore(value, policy, words) is not { Right: true } check) return AllianceNameCore(value, policy, words);
        return await KeepAllianceNames.Bearing(database, check.Sentence, null, ct) is { } other
            ? check with { Sentence = words["名称与“{0}”相同，同一名称不能重复认定", other], Doubtful = true } : check;
    }

    /// <summary>A telephone number by which somebody can be reached. Null while nothing stands there.</summary>
    public static FieldCheck? Phone(string? value, Words words)
    {
        var phone = TypedText.Clean(value);
        if (phone.Length == 0) return null;
        var digits = phone.Count(char.IsAsciiDigit);
        return digits is >= 7 and <= 16 && phone.All(c => char.IsAsciiDigit(c) || "+-() （）转ext,".Contains(c, StringComparison.Ordinal))
            ? new(true, "") : new(false, words["这不像电话号码，请填写手机或带区号的固定电话"]);
    }

    // Whoever typed a name is told the codes it can stand for.
    static FieldCheck Wrong(string sentence, IReadOnlyList<CodeLists.Entry> meant, Words words)
        => new(false, meant.Count == 0 ? sentence
            : words["{0}。您要填的可能是：{1}", sentence, string.Join(words["；"], meant.Take(3).Select(one => $"{one.Code} {one.Name}"))]);
}
