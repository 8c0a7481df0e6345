using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Certification.Register;

/// <summary>One alliance of the register, whole, for everybody: its units, what it was recognised by, until when, and its history. Its
/// address holds as long as the register does.</summary>
[ForEveryone]
public sealed class ReadEntry(Database database)
{
    /// <param name="CertificateNumber">证书编号, by which it is addressed.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="LeadUnit">牵头单位.</param>
    /// <param name="Members">All member units, the lead among them.</param>
    /// <param name="Industry">重点产业.</param>
    /// <param name="District">行政区划代码 of the lead unit.</param>
    /// <param name="DocumentNumber">文号.</param>
    /// <param name="RecognisedOn">Date of the recognition document.</param>
    /// <param name="RecognisedUnder">"2013" for an alliance of the measures that were repealed (Art. 19).</param>
    /// <param name="Status">What the register says.</param>
    /// <param name="Cycle">The operating cycle that runs.</param>
    /// <param name="ValidUntil">Its last day; null where none runs, and where the recognition ended.</param>
    /// <param name="EndedOn">When the recognition ended.</param>
    /// <param name="EndArticle">Under which article.</param>
    /// <param name="EndReason">Why.</param>
    /// <param name="EndDocumentNumber">文号 of that decision.</param>
    /// <param name="PlaqueNumber">授牌编号.</param>
    /// <param name="History">What became of it, the earliest first.</param>
    public sealed record View(
        string CertificateNumber, string Name, Unit LeadUnit, IReadOnlyList<Unit> Members, string Industry, string District,
        string DocumentNumber, DateOnly RecognisedOn, string? RecognisedUnder, AllianceStatus Status, int? Cycle, DateOnly? ValidUntil,
        DateOnly? EndedOn, string? EndArticle, string? EndReason, string? EndDocumentNumber, string PlaqueNumber,
        IReadOnlyList<Event> History);

    /// <summary>What became of it.</summary>
    /// <param name="Kind">What happened.</param>
    /// <param name="OnDay">From which day it holds.</param>
    /// <param name="RecordedAt">When it was put on record.</param>
    /// <param name="Article">The article it rests on.</param>
    /// <param name="DocumentNumber">文号.</param>
    /// <param name="Sentence">Why, or what else there is to say.</param>
    /// <param name="Before">Of a change: what it was.</param>
    /// <param name="After">Of a change: what it is.</param>
    public sealed record Event(
        StatusEventKind Kind, DateOnly OnDay, DateTimeOffset RecordedAt, string? Article, string? DocumentNumber, string? Sentence,
        string? Before, string? After);

    public async Task<Outcome<View>> Handle(string certificateNumber, CancellationToken ct)
        => await database.Find<RecognisedAlliance>(
            $"select {RecognisedAlliance.Columns} from alliance where certificate_number = upper(@number)",
            new { number = certificateNumber.Trim() }, ct) is { } alliance
            ? Of(alliance, await StatusEvent.Of(database, alliance.Id, ct))
            : Refusal.NotFound($"没有编号为“{certificateNumber}”的证书");

    /// <summary>All of them, the latest first.</summary>
    internal async Task<IReadOnlyList<View>> All(CancellationToken ct)
    {
        var events = (await database.Query<StatusEvent>(
            $"select {StatusEvent.Columns} from status_event order by recorded_at, id", ct: ct)).ToLookup(one => one.AllianceId);
        return [.. (await database.Query<RecognisedAlliance>(
            $"select {RecognisedAlliance.Columns} from alliance order by recognised_on desc, id desc", ct: ct))
            .Select(alliance => Of(alliance, events[alliance.Id]))];
    }

    static View Of(RecognisedAlliance alliance, IEnumerable<StatusEvent> history)
    {
        var application = alliance.Application;
        return new(alliance.CertificateNumber, alliance.Name, application.LeadUnit, application.Members, application.KeyIndustry,
            application.District, alliance.DocumentNumber, alliance.RecognisedOn, alliance.RecognisedUnder, alliance.Status, alliance.Cycle,
            alliance.IsAlive ? alliance.ValidUntil : null, alliance.EndedOn, alliance.EndArticle, alliance.EndSentence,
            alliance.EndDocumentNumber, alliance.PlaqueNumber, [.. history.Select(one => new Event(one.Kind, one.OnDay, one.RecordedAt,
                one.Article, one.DocumentNumber, one.Sentence, one.Before, one.After))]);
    }
}
