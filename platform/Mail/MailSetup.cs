using Alliance.Core.Data;
using Alliance.Mail.Sms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alliance.Mail;

/// <summary>E-mails and text messages to people without an account.</summary>
public static class MailSetup
{
    /// <summary>The program writes to people without an account, by mail and to their telephones, and sends it.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
        => services.AddSingleton(new Part(typeof(MailWriter).Assembly)).AddScoped<MailWriter>().AddMailServer()
            .AddHostedService<MailSender>().AddSmsSender().AddScoped<SmsWriter>().AddHostedService<SmsRounds>();

    /// <summary>The gateway for text messages alone, for a program that keeps them in a table of its own.</summary>
    public static IServiceCollection AddSmsSender(this IServiceCollection services)
    {
        services.TryAddSingleton<ISmsSender>(provider
            => new HttpSmsGateway(new HttpClient(), provider.GetRequiredService<IConfiguration>()));
        return services;
    }

    /// <summary>The server alone, for a program that keeps its mails in a table of its own.</summary>
    public static IServiceCollection AddMailServer(this IServiceCollection services)
    {
        services.TryAddSingleton<MailServer>();
        return services;
    }
}
