using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Alliance.Identity.Tokens;

/// <summary>
/// The authority's keys, as files that only its user can read, in a directory that all replicas share. A successor is made three
/// months before a certificate ends and comes into force a week later: by then everybody has read it from the published key set.
/// </summary>
sealed class Certificates(string directory)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromDays(730), Overlap = TimeSpan.FromDays(90), Announcement = TimeSpan.FromDays(7);

    /// <summary>Every certificate for this use that has not ended.</summary>
    public IReadOnlyList<X509Certificate2> For(string use)
    {
        Directory.CreateDirectory(directory);
        var now = TimeProvider.System.GetUtcNow();
        var known = Load(use, now);
        if (known.Count == 0) Make(use, now.AddMinutes(-5));
        else if (known.Max(c => c.NotAfter) < (now + Overlap).UtcDateTime) Make(use, now + Announcement);
        else return known;
        return Load(use, now);
    }

    List<X509Certificate2> Load(string use, DateTimeOffset now)
        => [.. Directory.EnumerateFiles(directory, $"{use}-*.pfx").Order(StringComparer.Ordinal)
            .Select(file => X509CertificateLoader.LoadPkcs12FromFile(file, null))
            .Where(certificate => certificate.NotAfter > now.UtcDateTime)];

    void Make(string use, DateTimeOffset from)
    {
        using var key = RSA.Create(3072);
        var request = new CertificateRequest($"CN=Alliance {use}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(use == "signing" ? X509KeyUsageFlags.DigitalSignature
            : X509KeyUsageFlags.KeyEncipherment, critical: true));
        using var certificate = request.CreateSelfSigned(from, from + Lifetime);

        // Written aside and moved in whole: of two replicas that start together the second finds the first one's file and takes it.
        var draft = Path.Combine(directory, $".{Guid.NewGuid():n}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options)) file.Write(certificate.Export(X509ContentType.Pfx));
        try
        {
            File.Move(draft, Path.Combine(directory, $"{use}-{from.UtcDateTime:yyyyMM}.pfx"), overwrite: false);
        }
        catch (IOException) when (Directory.EnumerateFiles(directory, $"{use}-{from.UtcDateTime:yyyyMM}.pfx").Any())
        {
            File.Delete(draft);
        }
    }
}
