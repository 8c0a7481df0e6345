using System.ComponentModel;
using System.Diagnostics;
using Alliance.Core.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Documents;

/// <summary>
/// Turns a page into PDF with the machine's Chromium (<c>Chromium:Path</c>, else what is found on the path). The browser gets a file, a
/// profile of its own and no network; it lives no longer than the print, and no longer than the service.
/// </summary>
public sealed class PdfPrinter(IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<PdfPrinter> log) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    const string Prefix = "alliance-print-";

    // A print takes a second of a processor and 200 MB; two at once leave the machine to everybody else.
    readonly SemaphoreSlim _presses = new(2, 2);
    readonly Lazy<string?> _program = new(() => Find(configuration));

    /// <summary>False where there is no Chromium: then people print the page from their own browser.</summary>
    public bool IsAvailable => _program.Value is not null;

    /// <summary>What people are told where there is no Chromium.</summary>
    public static Refusal Unavailable => Refusal.Conflict($"服务器没有安装用于生成 PDF 的浏览器；请打开打印页面，用浏览器的“打印”保存为 PDF");

    static Refusal Failed => Refusal.Conflict($"PDF 没有生成，请稍后再试，或打开打印页面，用浏览器的“打印”保存为 PDF");

    /// <summary>The page as PDF. Refused where there is no Chromium, and when many print at once.</summary>
    /// <param name="html">A whole document that needs nothing from elsewhere (<see cref="PrintedPages"/>).</param>
    /// <param name="ct">Ends the browser too.</param>
    public async Task<Outcome<byte[]>> Print(string html, CancellationToken ct)
    {
        if (_program.Value is not { } program) return Unavailable;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        if (!await _presses.WaitAsync(Patience, patience.Token)) return Refusal.Conflict($"正在打印的文件较多，请稍后再试");
        var desk = Directory.CreateTempSubdirectory(Prefix).FullName;
        try
        {
            patience.CancelAfter(Patience);
            var (page, pdf) = (Path.Combine(desk, "page.html"), Path.Combine(desk, "page.pdf"));
            await File.WriteAllTextAsync(page, html, patience.Token);
            var said = await Run(Start(program, desk, page, pdf), patience.Token);
            if (File.Exists(pdf)) return await File.ReadAllBytesAsync(pdf, patience.Token);
            log.LogError("Chromium wrote no PDF. It said: {Said}", said);
            return Failed;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            ct.ThrowIfCancellationRequested();
            log.LogError(e, "Chromium wrote no PDF.");
            return Failed;
        }
        finally
        {
            _presses.Release();
            await Clear(desk);
        }
    }

    static ProcessStartInfo Start(string program, string desk, string page, string pdf)
    {
        // Should the service be killed, the kernel ends the browser with it.
        string[] guard = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setpriv") ? ["/usr/bin/setpriv", "--pdeathsig", "KILL"] : [];
        string[] command =
        [
            .. guard, program, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--generate-pdf-document-outline",
            $"--user-data-dir={Path.Combine(desk, "profile")}",
            // Chromium refuses to run as root with its sandbox; what it reads here are pages of ours.
            .. OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess ? (string[])[] : ["--no-sandbox"],
            $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = desk
        };
        start.Environment["HOME"] = start.Environment["TMPDIR"] = start.Environment["XDG_CONFIG_HOME"] =
            start.Environment["XDG_CACHE_HOME"] = desk;
        return start;
    }

    // On a thread of its own: the kernel counts the end of the thread that started the browser as the end of the service.
    static Task<string> Run(ProcessStartInfo start, CancellationToken ct)
    {
        var done = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                using var process = Process.Start(start)!;
                using var stop = ct.Register(() => Kill(process));
                var (written, said) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None),
                    process.StandardError.ReadToEndAsync(CancellationToken.None));
                process.WaitForExit();
                if (ct.IsCancellationRequested) done.SetException(new TimeoutException("The PDF was not printed in time."));
                else done.SetResult(string.Join('\n', written.Result, said.Result).Trim());
            }
            catch (Exception e) when (e is Win32Exception or IOException or AggregateException)
            {
                done.SetException(new InvalidOperationException("Chromium could not be run.", e));
            }
        })
        { IsBackground = true, Name = "print" }.Start();
        return done.Task;
    }

    static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
        {
            // It ended by itself in this moment.
        }
    }

    // The browser's helpers end a moment after it and may still hold a file. Whatever a killed service left is taken along.
    async Task Clear(string desk)
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*")
            .Where(d => d != desk && Directory.GetLastWriteTimeUtc(d) < DateTime.UtcNow.AddHours(-1))) Remove(left);
        for (var attempt = 0; attempt < 10 && !Remove(desk); attempt++) await Task.Delay(100, CancellationToken.None);
        if (Directory.Exists(desk)) log.LogWarning("A print left {Directory} behind; the next one after an hour removes it.", desk);
    }

    static bool Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(directory);
        }
        return true;
    }

    static string? Find(IConfiguration configuration)
        => configuration["Chromium:Path"] is { Length: > 0 } path
            ? File.Exists(path) ? path : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .Append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome").FirstOrDefault(File.Exists);

    /// <inheritdoc/>
    public void Dispose() => _presses.Dispose();
}
