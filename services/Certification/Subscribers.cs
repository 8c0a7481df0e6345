using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Mail;

namespace Alliance.Certification;

/// <summary>Whoever subscribed by e-mail is told of what they asked for, in the step's own transaction.</summary>
public sealed class Subscribers(MailWriter mails)
{
    /// <summary>What can be subscribed to.</summary>
    public enum Subject
    {
        /// <summary>公示.</summary>
        Notices,
        /// <summary>认定名录.</summary>
        Registry,
    }

    sealed record Row
    {
        public Guid Id { get; init; }
        public string Address { get; init; } = "";
        public Guid Key { get; init; }
    }

    /// <summary>Tells everybody whose subscription covers this; one mail to an address, however many of its subscriptions do.</summary>
    public async Task Tell(
        UnitOfWork work, Subject subject, ApplicationSummary application, FormattableString title, FormattableString body, string link)
    {
        foreach (var one in await work.Query<Row>($"""
            select distinct on (address) id, address, key from subscription
            where confirmed_at is not null and {(subject == Subject.Notices ? "notices" : "registry")}
              and (district is null or district = substr(@CreditCode, 3, 6))
              and (industry is null or industry = @KeyIndustry) and (unit is null or unit = any(@units))
            order by address, confirmed_at
            """, new
        {
            application.LeadUnit.CreditCode,
            application.KeyIndustry,
            units = application.Members.Append(application.LeadUnit).Select(unit => unit.CreditCode).ToArray(),
        }))
            await mails.Tell(work, one.Address, one.Id, title, body, link, $"/certification/subscriptions/{one.Key:N}");
    }
}
