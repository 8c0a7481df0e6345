using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Polly;
using Polly.Retry;

namespace Alliance.Mail.Sms;

/// <summary>
/// A gateway that takes JSON over HTTP: <c>POST</c> to <c>Sms:Url</c> with <c>Sms:Token</c> as bearer token and
/// <c>{"id": …, "to": …, "text": …}</c>. Any 2xx means taken; 408, 429 and 5xx are tried again at once, three times, and later by the
/// rounds; whatever else is a refusal.
/// </summary>
public sealed class HttpSmsGateway(HttpClient http, IConfiguration configuration) : ISmsSender
{
    sealed record Message(Guid Id, string To, string Text);

    static readonly ResiliencePipeline<HttpResponseMessage> Retrying = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(200),
            UseJitter = true,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>()
                .HandleResult(answer => MayPass(answer.StatusCode)),
            OnRetry = attempt =>
            {
                attempt.Outcome.Result?.Dispose();
                return default;
            },
        })
        .AddTimeout(TimeSpan.FromSeconds(10)).Build();

    /// <inheritdoc/>
    public bool IsOn => configuration["Sms:Url"] is { Length: > 0 };

    /// <inheritdoc/>
    public async Task Send(Guid id, string phone, string text, CancellationToken ct)
    {
        using var answer = await Retrying.ExecuteAsync(async token =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, configuration["Sms:Url"])
            {
                Content = JsonContent.Create(new Message(id, phone, text)),
            };
            if (configuration["Sms:Token"] is { Length: > 0 } secret)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            return await http.SendAsync(request, token);
        }, ct);
        if (answer.IsSuccessStatusCode) return;
        // Of the answer no more than its number: it may repeat the telephone.
        var reason = $"HTTP {(int)answer.StatusCode}";
        throw MayPass(answer.StatusCode) ? new HttpRequestException(reason) : new SmsRefusedException(reason);
    }

    static bool MayPass(HttpStatusCode status)
        => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
