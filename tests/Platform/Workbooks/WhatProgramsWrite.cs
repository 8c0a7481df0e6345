using Alliance.Exports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Alliance.Platform.Tests.Workbooks;

/// <summary>
/// One table as the programs write it that people fill workbooks in with, and the libraries that programs use: text in runs and with a
/// reading aid, shared and inline; prefixed and strict namespaces; absolute targets; days by either count and as text.
/// </summary>
public sealed class WhatProgramsWrite
{
    static readonly string[] Table =
    [
        "A1 Text 名称", "B1 Text 信用代码", "C1 Text 牵头", "D1 Text 成立日期", "E1 Text 注册资本", "F1 Text 说明", "G1 Text 公式",
        "A2 Text 昆明钛材料公司", "B2 Text 91530100MA6K0XQ12X", "C2 YesNo 是", "D2 2021-05-06", "E2 Number 1200.5",
        "F2 Text 第一段\n第二段 <&>", "G2 Text 昆明",
        "A3 Text 云南大学", "B3 Text 012345678901234567", "C3 YesNo 否", "D3 2008-03-01", "E3 Number 30", "F3 Text 𠮷 与 😀", "G3 Number 3",
        "A5 Text 末行", "G5 Error #N/A",
    ];

    // These two cannot write an error.
    static readonly string[] WithoutErrors = ["closedxml", "miniexcel"];

    public static TheoryData<string> Programs =>
        [.. typeof(WhatProgramsWrite).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".xlsx", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Programs))]
    public void Whatever_program_wrote_a_table_it_is_read_as_the_same(string workbook)
    {
        using var file = typeof(WhatProgramsWrite).Assembly.GetManifestResourceStream(workbook)!;

        var sheets = WorkbookReader.Read(file, TestContext.Current.CancellationToken)!;

        Assert.Equal(["成员单位", "备注"], sheets.Keys);
        Assert.Equal("第二张", Assert.Single(sheets["备注"]).Text);
        Assert.Equal(WithoutErrors.Any(workbook.Contains) ? Table[..^1] : Table, sheets["成员单位"].Select(Seen));
    }

    [Fact]
    public void A_file_of_a_web_form_that_is_too_short_for_a_workbook_is_none()
    {
        using var file = new FormFile(new MemoryStream("PK\u0003\u0004 torn off"u8.ToArray()), 0, 13, "file", "torn.xlsx").OpenReadStream();

        Assert.Null(WorkbookReader.Read(file, TestContext.Current.CancellationToken));
    }

    static string Seen(SheetCell cell) => (cell.Name[0], cell.Row) is ('D', > 1)
        ? $"{cell.Name} {cell.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? cell.Text}"
        : $"{cell.Name} {cell.Kind} {cell.Text}";
}
