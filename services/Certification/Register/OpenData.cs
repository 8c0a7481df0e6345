using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Alliance.Certification.Register;

/// <summary>
/// The register for programs: all of it as JSON, as linked data (JSON-LD in the words of schema.org), and the entry by which a catalogue of
/// open data takes it in (DCAT). The licence is the bureau's to choose (<c>OpenData:Licence</c>); none is claimed where it chose none.
/// </summary>
[ForEveryone]
public sealed class OpenData(ReadEntry entries, StatutoryClock clock, IConfiguration configuration)
{
    /// <summary>The type of linked data.</summary>
    public const string LinkedData = "application/ld+json";

    /// <summary>Every alliance with its units and its history.</summary>
    /// <param name="Dataset">Where the entry of the catalogue is.</param>
    /// <param name="Licence">Under which licence it may be used; null where none was chosen.</param>
    /// <param name="Publisher">Whose register it is.</param>
    /// <param name="ModifiedAt">When it changed last.</param>
    /// <param name="Alliances">The latest first.</param>
    public sealed record Whole(
        string Dataset, string? Licence, string Publisher, DateTimeOffset? ModifiedAt, IReadOnlyList<ReadEntry.View> Alliances);

    /// <summary>The licence that the bureau chose: its address, and what people call it.</summary>
    public static (string Address, string Name)? LicenceIn(IConfiguration configuration)
        => configuration["OpenData:Licence"] is { Length: > 0 } address
            ? (address, configuration["OpenData:LicenceName"] is { Length: > 0 } name ? name : address) : null;

    public async Task<IResult> AsJson(CancellationToken ct)
    {
        var all = await entries.All(ct);
        return File(Json.Write(new Whole($"{Origin}/certification/api/registry/dataset.jsonld", Licence, Publisher, Modified(all), all)),
            "application/json", Modified(all));
    }

