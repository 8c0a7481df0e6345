using Alliance.Core.Text;
using Alliance.Statute.Industries;
using Alliance.Ui;

namespace Alliance.Intake.Applications.Form;

/// <summary>What can be said of a field while it is being typed; the same rules judge it when it is saved.</summary>
public static class FieldChecks
{
    /// <summary>国民经济行业代码 (Art. 4): the name tells whether the code is the one that was meant.</summary>
    public static FieldCheck IndustryCode(string value, Words words)
        => IndustryCodes.WhyNot(value.Trim()) is { } wrong ? new(false, words.Say(wrong))
            : new(true, IndustryCodes.Find(value.Trim())!.Name);
}
