using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Files;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Monitoring.Changes.Filing;

/// <summary>
/// The lead unit submits the filing (Art. 15): its content is fixed. The units that it concerns are asked whether they agree, each on its
/// own page; what all of them agreed to, and what nobody is asked about, waits for the officer. What was said to the same content before is
/// not asked again.
/// </summary>
[For(Roles.Applicant)]
public sealed class SubmitChange(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>The answer.</summary>
    /// <param name="State">Consenting while units are asked, otherwise Filed.</param>
    /// <param name="Version">The version that was submitted.</param>
    public sealed record Submitted(FilingState State, int Version);

    public async Task<Outcome<Submitted>> Handle(Guid filingId, SaveChange.Request request, Actor lead, CancellationToken ct)
    {
        await using var work = await database.Begin(this, lead, ct);
        var (alliance, filing) = await ChangeFiling.Lock(work, filingId);
        if (ChangeFiling.NotOf(alliance, filing, lead) is { } notTheirs) return notTheirs;
        request = request with { Content = request.Content ?? filing!.Content };
        var files = await Attachment.Count(work, new(filingId));
        if ((SaveChange.WhyNot(filing!, request) ?? WhyNot(alliance!, filing!, request.Content!, clock.Today,
            await ChangeFiling.OtherNames(work, alliance!.Id), files)) is { } refusal) return refusal;

        var (content, now) = (request.Content!, clock.Now);
        var version = await SaveChange.Keep(work, filing!, content, now, lead) ?? filing!.Version;
        var outcome = ChangeOutcome.Of(filing!.Kind, content, alliance!);
        await work.Execute("""
            delete from change_consent where filing_id = @filingId and (version <> @version or answer is distinct from 'Given')
            """, new { filingId, version });
        await Attachment.HandIn(work, new(filingId), AttachmentKind.Change, version);
        var asked = ChangeOutcome.WhoAgrees(filing.Kind, content, alliance!);
        foreach (var one in asked)
            await work.Execute("""
                insert into change_consent(filing_id, credit_code, unit_name, part, version, asked_at, answer, answered_at,
                  answered_by_name)
                values (@filingId, @CreditCode, @unitName, @part, @version, @now, @answer, @answeredAt, @answeredBy)
                on conflict (filing_id, credit_code) do nothing
                """, new
            {
                filingId,
                one.Unit.CreditCode,
                unitName = one.Unit.Name,
                part = one.Part.ToString(),
                version,
                now,
                // The lead unit agrees by submitting it.
                answer = lead.BelongsTo(one.Unit.CreditCode) ? nameof(ConsentAnswer.Given) : null,
                answeredAt = lead.BelongsTo(one.Unit.CreditCode) ? now : (DateTimeOffset?)null,
                answeredBy = lead.BelongsTo(one.Unit.CreditCode) ? lead.Name : null,
            });
        var open = (await ChangeConsent.Of(work, filingId)).Where(one => one.Answer is null).ToList();
        var state = open.Count > 0 ? FilingState.Consenting : FilingState.Filed;
        await work.Execute("""
            update change_filing set state = @state, before = @Before, after = @After, effective_on = @EffectiveOn, submitted_at = @now,
              submitted_by_name = @Name, filed_at = @filedAt, returned_why = null, returned_until = null where id = @filingId
            """, new
        {
            filingId,
            state = state.ToString(),
            outcome.Before,
            outcome.After,
            content.EffectiveOn,
            now,
            lead.Name,
            filedAt = state == FilingState.Filed ? now : (DateTimeOffset?)null,
        });

        var kind = new Word(filing.Kind.Word());
        if (state == FilingState.Consenting)
        {
            await letters.Tell(work, [.. open.Select(one => Audience.Unit(one.CreditCode))], alliance!.Id, $"请就联盟变更表示意见",
                $"{alliance.LeadUnitName}提交了{alliance.Name}的{kind}，贵单位须表示是否同意。变更前：{outcome.Before}。变更后：{outcome.After}。",
                filing.Link, Articles.Changes);
            await letters.Tell(work, Audience.Unit(alliance.LeadUnitCreditCode), alliance.Id, $"变更正在征求同意",
                $"{alliance.Name}的{kind}已提交，正在征求 {open.Count} 家单位同意；没有账号的单位，可以上传其同意的书面文件。", filing.Link, Articles.Changes);
        }
        else await letters.Tell(work, Audience.Office(Roles.MonitoringOfficer), alliance!.Id, $"有变更等待备案",
            $"{alliance.Name}提交了{kind}，请备案或者要求补充。", filing.Link, Articles.Changes);
        await work.Record(alliance.Id, nameof(SubmitChange), new { filingId, filing.Kind, version, state, content }, Articles.Changes,
            alliance.PolicyVersion);
        await work.Commit();
        return new Submitted(state, version);
    }

    internal static Refusal? WhyNot(
        OperatingAlliance alliance, ChangeFiling filing, ChangeContent content, DateOnly today, IEnumerable<string> otherNames, int files)
    {
        List<Fault> faults = [.. ChangeOutcome.Faults(filing.Kind, content, alliance, today, otherNames)];
        if (filing.Kind == FilingKind.Dissolution && files == 0)
            faults.Add(new($"请在附件中上传成员单位关于解散的决议", Articles.Changes));
        return faults.Count > 0 ? Refusal.Invalid(faults, alliance.PolicyVersion) : null;
    }
}
