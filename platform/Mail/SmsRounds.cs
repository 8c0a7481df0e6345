using Alliance.Mail.Sms;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alliance.Mail;

/// <summary>Sends what <see cref="SmsWriter"/> wrote.</summary>
sealed class SmsRounds(NpgsqlDataSource database, ISmsSender sender, ILogger<SmsRounds> log)
    : SendingRounds(database, "text_message", log)
{
    sealed record Row(string? Phone, string? Said);

    protected override string Afterwards => """
        , phone = case when @failure::text is null or @final or next_at is null then null else phone end,
          said = case when @failure::text is null or @final or next_at is null then null else said end
        """;

    protected override bool IsFinal(Exception failure) => failure is SmsRefusedException;

    protected override string Reason(Exception failure)
        => failure is SmsRefusedException or HttpRequestException { HttpRequestError: HttpRequestError.Unknown } ? failure.Message
            : failure.GetType().Name;

    protected override Task Round(CancellationToken ct) => sender.IsOn ? SendDue(ct) : Task.CompletedTask;

    protected override async Task<Func<CancellationToken, Task>?> Prepare(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        var row = await connection.QuerySingleAsync<Row>(new CommandDefinition("select phone, said from text_message where id = @id",
            new { id }, cancellationToken: ct));
        return row is { Phone: { } phone, Said: { } said } ? patience => sender.Send(id, phone, said, patience) : null;
    }
}
