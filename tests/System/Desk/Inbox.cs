using System.Text.Json;
using Xunit;

namespace Alliance.SystemTests.Desk;

/// <summary>What somebody's inbox holds.</summary>
static class Inbox
{
    /// <summary>The titles of all letters about a case.</summary>
    public static async Task<IReadOnlyList<string>> LettersAbout(this RunningSystem system, string account, Guid caseId)
        => [.. (await system.AllPages(account, "/intake/api/letters?")).Where(item => item.GetProperty("caseId").GetGuid() == caseId)
            .Select(item => item.GetProperty("title").GetString()!)];

    /// <summary>Every letter about a case leads its reader to something that opens to them.</summary>
    public static async Task EveryLetterOpens(this RunningSystem system, string account, Guid caseId)
    {
        var person = await system.SignedIn(account);
        var closed = new List<string>();
        foreach (var letter in (await system.AllPages(account, "/intake/api/letters?"))
            .Where(item => item.GetProperty("caseId").GetGuid() == caseId))
        {
            var link = letter.GetProperty("link").GetString()!;
            using var answer = await person.Http.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            if (!answer.IsSuccessStatusCode)
                closed.Add($"{account}: {letter.GetProperty("title").GetString()}, {link} answers {answer.StatusCode}");
        }
        Assert.True(closed.Count == 0, string.Join('\n', closed));
    }

    /// <summary>Every item of a list that is read in pages.</summary>
    /// <param name="system">The system.</param>
    /// <param name="account">Who reads it.</param>
    /// <param name="list">Its address, to which the cursor is added.</param>
    public static async Task<IReadOnlyList<JsonElement>> AllPages(this RunningSystem system, string account, string list)
    {
        var person = await system.SignedIn(account);
        var (items, after) = (new List<JsonElement>(), (string?)null);
        do
        {
            var page = (await person.Get(after is null ? list : $"{list}&after={after}")).Must();
            items.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString() : null;
        }
        while (after is not null);
        return items;
    }
}
