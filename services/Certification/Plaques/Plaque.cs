using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Certification.Plaques;

/// <summary>Where a plaque is.</summary>
public enum PlaqueState
{
    /// <summary>To be made.</summary>
    [State("待制作", StateColour.Orange)] Due,
    /// <summary>Made, to be handed over.</summary>
    [State("待授牌", StateColour.Blue)] Made,
    /// <summary>With the alliance.</summary>
    [State("已授牌", StateColour.Green)] HandedOver,
    /// <summary>With an alliance whose recognition ended (Art. 14, 17).</summary>
    [State("待收回", StateColour.Red)] RecoveryDue,
    /// <summary>Back at the bureau.</summary>
    [State("已收回", StateColour.Grey)] Recovered,
    /// <summary>Lost; another stands in its place.</summary>
    [State("已遗失", StateColour.Grey)] Lost,
}

/// <summary>The plaque that counts for an alliance.</summary>
sealed record Plaque
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public PlaqueState State { get; init; }
    public DateOnly? MadeOn { get; init; }
    public DateOnly? HandedOverOn { get; init; }
    public DateOnly? RecoveredOn { get; init; }
    public string? RecoveryProof { get; init; }
    public Guid? RecoveryDocumentId { get; init; }

    internal const string Columns
        = "id, number, state, made_on, handed_over_on, recovered_on, recovery_proof, recovery_document_id";

    /// <summary>The plaque that counts, with a row of its own from now on. The alliance is locked by whoever asks.</summary>
    internal static async Task<Plaque> Of(UnitOfWork work, RecognisedAlliance alliance)
    {
        await work.Execute("""
            insert into plaque(id, alliance_id, number, state) values (@id, @allianceId, @PlaqueNumber, 'Due')
            on conflict (alliance_id) where state <> 'Lost' do nothing
            """, new { id = Guid.CreateVersion7(), allianceId = alliance.Id, alliance.PlaqueNumber });
        return (await work.Find<Plaque>($"select {Columns} from plaque where alliance_id = @Id and state <> 'Lost'", new { alliance.Id }))!;
    }

    /// <summary>The number of the plaque that stands in the place of one that was lost: KMCL-P-2016-0001-R1.</summary>
    internal static string NumberAfter(string number)
        => number.LastIndexOf("-R", StringComparison.Ordinal) is > 0 and var at
            && int.TryParse(number[(at + 2)..], System.Globalization.CultureInfo.InvariantCulture, out var nth)
                ? $"{number[..at]}-R{nth + 1}" : $"{number}-R1";
}
