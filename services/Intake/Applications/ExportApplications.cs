using System.Globalization;
using System.Text;
using Alliance.Platform.Hosting;
using Alliance.Platform.Security;

namespace Alliance.Intake.Applications;

/// <summary>The list as it is filtered, as CSV that a spreadsheet opens with its Chinese intact; written page by page, however long it is.</summary>
public sealed class ExportApplications(ListApplications list, Words words)
{
    const int PageSize = 500;

    public IResult Handle(ListApplications.Request request, Actor actor)
        => TypedResults.Stream(stream => Write(stream, request, actor, CancellationToken.None), "text/csv; charset=utf-8", "applications.csv");

    async Task Write(Stream stream, ListApplications.Request request, Actor actor, CancellationToken ct)
    {
        // The mark at the beginning tells spreadsheets that this is UTF-8.
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteLineAsync(Line(words["受理编号"], words["联盟名称"], words["牵头单位"], words["统一社会信用代码"], words["所属“188”重点产业"], words["状态"], words["提交时间"], words["补正截止"]));
        for (var after = request.After; ;)
        {
            var page = await list.Handle(request with { After = after }, actor, PageSize, ct);
            foreach (var item in page.Items)
                await text.WriteLineAsync(Line(
                    item.ReceiptNumber, item.AllianceName, item.LeadUnit, item.LeadCreditCode, item.KeyIndustry, words[Ui.States.Chinese(item.State)],
                    item.SubmittedAt is { } submitted ? BeijingText.Of(submitted) : null,
                    item.CorrectionDueAt is { } due ? BeijingText.Of(due) : item.CorrectionNominalDueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            if (page.Next is null) return;
            after = page.Next;
        }
    }

    static string Line(params string?[] cells) => string.Join(',', cells.Select(Cell));

    // A cell that begins like a formula is text all the same.
    internal static string Cell(string? value) => value switch
    {
        null or "" => "",
        ['=' or '+' or '-' or '@' or '\t' or '\r', ..] => $"\"'{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ when value.AsSpan().ContainsAny(",\"\r\n") => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => value,
    };
}
