using System.Globalization;
using Alliance.Core.Text;
using Alliance.Mail;
using Alliance.Mail.Sms;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Letters.Sms;

/// <summary>Sends the text messages that tell of instruments. They name no more than what arrived and where it is read.</summary>
sealed class SmsDispatcher(
    NpgsqlDataSource database, ISmsSender sender, Words words, IConfiguration configuration, ILogger<SmsDispatcher> log)
    : SendingRounds(database, "letter_text", log)
{
    const string UsualTemplate = "您有一份文书“{0}”，请登录 {1} 在收件箱中打开。";

    sealed record Row
    {
        public string? Phone { get; init; }
        public string Title { get; init; } = "";
        public string Arguments { get; init; } = "";
    }

    protected override string Afterwards
        => ", phone = case when @failure::text is null or @final or next_at is null then null else phone end";

    protected override bool IsFinal(Exception failure) => failure is SmsRefusedException;

    protected override string Reason(Exception failure)
        => failure is SmsRefusedException or HttpRequestException { HttpRequestError: HttpRequestError.Unknown } ? failure.Message
            : failure.GetType().Name;

    protected override Task Round(CancellationToken ct) => sender.IsOn ? SendDue(ct) : Task.CompletedTask;

    protected override async Task<Func<CancellationToken, Task>?> Prepare(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition("""
            select s.phone, n.title, n.arguments::text from letter_text s join letter n on n.id = s.letter_id where s.id = @id
            """, new { id }, cancellationToken: ct));
        if (row.Phone is not { } phone) return null;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        var text = string.Format(CultureInfo.InvariantCulture, configuration["Sms:Template"] ?? UsualTemplate,
            words[row.Title, [.. Json.Read<string[][]>(row.Arguments)[0]]], configuration["PublicOrigin"]?.TrimEnd('/') ?? "");
        return patience => sender.Send(id, phone, text, patience);
    }
}
