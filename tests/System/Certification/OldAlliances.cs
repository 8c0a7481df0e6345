using Alliance.Contracts;
using Alliance.Exports;
using Alliance.Statute;
using Alliance.SystemTests.Intake;
using Xunit;

namespace Alliance.SystemTests.Certification;

/// <summary>Alliances of 2013, for tests that need one that went its own way (Art. 19).</summary>
static class OldAlliances
{
    static readonly string[] Titles =
    [
        "联盟名称", "牵头单位", "牵头单位统一社会信用代码", "成员单位（每行一家：名称 信用代码）", "重点产业", "行政区划代码", "认定文号", "认定日期",
        "证书编号", "授牌编号", "授牌日期",
    ];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A row of the workbook in the order of its columns; what is not said is left empty.</summary>
    public static IReadOnlyList<string?> Row(
        string name, string lead, string code, string members, string industry, string document, string day)
        => [name, lead, code, members, industry, "", document, day, "", "", ""];

    /// <summary>The workbook with these rows, uploaded; the key of the import.</summary>
    public static async Task<Guid> OldUploaded(this RunningSystem system, params IReadOnlyList<string?>[] rows)
    {
        using var stream = new MemoryStream();
        await WorkbookWriter.Write(stream, [new("2013", [.. Titles.Select(title => new SheetColumn(title))], rows)], Ct);
        return (await (await system.SignedIn("rending")).Upload("/certification/api/legacy", "2013.xlsx", stream.ToArray(),
            new Dictionary<string, string>(), Ct)).Must().GetProperty("importId").GetGuid();
    }

    /// <summary>An alliance of 2013 whose recognition was cancelled and whose plaque came back, with a picture of the slip.</summary>
    public static async Task<(Guid ImportId, Guid AllianceId)> OldAndCancelled(this RunningSystem system, Commands commands)
    {
        var officer = await system.SignedIn("rending");
        var lead = TestApplicants.Accounts.Single(account => account.Account == "qiye9").Unit!;
        var name = $"昆明{Road.NewName()}产业技术创新战略联盟";
        var import = await system.OldUploaded(Row(name, lead.Name, lead.CreditCode, $"{lead.Name} {lead.CreditCode}", "新材料",
            "昆科发〔2015〕3号", "2015-03-02"));
        (await officer.Post($"/certification/api/legacy/{import}/confirm")).Must();
        var alliance = (await officer.Get($"/certification/api/registry?q={Uri.EscapeDataString(name)}")).Must()[0]
            .GetProperty("allianceId").GetGuid();
        await commands.Send(new CancelRecognition(alliance, 1, new(Articles.Operation, "考核不合格"), 1));
        await commands.Answered("certification", alliance, nameof(CancelRecognition));
        await system.Issue(alliance);
        await system.Clock.Pass(TimeSpan.FromDays(16));
        await commands.Send(new ConfirmCancellation(alliance));
        await commands.Answered("certification", alliance, nameof(ConfirmCancellation));
        await system.Issue(alliance);
        var today = Statute.Periods.BeijingTime.DayOf(await system.Clock.Now());
        (await officer.Post($"/certification/api/alliances/{alliance}/plaque", new { recoveredOn = today, proof = "收条 3 号" })).Must();
        (await officer.Upload($"/certification/api/alliances/{alliance}/plaque/proof", "收条.pdf", Filing.Pdf,
            new Dictionary<string, string>(), Ct)).Must();
        return (import, alliance);
    }
}
