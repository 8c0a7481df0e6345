using Alliance.Core.Rules;

namespace Alliance.Documents;

/// <summary>The types of file that are taken, by their first bytes.</summary>
public static class ContentTypes
{
    /// <summary>So many bytes tell each of them.</summary>
    public const int Enough = 16;

    // Office files of either age share their first bytes: there the name tells them apart.
    static readonly Dictionary<string, string> Packages = new()
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        // GB/T 33190, in which offices keep what others keep as PDF; and the newer files of WPS Office.
        [".ofd"] = "application/ofd",
        [".wps"] = "application/wps-office.wps",
        [".et"] = "application/wps-office.et",
        [".dps"] = "application/wps-office.dps",
    };
    static readonly Dictionary<string, string> Compounds = new()
    {
        [".doc"] = "application/msword",
        [".xls"] = "application/vnd.ms-excel",
        [".ppt"] = "application/vnd.ms-powerpoint",
        [".wps"] = "application/wps-office.wps",
        [".et"] = "application/wps-office.et",
        [".dps"] = "application/wps-office.dps",
    };

    /// <summary>The content type; refused are bytes that are none of those taken, and a name that promises something else than the bytes
    /// are.</summary>
    public static Outcome<string> Of(ReadOnlySpan<byte> start, string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        if (PdfStart(start).StartsWith("%PDF-"u8)) return Named("application/pdf", "PDF", fileName, extension, ".pdf");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Named("image/png", "PNG", fileName, extension, ".png");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Named("image/jpeg", "JPEG", fileName, extension, ".jpg", ".jpeg", ".jfif");
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8))
            return Named("image/tiff", "TIFF", fileName, extension, ".tif", ".tiff");
        if (start.Length >= 12 && start[4..].StartsWith("ftyp"u8)
            && Heic.Contains(System.Text.Encoding.Latin1.GetString(start.Slice(8, 4))))
            return Named("image/heic", "HEIC", fileName, extension, ".heic", ".heif");
        if (start.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 0x03, 0x04])
            && Packages.TryGetValue(extension, out var package)) return package;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
            && Compounds.TryGetValue(extension, out var compound)) return compound;
        return Refusal.Invalid($"文件“{fileName}”不是 PDF、OFD、图片、Office 或 WPS 文件，请转换后上传", field: "file");
    }

    static readonly string[] Heic = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    // Some programs write a byte order mark or an empty line first; every reader of PDF passes over it.
    static ReadOnlySpan<byte> PdfStart(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) start = start[3..];
        return start.TrimStart("\r\n \t"u8);
    }

    static Outcome<string> Named(string type, string content, string fileName, string extension, params IEnumerable<string> fitting)
        => extension.Length == 0 || fitting.Contains(extension) ? type
            : Refusal.Invalid($"文件“{fileName}”的内容是 {content}，与文件名的后缀不符，请核对后重新选择", field: "file");
}
