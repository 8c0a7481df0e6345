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
        services.AddScoped<DocumentStore>().AddScoped<Uploads>().AddScoped<PrintedPages>();
        services.AddSingleton<PdfPrinter>().AddSingleton<MalwareScanner>();
        return services.AddSingleton<Quarantine>().AddHostedService(provider => provider.GetRequiredService<Quarantine>());
    }
}
