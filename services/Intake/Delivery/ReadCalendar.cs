using System.Globalization;
using Alliance.Contracts;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Letters;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;

namespace Alliance.Intake.Delivery;

/// <summary>
/// Calendars that programs subscribe to (iCalendar): the public one, and one for each person who made an address for theirs. Where a day is
/// all that counts, because something ends at its midnight or the instant is not known yet, an entry is of the day.
/// </summary>
[ForEveryone]
public sealed class ReadCalendar(
    Database database, CalendarAddress addresses, StatutoryClock clock, Words words, IConfiguration configuration)
{
    // Enough for whoever reads it, and no load for whoever writes it.
    const int Most = 500;
    const int DaysBack = 60;

    /// <summary>What a deadline of a case is called, and where its calendar entry leads; the others are no business of people's
    /// calendars.</summary>
    static readonly Dictionary<string, (string Word, Func<Guid, Guid, string> Link)> Named = new()
    {
        [nameof(CorrectionDue)] = ("补正截止：{0}", (application, _) => $"/intake/applications/{application}"),
        [nameof(NoticePeriodEnds)] = ("公示截止：{0}", (_, _) => "/portal#notices"),
        [nameof(CancellationNoticeEnds)] = ("拟取消认定公示截止：{0}", (_, _) => "/portal#notices"),
        [nameof(AnnualReportDue)] = ("年度科技报告截止：{0}", (_, alliance) => $"/monitoring/alliances/{alliance}"),
        [nameof(CycleEnds)] = ("运行周期届满：{0}", (_, alliance) => $"/monitoring/alliances/{alliance}"),
    };

    static readonly string[] Public = [nameof(NoticePeriodEnds), nameof(CancellationNoticeEnds)];

    sealed record Row
    {
        public Guid CaseId { get; init; }
        public Guid ApplicationId { get; init; }
        public string Name { get; init; } = "";
        public string AllianceName { get; init; } = "";
        public DateOnly NominalDueOn { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public int Sequence { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }

    sealed record Call
    {
        public Guid CallId { get; init; }
        public string Title { get; init; } = "";
        public DateTimeOffset OpensAt { get; init; }
        public DateTimeOffset ClosesAt { get; init; }
        public int Amendments { get; init; }
        public DateTimeOffset ChangedAt { get; init; }
    }

    sealed record Assigned
    {
        public Guid Id { get; init; }
        public string AllianceName { get; init; } = "";
        public DateTimeOffset? ReviewDueAt { get; init; }
        public DateOnly ReviewNominalDueOn { get; init; }
        public DateTimeOffset AssignedAt { get; init; }
    }

    /// <summary>What is public: when calls open and close, until when anybody may object, and the day of the annual reports.</summary>
    public async Task<IResult> Everybody(CancellationToken ct)
    {
        var entries = new List<CalendarEntry>();
        foreach (var call in await database.Query<Call>("""
            select c.id as call_id, c.title, c.opens_at, c.closes_at, n.amendments,
              coalesce(n.amended_at, c.published_at) as changed_at
            from call c cross join lateral (select count(*)::int as amendments, max(published_at) as amended_at from call_note
              where call_id = c.id) n
            order by c.closes_at desc, c.id desc limit 20
            """, null, ct))
        {
            var link = $"/intake/calls/{call.CallId}";
            entries.Add(Entry($"call-{call.CallId:N}-opens", call.Amendments, call.ChangedAt, words["开始受理：{0}", call.Title], link, null,
                call.OpensAt));
            entries.Add(Entry($"call-{call.CallId:N}-closes", call.Amendments, call.ChangedAt, words["申报截止：{0}", call.Title], link, null,
                call.ClosesAt));
        }
        entries.AddRange((await Deadlines("d.name = any(@names)", new { names = Public, from = From, Most }, ct)).Select(Entry));
        var year = clock.Today.Year;
        var policy = PolicyBook.InForce(clock.Today);
        foreach (var due in new[] { year, year + 1 }.Select(of => FixedDates.AnnualReport(of, policy, clock.Calendar)))
            entries.Add(Entry($"report-{due.NominalLastDay.Year}", due.Provisional ? 0 : 1,
                BeijingTime.StartOf(new(due.NominalLastDay.Year, 1, 1)), words["{0} 年度科技报告截止", due.NominalLastDay.Year], "/portal",
                due.LastDay ?? due.NominalLastDay, null));
        return CalendarFeed.Of(words["产业技术创新战略联盟：公开日程"], Host, entries);
    }

    /// <summary>The deadlines of this person's cases and work; not found where nobody has this address, or not any more.</summary>
    public async Task<IResult> Own(string token, CancellationToken ct)
    {
        if (await addresses.Of(token, ct) is not { } owner) return TypedResults.NotFound();
        var units = owner.Audience.Where(key => key.StartsWith("unit:", StringComparison.Ordinal)).Select(key => key[5..]).ToArray();
        bool Is(string role) => owner.Audience.Contains($"role:{role}");
        string[] names =
        [
            .. Is(Roles.CertificationOfficer) || Is(Roles.DecisionMaker) ? Public : [],
            .. Is(Roles.MonitoringOfficer) || Is(Roles.Assessor) ? [nameof(CycleEnds)] : Array.Empty<string>(),
        ];
        var entries = (await Deadlines("""
            (a.lead_credit_code = any(@units) and not (@Account = any(a.former_accounts))) or d.name = any(@names)
            """, new { units, owner.Account, names, from = From, Most }, ct)).Select(Entry).ToList();
        if (Is(Roles.IntakeOfficer))
            entries.AddRange((await database.Query<Assigned>("""
                select id, alliance_name, review_due_at, review_nominal_due_on, coalesce(assigned_at, submitted_at) as assigned_at
                from application where assigned_to = @Account and stage = 'FormalReview' and review_nominal_due_on is not null
                order by review_nominal_due_on, id limit @Most
                """, new { owner.Account, Most }, ct)).Select(one => Entry($"review-{one.Id:N}", one.ReviewDueAt is null ? 0 : 1,
                    one.AssignedAt, words["形式审查办理期限：{0}", one.AllianceName], $"/intake/applications/{one.Id}",
                    one.ReviewNominalDueOn, one.ReviewDueAt)));
        return CalendarFeed.Of(words["产业技术创新战略联盟：我的期限"], Host, entries);
    }

    DateOnly From => clock.Today.AddDays(-DaysBack);

    string Origin => configuration["PublicOrigin"]?.TrimEnd('/') ?? "";

    string Host => Uri.TryCreate(Origin, UriKind.Absolute, out var origin) ? origin.IdnHost : "alliance.invalid";

    Task<IReadOnlyList<Row>> Deadlines(string whose, object values, CancellationToken ct) => database.Query<Row>($"""
        select d.case_id, a.id as application_id, d.name, coalesce(l.name, a.alliance_name) as alliance_name, d.nominal_due_on, d.due_at,
          d.sequence, d.changed_at
        from case_deadline d left join living_alliance l on l.alliance_id = d.case_id
          join application a on a.id = coalesce(l.application_id, d.case_id)
        where ({whose}) and d.name in ({string.Join(", ", Named.Keys.Select(name => $"'{name}'"))}) and d.nominal_due_on >= @from
        order by d.nominal_due_on, d.case_id, d.name limit @Most
        """, values, ct);

    CalendarEntry Entry(Row row)
    {
        var (word, link) = Named.GetValueOrDefault(row.Name, ("{0}", (_, _) => "/portal"));
        // A report is due every year: each year's is a matter of its own. Of the others one of a name runs at a time.
        var year = row.Name == nameof(AnnualReportDue) ? row.NominalDueOn.ToString("-yyyy", CultureInfo.InvariantCulture) : "";
        var uid = $"{row.CaseId:N}-{row.Name}{year}";
        return Entry(uid, row.Sequence, row.ChangedAt, words[word, row.AllianceName], link(row.ApplicationId, row.CaseId), row.NominalDueOn,
            row.DueAt);
    }

    CalendarEntry Entry(string uid, int sequence, DateTimeOffset changedAt, string title, string link, DateOnly? on, DateTimeOffset? at)
    {
        var atMidnight = at is { } end && BeijingTime.StartOf(BeijingTime.DayOf(end)) == end;
        // What ends with a day ends on that day, and not on the next.
        var day = atMidnight ? BeijingTime.DayOf(at!.Value).AddDays(-1) : at is null ? on : null;
        return new(uid, sequence, changedAt, title, at is null && on is not null && !uid.StartsWith("report", StringComparison.Ordinal)
            ? words["放假安排尚未公布，日期暂定。{0}", Origin + link] : Origin + link, Origin + link, day, day is null ? at : null);
    }
}
