using Alliance.Core.Text;

namespace Alliance.Monitoring.Compliance;

/// <summary>What people read for the state of a compliance case.</summary>
static class Decisions
{
    public static string Text(Words words, string state) => state switch
    {
        nameof(Decision.Remedied) => words["已整改"],
        nameof(Decision.Warned) => words["警示"],
        nameof(Decision.Dismissed) => words["不予追究"],
        _ => words["待处理"],
    };
}
