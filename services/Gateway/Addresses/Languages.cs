using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Alliance.Gateway.Addresses;

/// <summary>What language a person reads.</summary>
static class Languages
{
    /// <summary>The service answers in the language of the page that asks it.</summary>
    public static void Pass(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Cookie",
        $"{CookieRequestCultureProvider.DefaultCookieName}="
        + CookieRequestCultureProvider.MakeCookieValue(new(CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture)));
}
