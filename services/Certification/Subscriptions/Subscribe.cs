using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Mail;
using Alliance.Statute;
using Alliance.Statute.Names;
using Alliance.Statute.Policies;

namespace Alliance.Certification.Subscriptions;

/// <summary>
/// Anybody asks to hear by e-mail of notices and of the registry, without an account. Nothing begins until whoever reads the mailbox
/// confirms it. The answer is the same whether the address subscribed before, was asked too often or never existed.
/// </summary>
[ForEveryone]
public sealed class Subscribe(Database database, MailWriter mails, StatutoryClock clock)
{
    // A mailbox is written to no more often than this a day, and from one place no more is asked for in an hour.
    const int MostMailsADay = 3, MostAnHour = 20, MostOfAddress = 20, MostWaiting = 5000, MostInAll = 20_000;

    /// <param name="Address">The e-mail address.</param>
    /// <param name="Notices">To hear of notices.</param>
    /// <param name="Registry">To hear of recognitions and their ends.</param>
    /// <param name="District">Only alliances whose lead unit is registered in this district; the code of the division.</param>
    /// <param name="Industry">Only alliances of this key industry.</param>
    /// <param name="Unit">Only alliances that this unit is a member of; its credit code.</param>
    public sealed record Request(
        [MaxLength(200)] string? Address, bool Notices = true, bool Registry = true, [MaxLength(6)] string? District = null,
        [MaxLength(100)] string? Industry = null, [MaxLength(30)] string? Unit = null);

    public async Task<Outcome> Handle(Request request, Actor actor, CancellationToken ct)
    {
        if (WhyNot(request, PolicyBook.InForce(clock.Today)) is { } refusal) return refusal;
        // Who subscribes, and from where, stays out of the record.
        await using var work = await database.Begin(this, actor.Unnamed, ct);
        var now = clock.Now;
        var (address, from) = (request.Address!.Trim(), SHA256.HashData(Encoding.UTF8.GetBytes(actor.RemoteAddress ?? "")));
        // One after another, so that counting and writing are one.
        await work.Execute("select pg_advisory_xact_lock(hashtextextended('subscribe', 0))");
        var known = (await work.Find<Known>("""
            select (select count(*)::int from subscription where address = @address and created_at > @day) as of_day,
              (select count(*)::int from subscription where address = @address) as of_address,
              (select count(*)::int from subscription where asked_from = @from and confirmed_at is null and created_at > @hour) as of_hour,
              (select count(*)::int from subscription where confirmed_at is null) as waiting,
              (select count(*)::int from subscription) as in_all
            """, new { address, from, day = now.AddDays(-1), hour = now.AddHours(-1) }))!;
        if (known.OfDay < MostMailsADay && known.OfAddress < MostOfAddress && known.OfHour < MostAnHour
            && known.Waiting < MostWaiting && known.InAll < MostInAll)
        {
            var (id, key) = (Guid.CreateVersion7(), Guid.NewGuid());
            await work.Execute("""
                insert into subscription(id, address, notices, registry, district, industry, unit, key, asked_from, created_at)
                values (@id, @address, @Notices, @Registry, @district, @industry, @unit, @key, @from, @now)
                """, new
            {
                id,
                address,
                request.Notices,
                request.Registry,
                district = OrNull(request.District),
                industry = OrNull(request.Industry),
                unit = OrNull(request.Unit)?.ToUpperInvariant(),
                key,
                from,
                now,
            });
            await mails.Tell(work, address, id, $"请确认邮件订阅", $"有人用这个邮箱订阅了产业技术创新战略联盟的公示和名录。是您本人的，请打开链接确认；不是的，不必理会，三日后自动删除。",
                $"/certification/subscriptions/{key:N}");
            await work.Record(Guid.Empty, nameof(Subscribe), new { id, request.Notices, request.Registry });
        }
        else await work.Record(Guid.Empty, nameof(Subscribe), new { tooMany = true });
        await work.Commit();
        return Outcome.Done;
    }

    sealed record Known
    {
        public int OfDay { get; init; }
        public int OfAddress { get; init; }
        public int OfHour { get; init; }
        public int Waiting { get; init; }
        public int InAll { get; init; }
    }

    internal static Refusal? WhyNot(Request request, Policy policy)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Address) || !MailWriter.IsAddress(request.Address.Trim()))
            faults.Add(new($"请填写电子邮箱地址", Field: "address"));
        if (!request.Notices && !request.Registry) faults.Add(new($"请至少选择一项订阅内容", Field: "notices"));
        if (OrNull(request.District) is { } district && !Districts.All.Contains(district))
            faults.Add(new($"没有这个县（市、区）", Field: "district"));
        if (OrNull(request.Industry) is { } industry && !policy.KeyIndustries.Contains(industry))
            faults.Add(new($"“{industry}”不在重点产业目录内", Articles.Industries, "industry"));
        if (OrNull(request.Unit) is { } unit && CreditCode.WhyNot(unit.ToUpperInvariant()) is { } wrong)
            faults.Add(new(wrong, Field: "unit"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }

    static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
