using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Letters;
using MassTransit;

namespace Alliance.Intake;

/// <summary>What another service wrote to somebody stands in their inbox from now on (送达); it comes twice without harm.</summary>
public sealed class KeepLetter(Database database, LetterBox letters) : IConsumer<LetterWritten>
{
    public async Task Consume(ConsumeContext<LetterWritten> context)
    {
        var letter = context.Message;
        await using var work = await database.BeginAsSystem("letters", context.CancellationToken);
        var kept = await letters.Keep(work, letter);
        await work.Record(letter.CaseId, nameof(KeepLetter), new { letter.LetterId, letter.Audience, kept }, letter.Article);
        await work.Commit();
    }
}
