using System.Text.RegularExpressions;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>A file is stored before a row is locked: its scan takes time, and nobody waits for the row meanwhile.</summary>
public sealed partial class StoredFileTests
{
    // What these store is numbered, counted or known again by the row that they hold.
    static readonly string[] UnderTheirRow =
        ["AttachEvidence", "AnswerInquiry", "FileProof", "Attach", "ConfirmMembership", "AttachPlaqueProof", "HandOverArchive"];

    [Fact]
    public void A_file_is_stored_before_a_row_is_locked()
    {
        var stores = House.Files("services", "*.cs").Where(file => Storing().IsMatch(File.ReadAllText(House.At(file)))).ToList();

        Assert.NotEmpty(stores);
        House.None(stores.Where(file => !UnderTheirRow.Contains(Path.GetFileNameWithoutExtension(file)) && IsUnderALock(file)));
    }

    // From where its transaction begins to where it stores.
    static bool IsUnderALock(string file) => File.ReadAllText(House.At(file)).Split("database.Begin(").Skip(1)
        .Any(step => Storing().Match(step) is { Success: true } stored && Locking().IsMatch(step[..stored.Index]));

    [GeneratedRegex(@"(documents|EvidenceFile)\.Store\(")]
    private static partial Regex Storing();

    [GeneratedRegex(@"\bLock\w*\(|for update")]
    private static partial Regex Locking();
}
