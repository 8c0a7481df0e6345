using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Changes;

/// <summary>The members ended the alliance themselves (Art. 15): the recognition ends in the register, the name is free, and the plaque
/// comes back.</summary>
public sealed class KeepDissolution(Database database, LetterWriter letters, Subscribers subscribers) : IConsumer<AllianceDissolved>
{
    public async Task Consume(ConsumeContext<AllianceDissolved> context)
    {
        var said = context.Message;
        await using var work = await database.BeginAsSystem("monitoring", context.CancellationToken);
        if (await RecognisedAlliance.Lock(work, said.AllianceId) is not { IsAlive: true } alliance)
        {
            await work.Ignore(said.AllianceId, nameof(KeepDissolution), said, "认定资格已经终止", Articles.Changes);
            await work.Commit();
            return;
        }
        await work.Execute("""
            update alliance set status = 'Dissolved', ended_on = @DissolvedOn, end_article = @Article, end_sentence = @Sentence
            where id = @Id
            """, new { alliance.Id, said.DissolvedOn, said.Reason.Article, said.Reason.Sentence });
        await work.Execute("""
            update reserved_name set released_at = @DissolvedAt where application_id = @ApplicationId and released_at is null
            """, new { alliance.ApplicationId, said.DissolvedAt });
        await StatusEvent.Add(work, alliance.Id, StatusEventKind.Dissolved, said.DissolvedOn, said.DissolvedAt, said.Reason.Article,
            said.Number, said.Reason.Sentence);
        await letters.Tell(work, Parties.Of(alliance.Application), alliance.Id, $"联盟解散，认定资格终止",
            $"“{alliance.Name}”自行解散已备案（{said.Number}），认定资格自 {said.DissolvedOn:yyyy-MM-dd} 起终止；已授牌的，请交回牌匾。",
            $"/verify/{alliance.CertificateNumber}", Articles.Changes);
        if (alliance.PlaqueHandedOverOn is not null)
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), alliance.Id, $"解散的联盟有牌匾等待收回",
                $"“{alliance.Name}”已自行解散，请收回牌匾，收回后登记。", $"/certification/alliances/{alliance.Id}", Articles.Changes);
        await subscribers.Tell(work, Subscribers.Subject.Registry, alliance.Application, $"联盟解散：您订阅的内容",
            $"“{alliance.Name}”自行解散，认定资格终止。", $"/verify/{alliance.CertificateNumber}");
        await work.Record(alliance.Id, nameof(KeepDissolution), new { said.Number, said.Reason, said.DissolvedOn }, Articles.Changes,
            alliance.Application.PolicyVersion);
        await work.Commit();
    }
}
