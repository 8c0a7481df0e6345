using Alliance.Platform.Rules;

namespace Alliance.Platform.Documents;

/// <summary>The types of file that are taken, by their first bytes.</summary>
public static class ContentTypes
{
    /// <summary>So many bytes tell each of them.</summary>
    public const int Enough = 8;

    // Office files of either age share their first bytes: there the name tells them apart.
    static readonly Dictionary<string, string> Packages = new()
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    };
    static readonly Dictionary<string, string> Compounds = new()
    {
        [".doc"] = "application/msword",
        [".xls"] = "application/vnd.ms-excel",
        [".ppt"] = "application/vnd.ms-powerpoint",
    };

    /// <summary>The content type; refused are bytes that are none of those taken, and a name that promises something else than the bytes are.</summary>
    public static Outcome<string> Of(ReadOnlySpan<byte> start, string fileName)
    {
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        if (start.StartsWith("%PDF-"u8)) return Named("application/pdf", "PDF", fileName, extension, ".pdf");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return Named("image/png", "PNG", fileName, extension, ".png");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Named("image/jpeg", "JPEG", fileName, extension, ".jpg", ".jpeg", ".jfif");
        if (start.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 0x03, 0x04]) && Packages.TryGetValue(extension, out var package)) return package;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) && Compounds.TryGetValue(extension, out var compound)) return compound;
        return Refusal.Invalid($"文件“{fileName}”不是 PDF、图片或 Office 文件，请转换后上传", field: "file");
    }

    static Outcome<string> Named(string type, string content, string fileName, string extension, params IEnumerable<string> fitting)
        => extension.Length == 0 || fitting.Contains(extension) ? type
            : Refusal.Invalid($"文件“{fileName}”的内容是 {content}，与文件名的后缀不符，请核对后重新选择", field: "file");
}
