using System.ComponentModel.DataAnnotations;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;

namespace Alliance.Certification.Instruments;

/// <summary>An officer drafts an instrument from the policy's text, with the matters that wait for it: all of a meeting, or one.</summary>
[For(Roles.CertificationOfficer)]
public sealed class DraftInstrument(Database database, StatutoryClock clock, LetterWriter letters, IEnumerable<ISigning> signings)
{
    /// <param name="Matters">The matters that it settles, all of one kind.</param>
    /// <param name="Title">Heading; the policy's where it is not given.</param>
    /// <param name="Body">Text, a paragraph a line; the policy's where it is not given.</param>
    /// <param name="Disclosure">公开属性; open where it is not given, for what is served to one unit on request.</param>
    /// <param name="DisclosureWhy">Why it is not open to everybody.</param>
    public sealed record Request(
        [MaxLength(Request.Most)] IReadOnlyList<Guid> Matters, string? Title = null, [LongText(Request.Longest)] string? Body = null,
        Disclosure? Disclosure = null, [LongText(500)] string? DisclosureWhy = null)
    {
        /// <summary>Matters of one instrument.</summary>
        public const int Most = 200;
        /// <summary>Characters of its text.</summary>
        public const int Longest = 20_000;
    }

    /// <summary>The draft.</summary>
    public sealed record Answer(Guid InstrumentId);

    // What is served to one unit names it with reasons that are nobody else's.
    static readonly InstrumentKind[] Served = [InstrumentKind.Refusal, InstrumentKind.Revocation];

    public async Task<Outcome<Answer>> Handle(Request request, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var chosen = request.Matters.Distinct().ToArray();
        // In the order of their keys: two drafts at once do not wait for each other.
        await work.Query<Guid>("select id from matter where id = any(@chosen) order by id for update", new { chosen });
        var matters = await work.Query<Matter>($"{Matter.Select} where m.id = any(@chosen) order by m.since, m.id", new { chosen });
        if (WhyNot(chosen.Length, matters) is { } refusal) return refusal;

        var kind = matters[0].Kind;
        var signing = signings.Of(kind);
        var version = matters[0].Application.PolicyVersion;
        var (title, body) = Template.Of(signing, PolicyBook.Find(version), matters.Count);
        if (matters.Count == 1) body = string.Join('\n', [body, .. signing.About(matters[0])]);
        var disclosure = request.Disclosure ?? (Served.Contains(kind) ? Disclosure.OnRequest : Disclosure.Open);
        var why = disclosure == Disclosure.Open ? null
            : !string.IsNullOrWhiteSpace(request.DisclosureWhy) ? request.DisclosureWhy.Trim()
            : request.Disclosure is not null ? null : kind switch
            {
                InstrumentKind.Refusal => "送达当事单位，涉及未予认定的申报内容",
                InstrumentKind.Revocation => "送达当事单位，另以公告向社会公布",
                _ => null,
            };
        if (AmendInstrument.WhyNotSay(kind, request.Title ?? title, request.Body ?? body, disclosure, why) is { } wrong) return wrong;

        var id = await Instrument.Draft(work, kind, version, (request.Title ?? title).Trim(), (request.Body ?? body).Trim(), disclosure,
            why, [.. matters.Select(matter => matter.Id)], clock.Now);
        await letters.Tell(work, Audience.Office(Roles.CertificationOfficer), matters[0].CaseId, $"有文书等待核稿",
            $"{officer.Name}起草了{new Word(kind.Word())}，涉及 {matters.Count} 项，请由另一人核稿。", $"/certification/instruments/{id}",
            signing.Article);
        foreach (var matter in matters)
            await work.Record(matter.CaseId, nameof(DraftInstrument), new { instrumentId = id, kind }, signing.Article, version);
        await work.Record(id, nameof(DraftInstrument), new { kind, matters = matters.Count }, signing.Article, version);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(int asked, IReadOnlyList<Matter> matters)
    {
        if (asked == 0) return Refusal.Invalid($"请选择要发文的事项", field: "matters");
        if (matters.Count < asked) return Refusal.NotFound($"没有这个待发文事项");
        if (matters.FirstOrDefault(matter => matter.State != MatterState.Waiting) is { } over)
            return Refusal.Conflict($"“{over.Application.AllianceName}”不再等待发文");
        if (matters.FirstOrDefault(matter => matter.InstrumentId is not null) is { } drafted)
            return Refusal.Conflict($"“{drafted.Application.AllianceName}”已经列入另一份文书");
        if (matters.Select(matter => matter.Kind).Distinct().Count() > 1)
            return Refusal.Invalid($"一份文书只办理同一种事项，请分别起草", field: "matters");
        if (matters.Count > 1 && Served.Contains(matters[0].Kind))
            return Refusal.Invalid($"决定书送达当事单位，请逐件起草", field: "matters");
        // One period, one text: what rests on different versions is announced apart.
        return matters.Select(matter => matter.Application.PolicyVersion).Distinct().Count() > 1
            ? Refusal.Invalid($"适用不同政策版本的事项须分别行文", field: "matters") : null;
    }
}

/// <summary>The rules of signing by kind.</summary>
static class Signings
{
    /// <summary>Those of this kind.</summary>
    public static ISigning Of(this IEnumerable<ISigning> signings, InstrumentKind kind) => signings.Single(signing => signing.Kind == kind);
}
