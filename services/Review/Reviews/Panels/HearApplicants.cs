using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Core.Text;
using MassTransit;

namespace Alliance.Review.Reviews.Panels;

/// <summary>Keeps whom a submitted application names, so that an expert who is one of them is seen before the panel is appointed (Art.
/// 10).</summary>
public sealed class HearApplicants(Database database) : IConsumer<ApplicantsNamed>
{
    public async Task Consume(ConsumeContext<ApplicantsNamed> context)
    {
        var named = context.Message;
        await using var work = await database.BeginAsSystem("intake", context.CancellationToken);
        await work.Execute("""
            insert into named_person(application_id, people, named_at) values (@ApplicationId, @people, @NamedAt)
            on conflict (application_id) do update set people = excluded.people, named_at = excluded.named_at
            where named_person.named_at <= excluded.named_at
            """, new { named.ApplicationId, people = Json.Of(named.People), named.NamedAt });
        // How many, not who: the record can be read by many and erased by nobody.
        await work.Record(named.ApplicationId, nameof(HearApplicants), new { named.People.Count });
        await work.Commit();
    }

    /// <summary>Whom the application names; nobody where it was submitted before this was told.</summary>
    internal static async Task<IReadOnlyList<NamedPerson>> Of(UnitOfWork work, Guid applicationId)
        => Read(await work.Find<string>("select people::text from named_person where application_id = @applicationId",
            new { applicationId }));

    /// <summary>The same, for a page.</summary>
    internal static async Task<IReadOnlyList<NamedPerson>> Of(Database database, Guid applicationId, CancellationToken ct)
        => Read(await database.Find<string>("select people::text from named_person where application_id = @applicationId",
            new { applicationId }, ct));

    static List<NamedPerson> Read(string? people) => people is null ? [] : Json.Read<List<NamedPerson>>(people);
}
