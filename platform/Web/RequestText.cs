namespace Alliance.Web;

/// <summary>The text of a request whose body is a document as it is.</summary>
public static class RequestText
{
    /// <summary>The body, or one character more than a document may have of it: enough for its reader to say that it is too long.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="longest">How many characters a document may have.</param>
    public static async Task<string> Read(Stream body, int longest, CancellationToken ct)
    {
        var text = new char[longest + 1];
        using var reader = new StreamReader(body);
        return new string(text, 0, await reader.ReadBlockAsync(text, ct));
    }
}
