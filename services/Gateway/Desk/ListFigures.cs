using Alliance.Contracts.Desk;
using Alliance.Core.Security;
using Alliance.Web.Desk;

namespace Alliance.Gateway.Desk;

/// <summary>What is known of all services.</summary>
/// <param name="Key">The few numbers that a reader in a hurry wants.</param>
/// <param name="Charts">The rest, in the order of the procedure.</param>
/// <param name="Asked">Services that answered.</param>
/// <param name="Away">Services that did not answer; what they count is missing.</param>
public sealed record AllFigures(
    IReadOnlyList<KeyFigure> Key, IReadOnlyList<Figure> Charts, IReadOnlyList<string> Asked, IReadOnlyList<string> Away);

/// <summary>The figures of all services that this person may read; each service counts its own and judges their rights itself.</summary>
[ForReadingByStaff]
sealed class ListFigures(ServiceQuestions services)
{
    /// <param name="filter">What they are narrowed to.</param>
    /// <param name="http">The person's request.</param>
    public async Task<AllFigures> Handle(CaseFilter filter, HttpContext http)
    {
        var answers = await services.AskAll<ServiceFigures>(http, filter.Link("/api/figures"), http.RequestAborted);
        var here = answers.Where(answer => answer.Value is not null).ToList();
        return new(
            [.. here.SelectMany(answer => answer.Value!.Key)], [.. here.SelectMany(answer => answer.Value!.Charts)],
            [.. here.Select(answer => answer.Service)], [.. answers.Where(answer => answer.IsAway).Select(answer => answer.Service)]);
    }
}
