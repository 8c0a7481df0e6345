using Alliance.Core.Data;

namespace Alliance.Mail.Sms;

/// <summary>Writes text messages to people who have no account and gave a mobile number, in the transaction of the step they tell of. The
/// number stands in no message, no record and no log, and is erased with what was said when it is out.</summary>
public sealed class SmsWriter(ISmsSender sender, TimeProvider clock)
{
    /// <summary>False where no gateway is configured: then nothing is to be written.</summary>
    public bool IsOn => sender.IsOn;

    /// <summary>Says something to a number.</summary>
    /// <param name="work">The step.</param>
    /// <param name="phone">A mobile number of eleven digits.</param>
    /// <param name="about">What it is about, by its key.</param>
    /// <param name="said">What is said, in Chinese, as gateways have it approved.</param>
    public Task<int> Write(UnitOfWork work, string phone, Guid about, string said) => work.Execute("""
        insert into text_message(id, about, phone, said, written_at, next_at) values (@id, @about, @phone, @said, @now, @now)
        """, new { id = Guid.CreateVersion7(), about, phone, said, now = clock.GetUtcNow() });
}
