using System.Globalization;
using System.Reflection;
using System.Text;
using Xunit;

namespace Alliance.Statute.Tests;

/// <summary>
/// docs/statute.md shows the 19 articles with the code that carries them out and the tests that prove it. The table is made here, from
/// <see cref="RestsOnAttribute"/> and <see cref="ArticleAttribute"/>; run with ALLIANCE_UPDATE_DOCS=1 to write it anew.
/// </summary>
public sealed class StatuteTable
{
    const string Begin = "<!-- generated: articles -->", End = "<!-- end -->";
    static readonly string Document = Path.Combine(SourceTree.Root, "docs", "statute.md");

    static readonly string[] Subjects =
    [
        "Purpose and legal basis 目的和依据", "What an alliance is, who may be a member 定义", "Main tasks 主要任务", "Key industries 重点领域",
        "Encouragement 鼓励支持",
        "Duties of the lead unit 牵头单位职责", "Functions of the bureau 主管部门职责", "Conditions 申报条件", "Annual call and application 申报",
        "Formal and expert review 评审",
        "Public notice, recognition, name 公示与认定", "Grant, matching, awards, costs 经费", "Priority 优先支持",
        "Cycle, annual report, assessment 动态管理", "Changes and filings 变更备案",
        "Intellectual property 知识产权", "Revocation 撤销", "Districts and associations 推进", "Entry into force, repeal 施行",
    ];

    [Fact]
    public void Every_article_has_code_and_a_test()
    {
        var (code, tests) = (Code(), Tests());
        Assert.All(Enumerable.Range(1, 19), article =>
        {
            Assert.True(code.Contains(article), $"Art. {article} has no code: mark what carries it out with [RestsOn(\"{article}\")].");
            Assert.True(tests.Contains(article), $"Art. {article} has no test: mark one with [Article(\"{article}\")].");
        });
    }

    [Fact]
    public void The_table_in_the_documentation_is_up_to_date()
    {
        var text = File.ReadAllText(Document);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        var current = $"{text[..from]}\n{Table()}{text[to..]}";
        if (Environment.GetEnvironmentVariable("ALLIANCE_UPDATE_DOCS") == "1") File.WriteAllText(Document, current);
        else Assert.True(current == text,
            "docs/statute.md is out of date: run ALLIANCE_UPDATE_DOCS=1 dotnet run --project tests/Statute -- -class " +
            "Alliance.Statute.Tests.StatuteTable");
    }

    static string Table()
    {
        var (code, tests) = (Code(), Tests());
        var table = new StringBuilder("| Art. | subject | code | tests |\n|---|---|---|---|\n");
        for (var article = 1; article <= 19; article++)
            table.Append(CultureInfo.InvariantCulture,
                $"| {article} | {Subjects[article - 1]} | {Cell(code[article])} | {Cell(tests[article])} |\n");
        return table.ToString();
    }

    static string Cell(IEnumerable<string> names) => string.Join("<br>", names.Distinct().Order(StringComparer.Ordinal));

    static ILookup<int, string> Code()
    {
        const BindingFlags all =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        return typeof(CreditCode).Assembly.GetTypes()
            .SelectMany(type => type.GetMembers(all).Where(m => m is not Type).Prepend<MemberInfo>(type))
            .Select(member => (Member: member, RestsOn: member.GetCustomAttribute<RestsOnAttribute>())).Where(m => m.RestsOn is not null)
            .SelectMany(m => m.RestsOn!.Articles.Select(article => (Article: Number(article), Name: Name(m.Member, article))))
            .ToLookup(m => m.Article, m => m.Name);
    }

    static ILookup<int, string> Tests() => typeof(StatuteTable).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Where(m => m.GetCustomAttributes().Any(a => a is FactAttribute))
            .SelectMany(method => new[] { type.GetCustomAttribute<ArticleAttribute>(), method.GetCustomAttribute<ArticleAttribute>() }
                .SelectMany(a => a?.Articles ?? []).Distinct()
                .Select(article => (Article: Number(article), Name: $"{type.Name}: {method.Name.Replace('_', ' ')}"))))
        .ToLookup(t => t.Article, t => t.Name);

    static string Name(MemberInfo member, string article)
    {
        var name = member is Type type ? type.Name : $"{member.DeclaringType!.Name}.{member.Name}";
        return article.Contains('(', StringComparison.Ordinal)
            ? $"`{name}` {article[article.IndexOf('(', StringComparison.Ordinal)..]}" : $"`{name}`";
    }

    static int Number(string article) => int.Parse(article.Split('(')[0], CultureInfo.InvariantCulture);
}
