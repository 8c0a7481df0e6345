using System.Net.Sockets;

namespace Alliance.Local.Infrastructure;

/// <summary>Whether a Docker engine is there to run containers. The client program alone says nothing: it is often installed without an
/// engine.</summary>
internal static class DockerEngine
{
    public static async Task<bool> Answers(CancellationToken ct)
    {
        var address = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host
            : "unix:///var/run/docker.sock");
        if (address.Scheme is not "unix") return await FreePort.Answers(address.Host, address.Port, ct);
        if (!File.Exists(address.AbsolutePath)) return false;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(address.AbsolutePath), ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
