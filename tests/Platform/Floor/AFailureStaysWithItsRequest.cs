using Alliance.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>The database, under requests that fail in it: whoever asks next on the same connection gets its own answer.</summary>
public sealed class AFailureStaysWithItsRequest(RunningFloor floor) : IClassFixture<RunningFloor>
{
    [Fact]
    public async Task A_statement_that_fails_in_the_database_never_harms_the_next_one_on_the_connection()
    {
        var ct = TestContext.Current.CancellationToken;
        var failed = 0;
        List<string> harmed = [];

        // Statements that were asked often enough are those that a driver may keep on the connection.
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (n, token) =>
        {
            await using var scope = floor.Services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<Database>();
            if (n % 5 == 0)
                try
                {
                    // What the door keeps out, past the door: a character that no text of the database can have.
                    await database.Query<string>(n % 2 == 0 ? "select what from audit where what = @what" : "select @what::text || 'x'", new { what = "a\0b" }, token);
                }
                catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CharacterNotInRepertoire)
                {
                    Interlocked.Increment(ref failed);
                }
            else
                try
                {
                    var answer = (n % 3) switch
                    {
                        0 => await database.Scalar<int>("select @n::int", new { n }, token),
                        1 => (await database.Query<int>("select g + @n from generate_series(0, 3) g order by 1", new { n }, token))[0],
                        _ => await database.Scalar<int>("select @n::int where @what::text <> ''", new { n, what = "x" }, token),
                    };
                    if (answer != n) lock (harmed) harmed.Add($"{n} was answered {answer}");
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    lock (harmed) harmed.Add($"{n}: {e.Message}");
                }
        });

        Assert.Equal(4_000, failed);
        Assert.Empty(harmed);
    }
}
