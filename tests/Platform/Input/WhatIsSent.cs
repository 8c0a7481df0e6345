using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Alliance.Core.Input;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Exports;
using Alliance.Statute;
using Alliance.Statute.Eligibility;
using Alliance.Statute.Forms;
using Alliance.Statute.Text;
using Xunit;

namespace Alliance.Platform.Tests.Input;

/// <summary>The door by itself: what holds for every value that anybody sends.</summary>
public sealed class WhatIsSent
{
    sealed record Asked(
        IReadOnlyList<Part> Parts, Choice Choice, long AmountFen, DateOnly? On, int Year, string Name, [LongText(10)] string? Why = null);

    sealed record Part(string CreditCode);

    enum Choice { One, Other }

    static readonly Asked Right = new([new("甲")], Choice.One, 1, new DateOnly(2016, 8, 21), 2016, "名称", "一\n二");

    public static TheoryData<string, string?> Wrong => new()
    {
        { "parts[1]", null }, { "parts[0].creditCode", "\0" }, { "choice", null }, { "amountFen", "-1" }, { "amountFen", "more" },
        { "on", "0001" }, { "on", "9999" }, { "year", "1066" },
        { "name", "甲\u000B" }, { "name", "甲\n乙" }, { "name", "\uD800" }, { "name", "\uFFFF" }, { "name", "long" }, { "why", "long" },
    };

    [Fact]
    public void What_can_be_meant_is_taken() => Assert.Empty(InputCheck.Faults(Right));

    // As an endpoint takes the fields of a form that brings a file.
    static string? Form([LongText(10)] string? opinion, string? title) => opinion ?? title;

    [Theory]
    [InlineData(0, "一\n二", true)]
    [InlineData(0, "一二三四五六七八九十一", false)]
    [InlineData(1, "一\n二", false)]
    public void What_an_endpoint_says_of_a_field_bounds_it(int field, string text, bool isTaken)
        => Assert.Equal(isTaken, InputCheck.Faults(text, ((Func<string?, string?, string?>)Form).Method.GetParameters()[field]).Count == 0);

    [Theory, MemberData(nameof(Wrong))]
    public void What_cannot_be_meant_is_refused_at_its_place(string field, string? value)
    {
        var text = value == "long" ? new string('长', field == "why" ? 11 : 201) : value ?? "";
        var asked = field switch
        {
            "parts[1]" => Right with { Parts = [.. Right.Parts, null!] },
            "parts[0].creditCode" => Right with { Parts = [new(text)] },
            "choice" => Right with { Choice = (Choice)99 },
            "amountFen" => Right with { AmountFen = value == "-1" ? -1 : Money.Most + 1 },
            "on" => Right with { On = value == "0001" ? DateOnly.MinValue : DateOnly.MaxValue },
            "year" => Right with { Year = 1066 },
            "why" => Right with { Why = text },
            _ => Right with { Name = text },
        };

        Assert.Equal([field], InputCheck.Faults(asked).Select(f => f.Field));
    }

    [Fact]
    public void A_form_that_was_stored_with_a_null_among_its_rows_is_read_without_it()
    {
        var form = Json.Read<ApplicationForm>("""{"members":[{"name":"甲","isLead":true},null],"team":[null],"kind":99}""");

        Assert.Equal((1, 0, 18),
            (form.Members.Count, form.Team.Count, Conditions.Judge(form, Statute.Policies.PolicyBook.Find("kunming-2016.1"))
                .Count(f => f.Code.StartsWith('P'))));
    }

    [Theory]
    [InlineData("""{"kind":99}""")]
    [InlineData("""{"kind":"99"}""")]
    [InlineData("""{"contact":null}""")]
    [InlineData("""{"members":[{"registeredCapitalFen":"12"}]}""")]
    [InlineData("""{"coreName":"甲","coreName":"乙"}""")]
    public void A_body_that_says_something_else_than_its_contract_is_not_read(string body)
    {
        var strict = Json.Strict(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ApplicationForm>(body, strict));
    }

    [Theory]
    [InlineData("协议.pdf", "协议.pdf")]
    [InlineData(@"C:\Users\李\协议.pdf", "协议.pdf")]
    [InlineData("../../etc/协议\n.pdf", "协议_.pdf")]
    [InlineData("a:b*c?\"<>|.pdf", "a_b_c_____.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("fdp.\u202Eexe.pdf", "fdp.exe.pdf")]
    [InlineData(" . ", "_")]
    [InlineData(null, "_")]
    public void A_file_is_kept_under_a_name_that_every_system_takes(string? sent, string kept) => Assert.Equal(kept, FileNames.Safe(sent));

    [Fact]
    public void A_long_name_of_a_file_is_shortened_and_keeps_its_ending()
    {
        var kept = FileNames.Safe(new string('长', 250) + ".pdf");

        Assert.EndsWith("长.pdf", kept, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(kept), 100, 200);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("＝1+1")]
    [InlineData("\n=1+1")]
    [InlineData(" @sum")]
    [InlineData("－1")]
    public void A_cell_that_looks_like_a_formula_is_text(string cell) => Assert.StartsWith("\"'", Csv.Cell(cell), StringComparison.Ordinal);

    [Fact]
    public void A_workbook_of_very_many_runs_costs_what_its_size_does()
    {
        static long Read(int runs)
        {
            using var file = new MemoryStream();
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                using var part = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml").Open());
                part.Write("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
                part.Write("<si>");
                for (var n = 0; n < runs; n++) part.Write("<r><t>x</t></r>");
                part.Write("</si></sst>");
            }
            file.Position = 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Null(WorkbookReader.Read(file));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Read(3_000);
        // A text put together run by run copies itself with each: 30,000 runs took 15 s of what is now some milliseconds, and memory as the
        // square of their number.
        Assert.InRange(Read(30_000), 0, 20 * Read(3_000));
    }
}