    public async Task<IResult> AsLinkedData(CancellationToken ct)
    {
        var all = await entries.All(ct);
        return File(new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@graph"] = new JsonArray([.. all.Select(Linked)]),
        }, Modified(all));
    }

    public async Task<IResult> OneAsLinkedData(string certificateNumber, CancellationToken ct)
    {
        var found = await entries.Handle(certificateNumber, ct);
        if (found.Value is not { } entry) return found;
        var linked = Linked(entry);
        linked["@context"] = "https://schema.org";
        return File(linked, Modified([entry]));
    }

    /// <summary>The entry of a catalogue (DCAT 3).</summary>
    public async Task<IResult> AsDataset(CancellationToken ct)
    {
        var all = await entries.All(ct);
        JsonObject Distribution(string title, string file, string type) => new()
        {
            ["@type"] = "dcat:Distribution",
            ["dct:title"] = title,
            ["dcat:downloadURL"] = Id($"{Origin}/certification/api/{file}"),
            ["dcat:mediaType"] = Id($"https://www.iana.org/assignments/media-types/{type}"),
            ["dct:license"] = Licence is { } licence ? Id(licence) : null,
        };
        return File(WithoutNulls(new JsonObject
        {
            ["@context"] = new JsonObject
            {
                ["dcat"] = "http://www.w3.org/ns/dcat#",
                ["dct"] = "http://purl.org/dc/terms/",
                ["foaf"] = "http://xmlns.com/foaf/0.1/",
                ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
            },
            ["@id"] = $"{Origin}/registry",
            ["@type"] = "dcat:Dataset",
            ["dct:title"] = new JsonArray(In("zh", "产业技术创新战略联盟认定名录"),
                In("en", "Register of recognised strategic alliances for industrial technology innovation")),
            ["dct:description"] = new JsonArray(In("zh", "经认定的联盟，其牵头单位和成员单位、重点产业、所在县（市、区）、认定文件、有效期和状态变化"),
                In("en", "Recognised alliances with lead and member units, industry, district, document, validity and history")),
            ["dct:publisher"] = new JsonObject { ["@type"] = "foaf:Organization", ["foaf:name"] = Publisher },
            ["dct:license"] = Licence is { } chosen ? Id(chosen) : null,
            ["dct:language"] = "zh",
            ["dct:modified"] = Modified(all) is { } at ? Instant(at) : null,
            ["dcat:landingPage"] = Id($"{Origin}/registry"),
            ["dcat:keyword"] = new JsonArray("产业技术创新战略联盟", "认定", "名录"),
            ["dcat:distribution"] = new JsonArray(
                Distribution("JSON", "registry.json", "application/json"),
                Distribution("JSON-LD", "registry.jsonld", LinkedData),
                Distribution("CSV", "registry.csv", "text/csv"),
                Distribution("Excel", "registry.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                Distribution("Atom", "registry.atom", "application/atom+xml")),
        }), Modified(all));
    }

    JsonObject Linked(ReadEntry.View entry) => WithoutNulls(new JsonObject
    {
        ["@id"] = $"{Origin}/registry/{entry.CertificateNumber}",
        ["@type"] = "Organization",
        ["name"] = entry.Name,
        ["url"] = $"{Origin}/registry/{entry.CertificateNumber}",
        ["dissolutionDate"] = entry.EndedOn is { } ended ? Day(ended) : null,
        ["keywords"] = entry.Industry,
        ["areaServed"] = new JsonObject
        {
            ["@type"] = "AdministrativeArea",
            ["name"] = Districts.NameOf(entry.District),
            ["identifier"] = entry.District,
        },
        ["member"] = new JsonArray([.. entry.Members.Select(member => new JsonObject
        {
            ["@type"] = "OrganizationRole",
            ["roleName"] = member.CreditCode == entry.LeadUnit.CreditCode ? "牵头单位" : "成员单位",
            ["member"] = new JsonObject { ["@type"] = "Organization", ["name"] = member.Name, ["taxID"] = member.CreditCode },
        })]),
        ["hasCertification"] = WithoutNulls(new JsonObject
        {
            ["@type"] = "Certification",
            ["certificationIdentification"] = entry.CertificateNumber,
            ["certificationStatus"] = entry.Status is AllianceStatus.Valid or AllianceStatus.Cancelling
                ? "https://schema.org/CertificationActive" : "https://schema.org/CertificationInactive",
            ["datePublished"] = Day(entry.RecognisedOn),
            ["expires"] = entry.ValidUntil is { } until ? Day(until) : null,
            ["isBasedOn"] = entry.DocumentNumber,
            ["issuedBy"] = new JsonObject { ["@type"] = "GovernmentOrganization", ["name"] = Publisher },
        }),
    });

    string Origin => configuration["PublicOrigin"]?.TrimEnd('/') ?? "";

    string? Licence => LicenceIn(configuration)?.Address;

    string Publisher => PolicyBook.InForce(clock.Today).Authority;

    static DateTimeOffset? Modified(IReadOnlyList<ReadEntry.View> all)
        => all.SelectMany(entry => entry.History).Select(one => (DateTimeOffset?)one.RecordedAt).Max();

    static JsonObject Id(string address) => new() { ["@id"] = address };

    static JsonObject In(string language, string text) => new() { ["@language"] = language, ["@value"] = text };

    static JsonObject Instant(DateTimeOffset at)
        => new() { ["@type"] = "xsd:dateTime", ["@value"] = at.ToUniversalTime().ToString("O", Invariant) };

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", Invariant);

    static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    static JsonObject WithoutNulls(JsonObject said)
    {
        foreach (var (name, value) in said.ToList())
            if (value is null) said.Remove(name);
            else if (value is JsonArray array)
                foreach (var inside in array.OfType<JsonObject>()) WithoutNulls(inside);
        return said;
    }

    static FileContentHttpResult File(JsonObject said, DateTimeOffset? modified)
        => File(said.ToJsonString(Json.Options), LinkedData, modified);

    // Of what state it is: whoever asks every hour is sent nothing they know.
    static FileContentHttpResult File(string text, string type, DateTimeOffset? modified)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return TypedResults.Bytes(bytes, type, lastModified: modified,
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }
}
