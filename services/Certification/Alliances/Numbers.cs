using System.Globalization;
using Alliance.Core.Data;

namespace Alliance.Certification.Alliances;

/// <summary>Numbers of certificates and plaques: yearly sequences without a gap.</summary>
public static class Numbers
{
    /// <summary>KMCL-2016-0001: the key of the verification page, so it is written in plain letters.</summary>
    public static string Certificate(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"KMCL-{year}-{number:0000}");

    /// <summary>KMCL-P-2016-0001, with the certificate's number.</summary>
    public static string Plaque(int year, int number) => string.Create(CultureInfo.InvariantCulture, $"KMCL-P-{year}-{number:0000}");

    /// <summary>The next number of a sequence. Whoever takes one keeps the row until the document is committed; the next waits, so none is
    /// lost and none is given twice.</summary>
    internal static async Task<int> Next(UnitOfWork work, string kind, int year)
    {
        await work.Execute("insert into number_sequence(kind, year, last) values (@kind, @year, 0) on conflict (kind, year) do nothing",
            new { kind, year });
        return await work.Find<int>("update number_sequence set last = last + 1 where kind = @kind and year = @year returning last",
            new { kind, year });
    }
}
