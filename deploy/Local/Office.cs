using System.Net;
using System.Text.Json;

namespace Alliance.Local;

/// <summary>The three people of the bureau without whom no document is issued: one drafts, another checks, the decision maker
/// signs.</summary>
/// <param name="drafter">An officer.</param>
/// <param name="checker">Another.</param>
/// <param name="signer">The decision maker.</param>
public sealed class Office(Person drafter, Person checker, Person signer)
{
    /// <summary>Their accounts in a development system.</summary>
    public const string Drafter = "rending", Checker = "hegao", Signer = "juzhang";

    /// <summary>Those of a development system.</summary>
    public static Office Of(People people) => new(people[Drafter], people[Checker], people[Signer]);

    /// <summary>What waits for a document and stands in none yet.</summary>
    public async Task<IReadOnlyList<JsonElement>> Waiting(CancellationToken ct = default)
        => [.. (await drafter.Get("/certification/api/matters?state=Waiting&size=100", ct)).Must().GetProperty("items").EnumerateArray()
            .Where(matter => !matter.TryGetProperty("instrumentId", out var drafted) || drafted.ValueKind == JsonValueKind.Null)];

    /// <summary>Issues one document for these matters, all of one kind.</summary>
    /// <returns>The instrument's key.</returns>
    public async Task<Guid> Issue(IReadOnlyCollection<Guid> matters, CancellationToken ct = default)
    {
        var id = (await drafter.Post("/certification/api/instruments", new { matters }, ct)).Must().GetProperty("instrumentId").GetGuid();
        (await checker.Post($"/certification/api/instruments/{id}/check", new { passed = true }, ct)).Must();
        (await signer.Post($"/certification/api/instruments/{id}/sign", new { }, ct)).Must();
        return id;
    }

    /// <summary>Issues whatever waits: one document for all of a kind, and what is served to a unit one by one.</summary>
    /// <returns>How many documents.</returns>
    public async Task<int> IssueWhatWaits(CancellationToken ct = default)
    {
        var issued = 0;
        foreach (var kind in (await Waiting(ct)).GroupBy(matter => matter.GetProperty("kind").GetString()))
        {
            var matters = kind.Select(matter => matter.GetProperty("matterId").GetGuid()).ToList();
            if (await Try(matters)) continue;
            // What is served to one unit, or rests on different versions of the policy, is drafted apart.
            if (matters.Count > 1)
                foreach (var one in matters) await Try([one]);
        }
        return issued;

        async Task<bool> Try(IReadOnlyCollection<Guid> matters)
        {
            try
            {
                await Issue(matters, ct);
                issued++;
                return true;
            }
            // Withdrawn a moment ago, or drafted by somebody else.
            catch (RefusedException refused) when (refused.Answer.Status is HttpStatusCode.Conflict or HttpStatusCode.NotFound
                or HttpStatusCode.UnprocessableEntity)
            {
                return false;
            }
        }
    }
}
