using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;

namespace Alliance.Letters;

/// <summary>How a kind of letter reaches somebody beside their inbox.</summary>
public enum Delivery
{
    /// <summary>By e-mail, at once.</summary>
    AtOnce,
    /// <summary>By one e-mail a day, with all that came.</summary>
    Digest,
    /// <summary>Not by e-mail.</summary>
    InboxOnly,
}

/// <summary>
/// What somebody wants by e-mail, and how. Letters are told apart by the service whose step they tell of. Instruments, from whose service
/// periods run, are mailed at once whatever is chosen.
/// </summary>
public sealed class LetterPreferences(Database database)
{
    /// <summary>The services that write letters, in the order of the procedure, and what their letters are about.</summary>
    public static readonly IReadOnlyList<(string Service, string About)> Kinds =
    [
        ("intake", "申报、补正和形式审查"), ("review", "专家评审"), ("certification", "公示、异议和认定"), ("funding", "引导经费"), ("monitoring", "合同书、年度报告和考核"),
    ];

    /// <summary>What is chosen for one kind.</summary>
    /// <param name="Service">The service whose letters they are.</param>
    /// <param name="Delivery">How they are delivered.</param>
    public sealed record Choice(string Service, Delivery Delivery);

    /// <summary>What somebody chose.</summary>
    /// <param name="DigestHour">When the daily digest is sent: the hour in Beijing, 0 to 23.</param>
    /// <param name="Choices">One for each kind.</param>
    public sealed record Chosen(int DigestHour, IReadOnlyList<Choice> Choices);

    /// <summary>What this person chose.</summary>
    [ForSignedIn]
    public async Task<Chosen> Read(Actor actor, CancellationToken ct)
    {
        var said = (await database.Query<(string Service, string Delivery)>(
            "select service, delivery from letter_preference where account = @Account", actor, ct))
            .ToDictionary(row => row.Service, row => Enum.Parse<Delivery>(row.Delivery));
        var hour = await database.Find<int?>("select digest_hour from letter_address where account = @Account", actor, ct);
        return new(hour ?? 8, [.. Kinds.Select(kind => new Choice(kind.Service, said.GetValueOrDefault(kind.Service)))]);
    }

    /// <summary>This person chooses; what is not named stays as it is. From the next letter on.</summary>
    [ForSignedIn]
    public async Task<Outcome> Choose(Chosen request, Actor actor, CancellationToken ct)
    {
        if (WhyNot(request) is { } refusal) return refusal;
        await using var work = await database.Begin(this, actor, ct);
        foreach (var choice in request.Choices)
            await work.Execute("""
                insert into letter_preference(account, service, delivery) values (@Account, @Service, @delivery)
                on conflict (account, service) do update set delivery = excluded.delivery
                """, new { actor.Account, choice.Service, delivery = choice.Delivery.ToString() });
        await work.Execute("update letter_address set digest_hour = @DigestHour where account = @Account",
            new { actor.Account, request.DigestHour });
        await work.Record(Guid.Empty, "ChooseDelivery", new { request.DigestHour, request.Choices });
        await work.Commit();
        return Outcome.Done;
    }

    internal static Refusal? WhyNot(Chosen request)
    {
        if (request.DigestHour is < 0 or > 23) return Refusal.Invalid($"每日摘要的时间须在 0 至 23 时之间", field: "digestHour");
        return request.Choices is null || request.Choices.Count > Kinds.Count
            || request.Choices.Any(choice => Kinds.All(kind => kind.Service != choice.Service) || !Enum.IsDefined(choice.Delivery))
            ? Refusal.Invalid($"没有这一类通知，请刷新页面后再选", field: "choices") : null;
    }
}
