namespace Alliance.Mail.Sms;

/// <summary>
/// How text messages leave. Each city has a gateway of its own; one that does not speak as <see cref="HttpSmsGateway"/> does gets an
/// implementation beside it, registered in its place.
/// </summary>
public interface ISmsSender
{
    /// <summary>False where none is configured: then nothing is written to be sent.</summary>
    bool IsOn { get; }

    /// <summary>Hands a message over; what it throws is the reason why it was not taken.</summary>
    /// <param name="id">Its key: handed over twice after a crash, it is the same message.</param>
    /// <param name="phone">A mobile number of eleven digits.</param>
    /// <param name="text">What it says.</param>
    /// <param name="ct">Ends it.</param>
    Task Send(Guid id, string phone, string text, CancellationToken ct);
}

/// <summary>The gateway will not take this message, however often it is asked.</summary>
public sealed class SmsRefusedException(string reason) : Exception(reason);
