using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Security;
using Alliance.Statute;
using MassTransit;

namespace Alliance.Certification.Remedies;

/// <summary>The cancellation or revocation was annulled: the recognition is valid again, and stands so in the register. What ended it
/// stays on record; a plaque that was recovered is to be handed over again.</summary>
public sealed class RestoreRecognition(Database database, StatutoryClock clock, LetterWriter letters)
    : IConsumer<Alliance.Contracts.RestoreRecognition>
{
    public async Task Consume(ConsumeContext<Alliance.Contracts.RestoreRecognition> context)
    {
        var (id, why) = context.Message;
        await using var work = await database.BeginAsSystem("workflows", context.CancellationToken);
        var alliance = await RecognisedAlliance.Lock(work, id);
        if (alliance is { Status: AllianceStatus.Cancelled or AllianceStatus.Revoked })
        {
            await work.Execute("""
                update alliance set status = 'Valid', ended_on = null, end_article = null, end_sentence = null, end_document_number = null,
                  end_instrument_id = null, revoked_from = null, revocation_case_id = null, plaque_due_on = null,
                  plaque_handed_over_on = case when plaque_recovered_on is null then plaque_handed_over_on end, plaque_recovered_on = null
                where id = @id
                """, new { id });
            await work.Execute("""
                update matter set state = 'Dropped', dropped_why = @why, settled_at = @Now
                where alliance_id = @id and kind = 'RevocationAnnouncement' and state = 'Waiting'
                """, new { id, why, clock.Now });
            // It is the same plaque that is handed over again; how it came back the last time says nothing about the next.
            await work.Execute("""
                update plaque set state = 'Made', handed_over_on = null, recovered_on = null, recovery_proof = null,
                  recovery_document_id = null
                where alliance_id = @id and state = 'Recovered'
                """, new { id });
            await StatusEvent.Add(work, id, StatusEventKind.Restored, clock.Today, clock.Now, alliance.EndArticle, sentence: why);
            await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), id, $"终止资格的决定被撤销，认定资格恢复",
                $"终止“{alliance.Name}”认定资格的决定已被撤销（{why}），认定资格自 {clock.Today:yyyy-MM-dd} 起恢复；牌匾已收回的，请重新授牌。",
                $"/certification/alliances/{id}", Articles.Operation);
            await work.Record(id, nameof(RestoreRecognition),
                new { why, alliance.EndedOn, alliance.EndSentence, alliance.EndDocumentNumber, alliance.PlaqueRecoveredOn },
                Articles.Operation, alliance.Application.PolicyVersion);
        }
        else await work.Ignore(id, nameof(RestoreRecognition), context.Message, "认定资格没有终止", Articles.Operation,
            alliance?.Application.PolicyVersion);
        await work.Commit();
    }
}
