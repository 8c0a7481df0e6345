using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>Takes e-mails as RFC 5321 and RFC 6531 ask and keeps what it was given. It knows neither sign-in nor encryption.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    TcpListener? _listener;
    Task _serving = Task.CompletedTask;

    /// <summary>What was given.</summary>
    /// <param name="Greeting">How the sender called itself.</param>
    /// <param name="Envelope">MAIL and RCPT.</param>
    /// <param name="Text">As it came over the wire.</param>
    public sealed record Mail(string Greeting, IReadOnlyList<string> Envelope, string Text)
    {
        /// <summary>The same, read.</summary>
        public MimeMessage Message { get; } = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Text)));

        /// <summary>Which mail it is, however often it came.</summary>
        public string MessageId => Message.MessageId ?? "";
    }

    /// <summary>Where it listens; any free port unless one is said.</summary>
    public int Port { get; set; }

    /// <summary>Called with the number of mails, before the last of them is acknowledged.</summary>
    public Func<int, Task> Taken { get; init; } = _ => Task.CompletedTask;

    /// <summary>In the order in which they came.</summary>
    public List<Mail> Received { get; } = [];

    /// <summary>Begins to listen.</summary>
    public void Start()
    {
        _listener = new(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = Serve();
    }

    async Task Serve()
    {
        while (await Next() is { } client)
            using (client)
            {
                try
                {
                    await Talk(client);
                }
                catch (IOException)
                {
                    // Whoever sent it hung up.
                }
            }
    }

    async Task<TcpClient?> Next()
    {
        try
        {
            return await _listener!.AcceptTcpClientAsync();
        }
        catch (Exception over) when (over is SocketException or InvalidOperationException)
        {
            return null;
        }
    }

    async Task Talk(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var (greeting, envelope) = ("", new List<string>());
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb is "EHLO")
            {
                greeting = line;
                await writer.WriteAsync("250-test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n");
            }
            else if (verb is "MAIL" or "RCPT")
            {
                if (verb is "MAIL") envelope = [];
                envelope.Add(line);
                await writer.WriteLineAsync("250 go on");
            }
            else if (verb is "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } content && content != ".") text.Append(content).Append("\r\n");
                Received.Add(new(greeting, envelope, text.ToString()));
                await Taken(Received.Count);
                await writer.WriteLineAsync("250 taken");
            }
            else if (verb is "QUIT")
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else await writer.WriteLineAsync("250 test");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener?.Stop();
        await _serving;
    }
}
