using QRCoder;

namespace Alliance.Certification.Alliances;

/// <summary>The code printed on document and certificate that leads to the verification page.</summary>
static class QrCode
{
    /// <summary>The public address of a certificate.</summary>
    public static string AddressOf(IConfiguration configuration, HttpContext http, string certificateNumber)
        => $"{(configuration["PublicOrigin"] ?? $"{http.Request.Scheme}://{http.Request.Host}").TrimEnd('/')}/verify/{certificateNumber}";

    /// <summary>The code as SVG; attributes only, so that it stands under the content security policy.</summary>
    public static string Svg(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.WidthHeightAttribute);
    }
}
