using System.Net;
using System.Net.Sockets;

namespace Alliance.Local.Infrastructure;

/// <summary>
/// TCP ports for the processes of one launcher. Always below 32768, where the kernel's ephemeral ports begin: there, a client that
/// reconnects to a server being restarted can be given the server's own port. A port is reserved for the launcher's lifetime by binding the
/// UDP port of the same number, which the kernel releases whatever way the launcher ends, so that several launchers starting at once never
/// choose the same.
/// </summary>
public sealed class FreePort : IDisposable
{
    private const int First = 20_000, AfterLast = 32_768;
    private readonly Socket _reservation;

    private FreePort(int number, Socket reservation)
    {
        Number = number;
        _reservation = reservation;
    }

    public int Number { get; }

    /// <summary>Any free port.</summary>
    public static FreePort Any()
    {
        while (true)
            if (TryReserve(Random.Shared.Next(First, AfterLast)) is { } port) return port;
    }

    /// <summary>The given port, or the next free one after it.</summary>
    public static FreePort From(int number)
    {
        for (; number < AfterLast; number++)
            if (TryReserve(number) is { } port) return port;
        throw new CannotStartException("No free port is left below 32768.");
    }

    private static FreePort? TryReserve(int number)
    {
        var reservation = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            reservation.Bind(new IPEndPoint(IPAddress.Loopback, number));
            if (IsFree(IPAddress.Loopback, number) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, number)))
                return new FreePort(number, reservation);
        }
        catch (SocketException)
        {
            // Reserved by another launcher, or used by another program: the next one will do.
        }
        reservation.Dispose();
        return null;
    }

    private static bool IsFree(IPAddress address, int number)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, number));
            probe.Listen();
            return true;
        }
        catch (SocketException taken)
        {
            return taken.SocketErrorCode == SocketError.AddressNotAvailable;   // no IPv6 loopback on this machine
        }
    }

    /// <summary>Whether something answers on the port.</summary>
    public static async Task<bool> Answers(string host, int number, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, number, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _reservation.Dispose();
}
