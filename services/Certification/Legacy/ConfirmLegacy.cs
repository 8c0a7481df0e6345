using Alliance.Certification.Alliances;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Legacy;

/// <summary>
/// The rows without a fault come into the register as alliances of 2013 (Art. 19): with their names reserved and their history, without a
/// grant and without an operating cycle. What has a fault is left out.
/// </summary>
[For(Roles.CertificationOfficer)]
public sealed class ConfirmLegacy(Database database, StatutoryClock clock, LetterWriter letters)
{
    /// <summary>What became of the rows.</summary>
    public sealed record Answer(int Entered, int LeftOut);

    public async Task<Outcome<Answer>> Handle(Guid importId, Actor officer, CancellationToken ct)
    {
        await using var work = await database.Begin(this, officer, ct);
        var import = await work.Find<LegacyImport>($"select {LegacyImport.Columns} from legacy_import where id = @importId for update",
            new { importId });
        var (policy, repealedOn) = LegacyImport.Now(clock.Today);
        var judged = import is null ? [] : LegacyImport.Judge(import.Entries, new LegacyEntry.Taken(
            (await work.Query<string>(LegacyImport.NamesTaken)).ToHashSet(),
            (await work.Query<string>(LegacyImport.CertificatesTaken)).ToHashSet(),
            (await work.Query<string>(LegacyImport.PlaquesTaken)).ToHashSet()), repealedOn);
        var faultless = judged.Where(row => row.Faults.Count == 0).Select(row => row.Entry).ToList();
        if (WhyNot(import, faultless.Count) is { } refusal) return refusal;

        foreach (var entry in faultless)
            if (!await Enter(work, entry, policy))
                return Refusal.Conflict($"名称“{entry.Name}”已由其他有效联盟使用", Articles.EntryIntoForce);
        await work.Execute("""
            update legacy_import set confirmed_at = @Now, confirmed_by_name = @Name, entered = @Count where id = @importId
            """, new { importId, clock.Now, officer.Name, faultless.Count });
        await work.Record(importId, nameof(ConfirmLegacy), new { entered = faultless.Count, leftOut = judged.Count - faultless.Count },
            Articles.EntryIntoForce);
        await work.Commit();
        return new Answer(faultless.Count, judged.Count - faultless.Count);
    }

    internal static Refusal? WhyNot(LegacyImport? import, int faultless) => import switch
    {
        null => Refusal.NotFound($"没有这次导入"),
        { ConfirmedAt: not null } => Refusal.Conflict($"这次导入已经确认", Articles.EntryIntoForce),
        _ when faultless == 0 => Refusal.Conflict($"没有可以录入的联盟，请修改工作簿后重新上传", Articles.EntryIntoForce),
        _ => null,
    };

    async Task<bool> Enter(UnitOfWork work, LegacyEntry entry, Policy policy)
    {
        var (applicationId, allianceId, now) = (Guid.CreateVersion7(), Guid.CreateVersion7(), clock.Now);
        var (application, recognisedOn) = (entry.Summary(policy), LegacyEntry.Day(entry.RecognisedOn)!.Value);
        var number = entry.CertificateNumber.Length > 0 && entry.PlaqueNumber.Length > 0 ? 0
            : await Numbers.Next(work, "certificate", recognisedOn.Year);
        var certificateNumber = entry.CertificateNumber.Length > 0 ? entry.CertificateNumber.ToUpperInvariant()
            : Numbers.Certificate(recognisedOn.Year, number);
        var plaqueNumber = entry.PlaqueNumber.Length > 0 ? entry.PlaqueNumber.ToUpperInvariant()
            : Numbers.Plaque(recognisedOn.Year, number);
        var handedOverOn = LegacyEntry.Day(entry.HandedOverOn) ?? recognisedOn;

        // Where others have their application before the bureau, it has the mark of what it was recognised under.
        await work.Execute("""
            insert into determination(application_id, application, state, prepared_at, recognised_under)
            values (@applicationId, @application, 'Recognised', @now, '2013')
            """, new { applicationId, application = Json.Of(application), now });
        if (await work.Execute("""
            insert into reserved_name(application_id, name, name_key, reserved_at) values (@applicationId, @AllianceName, @key, @now)
            on conflict (name_key) where released_at is null do nothing
            """, new { applicationId, application.AllianceName, key = AllianceName.Key(application.AllianceName), now }) == 0) return false;
        await work.Execute("""
            insert into alliance(id, application_id, application, name, document_number, certificate_number, plaque_number, recognised_on,
              status, plaque_handed_over_on, recognised_under)
            values (@allianceId, @applicationId, @application, @AllianceName, @DocumentNumber, @certificateNumber, @plaqueNumber,
              @recognisedOn, 'Valid', @handedOverOn, '2013')
            """, new
        {
            allianceId,
            applicationId,
            application = Json.Of(application),
            application.AllianceName,
            entry.DocumentNumber,
            certificateNumber,
            plaqueNumber,
            recognisedOn,
            handedOverOn,
        });
        await work.Execute("""
            insert into plaque(id, alliance_id, number, state, handed_over_on)
            values (@id, @allianceId, @plaqueNumber, 'HandedOver', @handedOverOn)
            """, new { id = Guid.CreateVersion7(), allianceId, plaqueNumber, handedOverOn });
        await StatusEvent.Add(work, allianceId, StatusEventKind.Recognised, recognisedOn, now, Articles.EntryIntoForce,
            entry.DocumentNumber);
        await work.Publish(new LegacyAllianceEntered(allianceId, applicationId, application, entry.DocumentNumber, certificateNumber,
            recognisedOn));
        await letters.Tell(work, Audience.Unit(application.LeadUnit.CreditCode), allianceId, $"联盟已录入认定名录",
            $"按2013年办法认定的“{application.AllianceName}”已录入名录，证书编号 {certificateNumber}。录入不涉及引导经费；是否纳入运行周期另行商定。",
            $"/registry/{certificateNumber}", Articles.EntryIntoForce);
        await work.Record(allianceId, nameof(ConfirmLegacy), new { entry.Row, entry.DocumentNumber, certificateNumber },
            Articles.EntryIntoForce, policy.Version);
        return true;
    }
}
