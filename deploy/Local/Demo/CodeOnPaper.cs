using UglyToad.PdfPig.Content;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Alliance.Local.Demo;

/// <summary>Reads the QR code of a printed page as a telephone would: what the PDF paints is drawn dot by dot, and the dots are
/// decoded.</summary>
internal static class CodeOnPaper
{
    // Dots a point; a module of the code is about two points wide.
    const int Scale = 4;

    /// <summary>What the code says; null where the page has none that can be read.</summary>
    public static string? On(Page page)
    {
        var (width, height) = ((int)Math.Ceiling(page.Width * Scale), (int)Math.Ceiling(page.Height * Scale));
        var dots = new byte[width * height];
        Array.Fill(dots, byte.MaxValue);
        foreach (var path in page.Paths.Where(path => path.IsFilled))
        {
            var (red, green, blue) = path.FillColor?.ToRGBValues() ?? (0, 0, 0);
            var grey = (byte)Math.Clamp(255 * (red * .299 + green * .587 + blue * .114), 0, 255);
            foreach (var part in path)
                if (part.GetBoundingRectangle() is { } box)
                    for (var y = Row(box.Top); y < Row(box.Bottom); y++)
                        for (var x = At(box.Left, width); x < At(box.Right, width); x++) dots[y * width + x] = grey;
        }
        return new QRCodeReader().decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(dots, width, height, RGBLuminanceSource.BitmapFormat.Gray8))),
            new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true })?.Text;

        int Row(double y) => Math.Clamp((int)Math.Round((page.Height - y) * Scale), 0, height);
    }

    static int At(double x, int width) => Math.Clamp((int)Math.Round(x * Scale), 0, width);
}
