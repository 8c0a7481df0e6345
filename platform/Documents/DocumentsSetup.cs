using Alliance.Core.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Documents;

/// <summary>Files of cases: kept, scanned, printed.</summary>
public static class DocumentsSetup
{
    /// <summary>Gives the program files.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(new Part(typeof(DocumentStore).Assembly));
        services.AddScoped<DocumentStore>().AddScoped<Uploads>().AddSingleton<MalwareScanner>();
        services.AddPrinting();
        return services.AddSingleton<Quarantine>().AddHostedService(provider => provider.GetRequiredService<Quarantine>());
    }

    /// <summary>Lets the program print what it keeps no file of.</summary>
    public static IServiceCollection AddPrinting(this IServiceCollection services)
        => services.AddScoped<PrintedPages>().AddSingleton<PdfPrinter>();
}
