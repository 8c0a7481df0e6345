using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Platform.Tests.Floor;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Lists;

/// <summary>Lists are walked on PostgreSQL, in every order, over rows of which many have the same value and many have none.</summary>
public sealed class ListsAreWalked(RunningFloor floor) : IClassFixture<RunningFloor>, IAsyncLifetime
{
    const int Rows = 137;

    static readonly string[] Names = ["昆明三七", "昆明钛材", "云南茶叶", "滇中花卉", "Alloy", "", "甲%_乙\\", "昆明三七 "];

    static readonly SqlList<Item> Walked = new("walked", "")
    {
        Sql = "select w.id, w.name, w.number, w.amount, w.day, w.at, w.state from walked w",
        Key = "w.id",
        Order = "-at",
        Filters = ["state"],
        Unsaid = new Dictionary<string, string> { ["state"] = "Open" },
        Columns =
        [
            new("name", "", (i, _) => i.Name, "w.name", ListValue.Name) { IsAlwaysThere = true },
            new("text", "", (i, _) => i.Name, "nullif(w.name, '')"),
            new("number", "", (i, _) => i.Number, "w.number", ListValue.Whole),
            new("amount", "", (i, _) => i.Amount, "w.amount", ListValue.Number),
            new("day", "", (i, _) => i.Day, "w.day", ListValue.Day),
            new("at", "", (i, _) => i.At, "w.at", ListValue.Instant),
            new("state", "", (i, _) => i.State, SqlList.InOrder<State>("w.state"), ListValue.Place),
            new("nothing", "", (_, _) => "", "null::bigint", ListValue.Whole) { IsShown = false },
            new("unsorted", "", (_, _) => ""),
        ],
    };

    enum State { Open, Heard, Closed }

