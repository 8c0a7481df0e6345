using Alliance.Contracts;

namespace Alliance.Monitoring.Revocations.Reading;

/// <summary>What has to be done next in a case, and by whom.</summary>
/// <param name="Who">Whose turn it is.</param>
/// <param name="What">What they have to do.</param>
/// <param name="DueAt">The instant at which its period closes; null where none runs, and while that is provisional.</param>
/// <param name="DueOn">The last day of that period.</param>
/// <param name="Since">Since when it waits, where no period runs.</param>
sealed record NextInCase(
    FormattableString Who, FormattableString What, DateTimeOffset? DueAt = null, DateOnly? DueOn = null, DateTimeOffset? Since = null)
{
    /// <summary>Null where nothing is left to do.</summary>
    public static NextInCase? Of(ReadRevocation.View view) => view.State switch
    {
        RevocationState.Investigation when view.NoticedAt is null
            => new($"监测人员", $"收集证据，向联盟发出事先告知书", Since: view.OpenedAt),
        RevocationState.Investigation => new($"牵头单位", $"签收事先告知书；由本局以其他方式送达的，由监测人员登记", Since: view.NoticedAt),
        RevocationState.Statement => new($"牵头单位", view.HeldOn is null ? (FormattableString)$"陈述申辩，或者要求听证；期满以前不作决定"
            : $"听证已经举行；陈述申辩期满以前不作决定", view.StatementClosesAt, view.StatementLastDay),
        RevocationState.Hearing => new($"监测人员", view.HearingAt is null ? (FormattableString)$"通知听证的时间、地点" : $"举行听证，笔录入卷；听证以前不作决定",
            view.HearingClosesAt, view.HearingLastDay),
        RevocationState.Decision => new($"局领导", $"审阅案卷，决定撤销或者不予撤销，并说明理由",
            Since: view.HeldOn is null ? view.StatementClosesAt : null),
        RevocationState.Revoking => new($"认定经办人", $"拟制撤销决定，核稿、签发并向社会公布", Since: view.Decision?.At),
        _ => null,
    };
}
