using System.Reflection;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Alliance.Core.Audit;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Hosting;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Statute.Policies;
using Alliance.Web.Api;
using Alliance.Web.Input;
using Alliance.Web.Security;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Alliance.Web;

/// <summary>What every service stands on, so that its Program.cs is its table of contents and nothing else.</summary>
public static class ServiceHost
{
    /// <summary>The languages of the screens, the first one by default.</summary>
    public static readonly string[] Languages = ["zh-CN", "en"];

    /// <summary>A service of the procedure: the floor, bearer tokens, pages and API.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, string name)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddFloor(name);
        builder.Services.AddBearerTokens(builder.Configuration);
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddPages();
        builder.Services.AddDocument(name);
        return builder;
    }

    /// <summary>Database, words, time, telemetry, health and errors; for gateway and identity too.</summary>
    public static void AddFloor(this WebApplicationBuilder builder, string name)
    {
        Mappings.Register();
        var services = builder.Services;
        var configuration = builder.Configuration;
        builder.Environment.ApplicationName = Assembly.GetEntryAssembly()!.GetName().Name!;
        // A service that is run by hand beside a launcher reads what the launcher wrote for it (Properties/launchSettings.json).
        if (configuration["Settings:File"] is { Length: > 0 } settings)
            configuration.AddJsonFile(Path.GetFullPath(settings, builder.Environment.ContentRootPath), optional: false,
                reloadOnChange: false);
        // Outside a published folder the pages' assets lie in the projects; a published one has no such list and skips this.
        builder.WebHost.UseStaticWebAssets();
        // They do not change while the service runs: sent as they were compressed when it was built, not packed anew for each request.
        configuration["ReloadStaticAssetsAtRuntime"] = "false";
        services.AddSingleton(new ServiceName(name));
        // A policy with a fault keeps the service from starting, and says what is wrong.
        if (configuration["Policies:Folder"] is { Length: > 0 } policies)
            PolicyBook.Beside(Directory.EnumerateFiles(policies, "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText));

        var database = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Db")
            ?? throw new InvalidOperationException("ConnectionStrings:Db is not configured."))
        {
            ApplicationName = name,
            IncludeErrorDetail = false, // the detail of a broken rule is the row, with the names in it
            NoResetOnClose = true, // nobody changes a session; resetting it at every loan costs the server more than a short query
        };
        // Every question is short: compiling it, or calling helpers for it, takes longer than the answer. What somebody typed stays out of
        // the server's log of errors. What the operator sets comes after and wins.
        database.Options = $"-c jit=off -c max_parallel_workers_per_gather=0 -c log_parameter_max_length_on_error=0 {database.Options}"
            .TrimEnd();
        services.AddNpgsqlDataSource(database.ConnectionString);
        services.AddSingleton(new Part(typeof(Migrations).Assembly)).AddSingleton(new Part(typeof(ServiceHost).Assembly));
        services.AddSingleton<Migrations>().AddSingleton<OutboxSignal>();
        services.AddScoped<Session>().AddScoped<Database>().AddScoped<AuditTrail>();

        if (configuration["Clock:File"] is { Length: > 0 } clockFile)
            services.AddSingleton(new SharedClock(clockFile)).AddSingleton<TimeProvider>(p => p.GetRequiredService<SharedClock>());
        else
            services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PublishedCalendars>().AddTransient(provider => provider.GetRequiredService<PublishedCalendars>().Current)
            .AddSingleton<StatutoryClock>();

        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } http ? Actor.From(http)
            : Actor.System(name));
        services.AddSingleton<Words>().AddSingleton<PageRoot>();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.ConfigureHttpJsonOptions(options => Json.Strict(options.SerializerOptions));
        // Outside development too: the sentence says which value could not be read.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<FaultHandler>();
        services.AddAntiforgery(options => options.Cookie.Name = $"af.{name}");
        services.AddDataProtection().SetApplicationName($"alliance-{name}");
        services.AddOptions<KeyManagementOptions>()
            .Configure<NpgsqlDataSource>((options, source) => options.XmlRepository = new SharedKeyRing(source));
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            if (configuration.GetValue<bool>("TrustProxy"))
            {
                options.KnownIPNetworks.Clear();
                options.KnownProxies.Clear();
            }
        });
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Readiness.Tag]);
        services.AddSingleton<IHealthCheckPublisher, HealthLog>();
        services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period, options.Predicate)
            = (TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), check => check.Tags.Contains(Readiness.Tag)));
        builder.AddTelemetry(name);
    }

    /// <summary>Connects the service to the broker, on the queue of its own name; there it hears of new calendars too.</summary>
    public static void AddMessaging(this WebApplicationBuilder builder, Action<IBusRegistrationConfigurator> register)
    {
        builder.AddMessaging(((ServiceName)builder.Services.Single(s => s.ServiceType == typeof(ServiceName)).ImplementationInstance!)
            .Value, bus =>
        {
            bus.AddConsumer<KeepCalendar>();
            register(bus);
        });
        builder.Services.AddHostedService<CalendarWatch>();
    }

    /// <summary>The pipeline of a service: prefix, headers, language, sign-in; health, metrics and OpenAPI.</summary>
    public static void UseService(this WebApplication app)
    {
        var name = app.Services.GetRequiredService<ServiceName>().Value;
        app.UseForwardedHeaders();
        app.UsePathBase($"/{name}");
        // Before the handler of faults, which speaks to people too.
        app.UseLanguages();
        app.UseFaultHandler();
        app.UseSecurityHeaders();
        app.UseDoor();
        app.UseRoutingWithHead();
        app.UseReadableQueries();
        app.UseAuthentication();
        app.UseLostForms();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseApiBodies();
        app.UseFormsOnce();
        app.UseIdempotency();
        app.MapStaticAssets().ForEveryone();
        app.MapFloor();
        app.MapOpenApi("/openapi/{documentName}.json").ForSignedIn();
    }

    /// <summary>Health, metrics, and in development the list of endpoints with whom they admit.</summary>
    public static void MapFloor(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).ForEveryone();
        app.MapHealthChecks("/health/ready",
            new HealthCheckOptions { Predicate = check => check.Tags.Contains(Readiness.Tag), ResponseWriter = HealthAnswer.Write })
                .ForEveryone();
        app.MapPrometheusScrapingEndpoint("/metrics").ForEveryone();
        if (app.Environment.IsDevelopment())
            app.MapGet("/health/endpoints", (IEnumerable<EndpointDataSource> sources) => EndpointList.Of(sources)).ForEveryone()
                .ExcludeFromDescription();
    }

    /// <summary>What <see cref="UseSecurityHeaders"/> sets; the gateway takes its own back where a service sets them.</summary>
    public static readonly string[] SecurityHeaders =
        ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Strict-Transport-Security"];

    /// <summary>
    /// Answers what nobody foresaw. A fault that was answered is still a fault: without being told so, the framework keeps it out of the
    /// log.
    /// </summary>
    public static void UseFaultHandler(this WebApplication app)
        => app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => false });

    /// <summary>
    /// Strict headers for every answer; pages find their nonce in <c>HttpContext.Items["nonce"]</c>. What somebody sees who signed in stays
    /// in no cache.
    /// </summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Items["nonce"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.SetSecurityHeaders();
        http.Response.OnStarting(() =>
        {
            // What is the same for everybody, such as a style sheet, says itself how long it may be kept.
            if (http.User.Identity?.IsAuthenticated == true && http.Response.Headers.CacheControl.Count == 0)
                http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>The same headers once more, for an answer that takes another's place.</summary>
    public static void SetSecurityHeaders(this HttpContext http)
    {
        var nonce = (string?)http.Items["nonce"];
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri " +
            $"'self'; form-action 'self'; frame-ancestors 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    /// <summary>Chinese unless the person chose English; what a browser happens to prefer decides nothing.</summary>
    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.SetDefaultCulture(Languages[0]).AddSupportedCultures(Languages).AddSupportedUICultures(Languages);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
            [.. options.RequestCultureProviders
                .Where(p => p is not Microsoft.AspNetCore.Localization.AcceptLanguageHeaderRequestCultureProvider)];
    });

    /// <summary>Brings the schema up to date, makes sure that every endpoint and every use case says whom it admits, and runs.</summary>
    public static async Task RunService(this WebApplication app)
    {
        await app.Services.GetRequiredService<Migrations>().Run(Assembly.GetEntryAssembly()!, app.Lifetime.ApplicationStopping);
        await app.Services.GetRequiredService<PublishedCalendars>().Refresh(app.Lifetime.ApplicationStopping);
        EndpointList.Check(((IEndpointRouteBuilder)app).DataSources);
        UseCaseList.Check([Assembly.GetEntryAssembly()!, .. app.Services.GetServices<Part>().Select(part => part.Assembly)],
            ((IEndpointRouteBuilder)app).DataSources);
        await app.RunAsync();
    }

    static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        builder.Logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        // Whoever asks for health gets the answer; the log hears of changes (HealthLog).
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.Configure(options =>
            options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"alliance-{name}"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddMeter("MassTransit", "Npgsql", "Alliance").AddPrometheusExporter())
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddNpgsql()
                .AddSource("MassTransit", "RabbitMQ.Client.Publisher", "RabbitMQ.Client.Subscriber"));
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.WithTracing(tracing => tracing.AddOtlpExporter()).WithMetrics(metrics => metrics.AddOtlpExporter());
    }
}
