using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Text;

namespace Alliance.Core.Letters;

/// <summary>
/// Writes letters to people, in both languages as they are said today, within the step that they tell of. Like every other message they
/// leave when it commits; the service that keeps the letters delivers them.
/// </summary>
public sealed class LetterWriter(Words words, TimeProvider clock, ServiceName service)
{
    static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    /// <summary>Tells people something; answers with the letter's key.</summary>
    /// <param name="work">The step.</param>
    /// <param name="to">Whom.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="title">In a few words.</param>
    /// <param name="body">What has happened and what is to be done.</param>
    /// <param name="link">Where, below the public address.</param>
    /// <param name="article">On which article it rests.</param>
    /// <param name="instrument">What it says where it is an instrument.</param>
    /// <returns>The letter's key, under which <see cref="InstrumentServed"/> speaks of it.</returns>
    public async Task<Guid> Tell(
        UnitOfWork work, Audience to, Guid caseId, FormattableString title, FormattableString body, string link, string? article = null,
        Instrument? instrument = null)
    {
        var id = Guid.CreateVersion7();
        await work.Publish(new LetterWritten(caseId, id, to.Key, Say(title), Say(body), link, article, clock.GetUtcNow(), service.Value,
            instrument));
        return id;
    }

    /// <summary>Tells all of them the same.</summary>
    public async Task Tell(
        UnitOfWork work, IEnumerable<Audience> to, Guid caseId, FormattableString title, FormattableString body, string link,
        string? article = null, Instrument? instrument = null)
    {
        foreach (var one in to.Distinct()) await Tell(work, one, caseId, title, body, link, article, instrument);
    }

    Wording Say(FormattableString sentence) => new(words.SayIn(Chinese, sentence), words.SayIn(English, sentence));
}
