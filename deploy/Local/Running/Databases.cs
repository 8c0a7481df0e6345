using Alliance.Local.Infrastructure;
using Dapper;
using Npgsql;

namespace Alliance.Local.Running;

/// <summary>A service's database as the service connects to it: as owner to change the schema, as runtime role for everything
/// else.</summary>
public sealed record ServiceDatabase(string Owner, string Runtime);

/// <summary>Creates a database with two roles of its own for every service.</summary>
public static class Databases
{
    /// <summary>Creates what is missing; roles that exist get the password that the data directory knows.</summary>
    public static async Task<IReadOnlyDictionary<string, ServiceDatabase>> Create(
        PostgresServer server, DataDirectory data, IEnumerable<string> services, CancellationToken ct)
    {
        // On a server that others use too, the names of every data directory but the live one are its own.
        var prefix = server.IsShared && data.Path != DataDirectory.Live.Path ? $"alliance_{data.Secret("names")[..8]}_" : "";
        await using var source = NpgsqlDataSource.Create(server.Administrator.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        var mayQuieten = await connection.ExecuteScalarAsync<bool>("select rolsuper from pg_roles where rolname = current_user");
        var created = new Dictionary<string, ServiceDatabase>();
        foreach (var service in services)
        {
            var (database, owner, runtime) =
                (prefix.Length > 0 ? prefix + service : $"alliance_{service}", $"{prefix}{service}_owner", $"{prefix}{service}");
            foreach (var role in (string[])[owner, runtime])
            {
                if (!await connection.ExecuteScalarAsync<bool>("select exists(select from pg_roles where rolname = @role)", new { role }))
                    await connection.ExecuteAsync($"create role \"{role}\" login");
                await connection.ExecuteAsync($"alter role \"{role}\" password '{data.Secret($"database/{role}")}'");
                // The row that broke a rule, names and all, is no business of the server's log.
                if (mayQuieten) await connection.ExecuteAsync($"alter role \"{role}\" set log_error_verbosity = terse");
            }
            if (!await connection.ExecuteScalarAsync<bool>("select exists(select from pg_database where datname = @database)",
                new { database }))
            {
                // An administrator who is no superuser may give a database only to a role that it belongs to.
                await connection.ExecuteAsync($"grant \"{owner}\" to current_user");
                await connection.ExecuteAsync($"create database \"{database}\" owner \"{owner}\" encoding 'UTF8' template template0");
                await connection.ExecuteAsync(
                    $"revoke all on database \"{database}\" from public; grant connect, temporary on database \"{database}\" to " +
                    $"\"{runtime}\"");
            }
            created[service] = new(As(owner), As(runtime));

            string As(string role) => new NpgsqlConnectionStringBuilder(server.Administrator.ConnectionString)
            {
                Database = database,
                Username = role,
                Password = data.Secret($"database/{role}")
            }.ConnectionString;
        }
        return created;
    }

    /// <summary>Removes what a test run created on a server that it shares.</summary>
    public static async Task Drop(PostgresServer server, IReadOnlyDictionary<string, ServiceDatabase> databases)
    {
        await using var source = NpgsqlDataSource.Create(server.Administrator.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        foreach (var database in databases.Values)
        {
            var owner = new NpgsqlConnectionStringBuilder(database.Owner);
            await connection.ExecuteAsync($"drop database if exists \"{owner.Database}\" with (force)");
            await connection.ExecuteAsync(
                $"drop role if exists \"{owner.Username}\"; drop role if exists " +
                $"\"{new NpgsqlConnectionStringBuilder(database.Runtime).Username}\"");
        }
    }
}
