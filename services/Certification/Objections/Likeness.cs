using System.Text;

namespace Alliance.Certification.Objections;

/// <summary>
/// How much two objections say the same: the share of pieces of three characters that they have in common, whatever width, case, spaces and
/// punctuation they are written with. Candidates among many are found by what the smallest of their hashes agree in (MinHash in bands), so
/// that the thousandth objection to a notice costs what the first did.
/// </summary>
sealed class Likeness
{
    /// <summary>From here on two are taken for the same.</summary>
    public const double Like = 0.6;

    const int Piece = 3, Bands = 16, Rows = 2;

    readonly HashSet<ulong> _pieces = [];

    public Likeness(string facts)
    {
        var plain = Plain(facts);
        for (var i = 0; i == 0 || i <= plain.Length - Piece; i++) _pieces.Add(Hash(plain.AsSpan(i, Math.Min(Piece, plain.Length - i))));
    }

    /// <summary>By which like ones are found: two that are alike share at least one of these, nearly always.</summary>
    public long[] Keys()
    {
        var keys = new long[Bands];
        for (var band = 0; band < Bands; band++)
        {
            var key = (ulong)band;
            for (var row = 0; row < Rows; row++)
            {
                var seed = Mix((ulong)((band * Rows) + row + 1));
                key = Mix(key ^ _pieces.Min(piece => Mix(piece ^ seed)));
            }
            keys[band] = (long)key;
        }
        return keys;
    }

    /// <summary>From 0 to 1.</summary>
    public double To(Likeness other)
    {
        var both = _pieces.Count(other._pieces.Contains);
        return (double)both / (_pieces.Count + other._pieces.Count - both);
    }

    static string Plain(string facts) => string.Concat(facts.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)
        .Select(char.ToLowerInvariant));

    static ulong Hash(ReadOnlySpan<char> piece)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in piece) hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash);
    }

    // The finalizer of SplitMix64: every bit of what goes in changes half of what comes out.
    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
