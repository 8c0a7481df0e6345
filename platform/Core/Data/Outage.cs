using Npgsql;

namespace Alliance.Core.Data;

/// <summary>Tells an outage from a fault: the database is away, full, restarting or overrun. Nothing is wrong with what was asked; later it
/// will do.</summary>
public static class Outage
{
    /// <summary>True for an exception that the state of the database explains, also where something else wraps it.</summary>
    public static bool Is(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            if (exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
                or NpgsqlException { IsTransient: true }
                or NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException }) return true;
        return false;
    }
}
