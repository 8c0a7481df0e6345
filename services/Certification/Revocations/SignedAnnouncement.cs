using Alliance.Certification.Instruments;
using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using Alliance.Statute;

namespace Alliance.Certification.Revocations;

/// <summary>撤销公告, signed: it stands in public (向社会公布, Art. 17). It is no notice that anybody could object to.</summary>
public sealed class SignedAnnouncement(Subscribers subscribers) : ISigning
{
    /// <summary>What the matter keeps of the decision.</summary>
    internal sealed record Details(string Number, DateOnly On, string Ground);

    /// <inheritdoc/>
    public InstrumentKind Kind => InstrumentKind.RevocationAnnouncement;

    /// <inheritdoc/>
    public string Article => Articles.Revocation;

    /// <inheritdoc/>
    public string? Column => "事由和撤销文号";

    /// <inheritdoc/>
    public async Task<string?> WhyNot(UnitOfWork work, Matter matter)
        => await RecognisedAlliance.Lock(work, matter.AllianceId!.Value) is { Status: AllianceStatus.Revoked } ? null : "撤销决定已不再有效";

    /// <inheritdoc/>
    public async Task<SignedLine> Sign(UnitOfWork work, Signature signature, Matter matter)
    {
        var details = Json.Read<Details>(matter.DetailsJson!);
        await subscribers.Tell(work, Subscribers.Subject.Registry, matter.Application, $"撤销公告已经发布：您订阅的内容",
            $"关于撤销“{matter.Application.AllianceName}”认定资格的公告已经发布。", $"/certification/published/{signature.InstrumentId}");
        return new($"{details.Ground}；{details.Number}");
    }
}
