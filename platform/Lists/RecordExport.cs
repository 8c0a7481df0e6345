using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Security;

namespace Alliance.Lists;

/// <summary>
/// Whoever takes a list along as a file stands in the record with what it was filtered by: what left is known, and by whom.
/// </summary>
[ForSignedIn]
public sealed class RecordExport(Database database)
{
    /// <param name="list">The list.</param>
    /// <param name="query">What it was filtered by, as it stood in the address.</param>
    /// <param name="actor">Who takes it along.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Handle(SqlList list, string? query, Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        await work.Record(KeyOf(list.Name), nameof(RecordExport), new { list = list.Name, query = SavedViews.QueryOf(list, query) });
        await work.Commit();
    }

    /// <summary>Under which the exports of a list stand in the record.</summary>
    public static Guid KeyOf(string list) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"list:{list}")).AsSpan(0, 16));
}
