using Alliance.Certification.Instruments;
using Alliance.Core.Data;
using Alliance.Core.Letters;
using Alliance.Statute;

namespace Alliance.Certification.Determinations;

/// <summary>不予认定决定书, signed: it is served to the lead unit (Art. 11). The decision itself was taken before, with its reasons.</summary>
public sealed class SignedRefusal(LetterWriter letters) : ISigning
{
    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.Refusal;

    /// <inheritdoc/>
    public string Article => Articles.Notice;

    /// <inheritdoc/>
    public string? Column => "理由";

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
        => await Determination.Lock(work, matter.ApplicationId) is { State: DeterminationState.Declined } ? null : "没有不予认定的决定";

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var determination = (await Determination.Lock(work, matter.ApplicationId))!;
        await letters.Tell(work, Audience.Unit(matter.Application.LeadUnit.CreditCode), matter.ApplicationId, $"不予认定决定书已经印发",
            $"对“{matter.Application.AllianceName}”不予认定的决定书已经印发，文号 {signature.Number ?? "–"}。",
            $"/certification/published/{signature.InstrumentId}", Articles.Notice);
        return new(string.Join('；', determination.Reasons.Select(reason => reason.Sentence.TrimEnd('。'))));
    }
}
