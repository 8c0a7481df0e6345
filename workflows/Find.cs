using Alliance.Contracts.Desk;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Workflows.Cases;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows;

/// <summary>What the bureau finds here by a name, its first letters or a number: the cases of the procedure.</summary>
[ForSignedIn]
public sealed class Find(ListCases cases, Words words)
{
    public async Task<IReadOnlyList<Found>> Handle(string? q, Actor actor, CancellationToken ct)
        => string.IsNullOrWhiteSpace(q) || !actor.IsAny([.. Roles.Staff, .. Roles.Readers]) ? []
        : [.. (await cases.Handle(new(Words: q), Core.Lists.ListQuery.Few(Found.Most), ct)).Items.Select(row => new Found(
            words["案件"], row.Name,
            words[Sentences.Kind(row.Kind)], $"/workflows/cases/{row.CaseId}"))];
}
