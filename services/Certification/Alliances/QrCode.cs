using QRCoder;

namespace Alliance.Certification.Alliances;

/// <summary>The code printed on document and certificate that leads to the verification page.</summary>
static class QrCode
{
    /// <summary>The public address of a certificate, or of another page that is addressed by its number.</summary>
    public static string AddressOf(IConfiguration configuration, HttpContext http, string certificateNumber, string page = "verify")
        => $"{(configuration["PublicOrigin"] ?? $"{http.Request.Scheme}://{http.Request.Host}").TrimEnd('/')}/{page}/{certificateNumber}";

    /// <summary>The code as SVG; attributes only, so that it stands under the content security policy.</summary>
    public static string Svg(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.WidthHeightAttribute);
    }

    /// <summary>The same without a size of its own, for paper.</summary>
    public static string Scalable(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
