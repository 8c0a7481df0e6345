using Alliance.Core.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alliance.Mail;

/// <summary>E-mails to people without an account.</summary>
public static class MailSetup
{
    /// <summary>The program writes to people without an account, and sends it.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
        => services.AddSingleton(new Part(typeof(MailWriter).Assembly)).AddScoped<MailWriter>().AddMailServer()
            .AddHostedService<MailSender>();

    /// <summary>The server alone, for a program that keeps its mails in a table of its own.</summary>
    public static IServiceCollection AddMailServer(this IServiceCollection services)
    {
        services.TryAddSingleton<MailServer>();
        return services;
    }
}