    public sealed record Item
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public int? Number { get; init; }
        public decimal? Amount { get; init; }
        public DateOnly? Day { get; init; }
        public DateTimeOffset? At { get; init; }
        public string State { get; init; } = "";
    }

    public static TheoryData<string> Orders => [.. from column in Walked.Columns where column.Sort is not null
                                                   from sign in new[] { "", "-" } select sign + column.Key];

    [Theory, MemberData(nameof(Orders))]
    public async Task Whoever_turns_the_pages_sees_every_row_once_and_going_back_sees_them_again(string sort)
    {
        var order = (await Database.Query<Guid>(Sorted(sort), ct: Ct)).ToList();
        Assert.Equal(Rows, order.Count);

        var pages = new List<ListPage<Item>>();
        for (string? after = null; pages.Count == 0 || after is not null; after = pages[^1].Next)
            pages.Add(await Read(new(sort, After: after)));

        Assert.Equal(order, Ids(pages));
        Assert.Null(pages[0].Previous);
        Assert.Equal((1 + (pages.Count - 1) * 20, Rows, false), (pages[^1].View.First, pages[^1].Total, pages[^1].More));

        var back = new List<ListPage<Item>> { pages[^1] };
        while (back[0].Previous is { } before) back.Insert(0, await Read(new(sort, Before: before)));
        Assert.Equal(order, Ids(back));
        Assert.Equal(pages.Select(page => page.View.First), back.Select(page => page.View.First));
        // And forward again from where one came back to.
        Assert.Equal(Ids([pages[1]]), Ids([await Read(new(sort, After: back[0].Next))]));
    }

    [Theory, MemberData(nameof(Orders))]
    public async Task What_is_filtered_is_walked_alike_and_a_file_has_every_row(string sort)
    {
        const string Filter = "w.number % 3 = 0 or w.number is null";
        var order = (await Database.Query<Guid>(Sorted(sort, Filter), ct: Ct)).ToList();

        var walked = new List<Guid>();
        var query = new ListQuery(sort).ForFile(null);
        for (string? after = null; walked.Count == 0 || after is not null;)
        {
            var page = await Walked.Read(Database, query with { After = after, Rows = 7 }, [$"({Filter})"], new { }, Ct);
            walked.AddRange(page.Items.Select(item => item.Id));
            after = page.Next;
        }

        Assert.Equal(order, walked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("JTAw")]
    public async Task A_place_that_is_none_is_the_beginning(string after)
        => Assert.Equal(Ids([await Read(new("name"))]), Ids([await Read(new("name", After: after))]));

    [Fact]
    public async Task The_place_of_another_order_is_the_beginning()
    {
        var first = await Read(new("number"));

        Assert.Equal(Ids([await Read(new("-number"))]), Ids([await Read(new("-number", After: first.Next))]));
        Assert.Equal(Ids([await Read(new())]), Ids([await Read(new("unsorted"))]));
        Assert.Equal(Ids([await Read(new())]), Ids([await Read(new("-no-column"))]));
    }

    [Fact]
    public async Task The_size_of_a_page_is_one_of_those_there_are()
    {
        foreach (var (asked, given) in ((int?, int)[])[(null, 20), (20, 20), (50, 50), (100, 100), (137, 20)])
            Assert.Equal(given, (await Read(new(Size: asked))).Items.Count);
        var counted = await Read(ListQuery.ForCount);
        Assert.Equal((0, Rows), (counted.Items.Count, counted.Total));
    }

    [Fact]
    public async Task What_comes_while_somebody_turns_pages_moves_nothing_out_of_its_place()
    {
        var first = await Read(new("-at"));
        await using (var owner = new NpgsqlConnection(floor.OwnerConnection))
            await owner.ExecuteAsync("insert into walked(id, name, at, state) values (gen_random_uuid(), '新来的', '2030-01-01', 'Open')");

        var second = await Read(new("-at", After: first.Next));

        Assert.Empty(Ids([first]).Intersect(Ids([second])));
        Assert.Equal((await Database.Query<Guid>(Sorted("-at"), ct: Ct)).Skip(21).Take(20), Ids([second]));
    }

    [Theory]
    [InlineData("q=1&state=Open&after=x&columns=name,day&sort=-at", "columns=name,day sort=-at")]
    [InlineData("state=", "state=")]
    [InlineData("state=Closed&state=", "state=Closed")]
    public void A_query_is_known_by_what_the_list_knows_of_it(string query, string known)
        => Assert.Equal(known, string.Join(' ', Walked.Known(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)
            .SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))).OrderBy(one => one.Key)
            .Select(one => $"{one.Key}={one.Value}")));

    [Fact]
    public void Columns_that_were_chosen_stand_in_the_lists_order()
    {
        Assert.Equal(["name", "day"], Walked.Chosen("day,name,none").Select(column => column.Key));
        Assert.DoesNotContain(Walked.Chosen("none"), column => column.Key == "nothing");
    }

    // The whole list at once, as its first page begins.
    static string Sorted(string sort, string where = "true")
    {
        var column = Walked.Columns.Single(column => column.Key == sort.TrimStart('-'));
        var by = column.Value == ListValue.Name ? $"{column.Sort} collate \"zh-x-icu\"" : column.Sort;
        var order = sort[0] == '-' ? " desc" : "";
        return $"select w.id from walked w where {where} order by {column.Sort} is null, {by}{order}, w.id{order}";
    }

    static IEnumerable<Guid> Ids(IEnumerable<ListPage<Item>> pages) => pages.SelectMany(page => page.Items).Select(item => item.Id);

    Task<ListPage<Item>> Read(ListQuery query) => Walked.Read(Database, query, [], new { }, Ct);

    Database Database => floor.Services.CreateScope().ServiceProvider.GetRequiredService<Database>();

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var owner = new NpgsqlConnection(floor.OwnerConnection);
        await owner.ExecuteAsync("""
            drop table if exists walked;
            create table walked(id uuid primary key, name text not null, number int, amount numeric, day date, at timestamptz, state text);
            grant select on walked to public;
            """);
        // The seed is the day's: a run that fails says which rows it had.
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        T? Or<T>(T value) where T : struct => random.Next(4) == 0 ? null : value;
        foreach (var _ in Enumerable.Range(0, Rows))
            await owner.ExecuteAsync("insert into walked values (@id, @name, @number, @amount, @day, @at, @state)", new
            {
                id = Guid.NewGuid(),
                name = Names[random.Next(Names.Length)],
                number = Or(random.Next(-3, 9)),
                amount = Or(random.Next(5) / 3m),
                day = Or(new DateOnly(2024, 1, 1).AddDays(random.Next(10))),
                // As fine as the database keeps it.
                at = Or(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10 * random.Next(12))),
                state = ((State)random.Next(3)).ToString(),
            });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
