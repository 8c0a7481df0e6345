using Alliance.Contracts.Desk;

namespace Alliance.Gateway.Desk;

/// <summary>
/// One alliance as all services tell of it, each as far as the person may read it there; the application before it becomes one, too.
/// Nothing of it is kept here.
/// </summary>
sealed class AllianceWhole(ServiceQuestions services)
{
    // Who knows best where the whole stands: whoever follows the alliance, then whoever follows the application.
    static readonly string[] KnowingBest = ["monitoring", "certification", "intake", "workflows", "review", "funding"];

    /// <summary>What one service told.</summary>
    public sealed record Told(string Service, Brief Brief);

    /// <summary>Something that happened, and in which service.</summary>
    public sealed record Event(string Service, BriefEvent What);

    /// <summary>All of it.</summary>
    /// <param name="ApplicationId">The application; null where nobody told it.</param>
    /// <param name="AllianceId">The alliance; null before the recognition.</param>
    /// <param name="Briefs">What the services told, in the order of the procedure.</param>
    /// <param name="Away">Services that did not answer.</param>
    public sealed record Answer(
        Guid? ApplicationId, Guid? AllianceId, IReadOnlyList<Told> Briefs, IReadOnlyList<string> Away)
    {
        /// <summary>What the alliance is called.</summary>
        public string Name => Best.Select(told => told.Brief.Name).FirstOrDefault(name => name.Length > 0) ?? "";

        /// <summary>牵头单位.</summary>
        public string? LeadUnit => Best.Select(told => told.Brief.LeadUnit).FirstOrDefault(unit => !string.IsNullOrEmpty(unit));

        /// <summary>Where it stands; what is known of the alliance before what is known of its application.</summary>
        public BriefState? State => (Of("monitoring") ?? (AllianceId is null ? Of("intake") : Of("certification")))?.State
            ?? Best.Select(told => told.Brief.State).FirstOrDefault(state => state is not null);

        /// <summary>What has to be done next; of an alliance, as whoever follows it says.</summary>
        public BriefStep? Next => AllianceId is null ? Of("intake")?.Next : Of("monitoring")?.Next;

        /// <summary>What runs, the next first. A period that several services know stands once, with the computation where one tells
        /// it.</summary>
        public IReadOnlyList<BriefDeadline> Deadlines => [.. Briefs.SelectMany(told => told.Brief.Deadlines).GroupBy(one => one.Name)
            .Select(same => same.First() with
            {
                DueAt = same.OrderBy(one => one.Explanation.Count == 0).Select(one => one.DueAt).FirstOrDefault(at => at is not null),
                Explanation = same.Select(one => one.Explanation).FirstOrDefault(sentences => sentences.Count > 0) ?? [],
            })
            .OrderBy(one => one.DueAt ?? Ui.BeijingTime.FromForm((one.DueOn ?? DateOnly.MaxValue.AddDays(-1)).AddDays(1)
                .ToDateTime(TimeOnly.MinValue)))];

        /// <summary>What happened, in one order over all services, the newest first.</summary>
        public IReadOnlyList<Event> Timeline => [.. Briefs.SelectMany(told => told.Brief.Timeline
            .Select(one => new Event(told.Service, one))).OrderByDescending(one => one.What.At)];

        /// <summary>What a service told; null where it told nothing.</summary>
        public Brief? Of(string service) => Briefs.FirstOrDefault(told => told.Service == service)?.Brief;

        IEnumerable<Told> Best => Briefs.OrderBy(told => Array.IndexOf(KnowingBest, told.Service));
    }

    /// <summary>Asks for the application or the alliance with this key.</summary>
    public async Task<Answer> Read(HttpContext http, Guid id)
    {
        var first = await Ask(http, ServiceQuestions.Asked, id);
        var (application, alliance) = Keys(first);
        // Some services know the application's key only, some the alliance's; whoever knows both leads to the rest. The console keeps a
        // case of each.
        var other = application == id ? alliance : application;
        var second = other is not { } key ? [] : await Ask(http,
            first.Where(one => !one.IsAway && (one.Value is null || one.Service == "workflows")).Select(one => one.Service), key);
        var all = first.Concat(second).ToList();
        return new(application, alliance,
            // The application's before the alliance's, where a service tells of both.
            [.. ServiceQuestions.Asked.SelectMany(service => all.Where(one => one.Service == service && one.Value is not null)
                .OrderBy(one => one.Value!.ApplicationId is null).Select(one => new Told(service, one.Value!)))],
            [.. all.Where(one => one.IsAway).Select(one => one.Service).Distinct()]);
    }

    static (Guid? Application, Guid? Alliance) Keys(IReadOnlyList<Looked<Brief>> told)
        => (told.Select(one => one.Value?.ApplicationId).FirstOrDefault(key => key is not null),
            told.Select(one => one.Value?.AllianceId).FirstOrDefault(key => key is not null));

    Task<IReadOnlyList<Looked<Brief>>> Ask(HttpContext http, IEnumerable<string> asked, Guid id)
        => services.Look<Brief>(http, asked.Select(service => (service, $"/api/alliances/{id}/brief")), http.RequestAborted);
}
