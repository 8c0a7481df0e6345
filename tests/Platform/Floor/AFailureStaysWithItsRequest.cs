using Dapper;
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
        // As the service connects. A driver that prepares statements by itself does so at a certain use; what fails in that very use puts
        // the connection out of step for the next who asks the same (Npgsql 10.0.3 with Max Auto Prepare: "unexpected backend message
        // DataRow"). So it fails here at every use once.
        await using var connection = await floor.Services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        for (var before = 0; before < 12; before++)
        {
            for (var use = 0; use < before; use++) await Ask(before, "x");
            // What the door keeps out, past the door: a character that no text of the database can have.
            var failure = await Assert.ThrowsAsync<PostgresException>(() => Ask(before, "a\0b"));
            Assert.Equal(PostgresErrorCodes.CharacterNotInRepertoire, failure.SqlState);
            Assert.Equal($"x{before}", await Ask(before, "x"));
        }

        // Each round has a statement of its own, used for the first time.
        Task<string?> Ask(int round, string what)
            => connection.ExecuteScalarAsync<string>($"select @what::text || '{round}'", new { what });
    }
}
