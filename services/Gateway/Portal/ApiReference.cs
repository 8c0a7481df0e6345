using Alliance.Core.Text;
using Alliance.Web.Security;
using Scalar.AspNetCore;

namespace Alliance.Gateway.Portal;

/// <summary>
/// The interfaces of all services on one page, at /docs, for whoever signed in: to read, and to try with their own rights. Everything comes
/// from here, under the same policy as any page: the styles that the reference writes into its page get the page's nonce, and those it
/// writes into an attribute are set as properties.
/// </summary>
static class ApiReference
{
    static readonly (string Service, string Title)[] Documents =
        [("intake", "申报与受理"), ("review", "专家评审"), ("certification", "认定与公示"), ("funding", "引导经费"), ("monitoring", "动态管理"),
            ("workflows", "流程与期限")];

    public static void MapApiReference(this WebApplication app)
    {
        app.MapScalarApiReference("/docs", (options, http) =>
        {
            var (nonce, words) = ((string)http.Items["nonce"]!, http.RequestServices.GetRequiredService<Words>());
            http.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; " +
                $"object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";
            // Nothing that would ask somebody else's server.
            options.WithNonce(nonce).DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton();
            options.Title = words["接口说明"];
            options.DefaultFonts = false;
            options.HeadContent = $$"""
                <meta property="csp-nonce" content="{{nonce}}" />
                <script nonce="{{nonce}}">
                    const create = document.createElement.bind(document);
                    document.createElement = (name, settings) => {
                        const made = create(name, settings);
                        if (name === 'style') made.nonce = '{{nonce}}';
                        return made;
                    };
                    const set = Element.prototype.setAttribute;
                    Element.prototype.setAttribute = function (name, value) {
                        if (name === 'style') this.style.cssText = value;
                        else set.call(this, name, value);
                    };
                </script>
                """;
            foreach (var (service, title) in Documents) options.AddDocument(service, $"{words[title]} {service}",
                $"/{service}/openapi/v1.json");
        }).ForSignedIn();
    }
}
