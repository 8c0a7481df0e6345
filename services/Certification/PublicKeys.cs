using Alliance.Core.Security;

namespace Alliance.Certification;

/// <summary>
/// What is public has a key or number of its own: the notice's, the certificate's. The keys of application and alliance, by which the
/// office's pages and interfaces are addressed, are told to the office only.
/// </summary>
static class PublicKeys
{
    /// <summary>True for the people of the office.</summary>
    public static bool AreNotEnough(Actor actor) => actor.IsAny([.. Roles.Staff, .. Roles.Readers]);
}
