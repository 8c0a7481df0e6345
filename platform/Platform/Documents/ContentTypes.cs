namespace Alliance.Platform.Documents;

/// <summary>The types of file that are taken, by their first bytes.</summary>
public static class ContentTypes
{
    /// <summary>So many bytes tell each of them.</summary>
    public const int Enough = 8;

    /// <summary>The content type, or null when the bytes are none of those taken. The name only tells Office formats apart.</summary>
    public static string? Of(ReadOnlySpan<byte> start, string fileName)
    {
        if (start.StartsWith("%PDF-"u8)) return "application/pdf";
        if (start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return "image/jpeg";
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        if (start.StartsWith((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 0x03, 0x04]))
            return extension switch
            {
                ".docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                ".pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                _ => null,
            };
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return extension switch
            {
                ".doc" => "application/msword",
                ".xls" => "application/vnd.ms-excel",
                ".ppt" => "application/vnd.ms-powerpoint",
                _ => null,
            };
        return null;
    }
}
