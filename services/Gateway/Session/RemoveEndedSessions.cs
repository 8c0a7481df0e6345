using Alliance.Core.Hosting;
using Alliance.Web.Security;

namespace Alliance.Gateway.Session;

/// <summary>Keeps the table of sessions as small as the number of people.</summary>
sealed class RemoveEndedSessions(SessionStore sessions, ParkedForms forms, ILogger<RemoveEndedSessions> log)
    : Rounds(TimeSpan.FromMinutes(30), log)
{
    protected override async Task Round(CancellationToken ct)
    {
        await sessions.RemoveEnded(ct);
        await forms.RemoveEnded(ct);
    }
}
