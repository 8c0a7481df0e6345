using Alliance.Core.Audit;
using Alliance.Core.Text;

namespace Alliance.Ui;

/// <summary>Who made an entry of the record, as a page names them.</summary>
public static class Author
{
    /// <summary>A person's name as it is; what is no person by the product's own words.</summary>
    public static string Of(Words words, AuditEntry entry) => entry.Account switch
    {
        "" => words["公众"],
        var account when account.StartsWith("system:", StringComparison.Ordinal) => words["系统自动"],
        _ => entry.ActorName,
    };
}
