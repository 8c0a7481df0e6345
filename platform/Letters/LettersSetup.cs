using Alliance.Core.Data;
using Alliance.Letters.Sms;
using Alliance.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Letters;

/// <summary>Letters to people, and the e-mails that carry them.</summary>
public static class LettersSetup
{
    /// <summary>The program keeps letters, and sends the e-mails that carry them.</summary>
    public static IServiceCollection AddLetters(this IServiceCollection services)
        => services.AddSingleton(new Part(typeof(LetterBox).Assembly)).AddScoped<LetterBox>().AddScoped<CaseLetters>()
            .AddScoped<LetterPreferences>().AddScoped<CalendarAddress>()
            .AddSmsSender().AddHostedService<DigestRounds>().AddHostedService<MailDispatcher>().AddHostedService<SmsDispatcher>();
}
