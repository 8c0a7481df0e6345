using Alliance.Contracts;
using Alliance.Core.Data;

namespace Alliance.Certification.Publications;

/// <summary>What is published (Art. 7).</summary>
public enum PlanKind
{
    /// <summary>年度计划.</summary>
    [State("年度计划", StateColour.Blue)] Plan,
    /// <summary>政策文件.</summary>
    [State("政策文件", StateColour.Purple)] Policy,
}

/// <summary>A plan of a year, or a policy document.</summary>
public sealed record Plan
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>What it is.</summary>
    public PlanKind Kind { get; init; }
    /// <summary>The year it is of.</summary>
    public int Year { get; init; }
    /// <summary>Heading.</summary>
    public string Title { get; init; } = "";
    /// <summary>文号, where it has one.</summary>
    public string? DocumentNumber { get; init; }
    /// <summary>Text.</summary>
    public string Body { get; init; } = "";
    /// <summary>Day of publication.</summary>
    public DateOnly PublishedOn { get; init; }
    /// <summary>Instant of publication.</summary>
    public DateTimeOffset PublishedAt { get; init; }
    /// <summary>When it was withdrawn.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
    /// <summary>Why.</summary>
    public string? WithdrawnWhy { get; init; }
    /// <summary>How many files it has.</summary>
    public int Attachments { get; init; }

    internal const string Select = """
        select p.id, p.kind, p.year, p.title, p.document_number, p.body, p.published_on, p.published_at, p.withdrawn_at, p.withdrawn_why,
          (select count(*)::int from document d where d.case_id = p.id) as attachments
        from plan p
        """;

    /// <summary>The plan; null where there is none.</summary>
    internal static Task<Plan?> Find(UnitOfWork work, Guid id) => work.Find<Plan>($"{Select} where p.id = @id", new { id });

    /// <summary>The same, kept from others until this step is over.</summary>
    internal static async Task<Plan?> Lock(UnitOfWork work, Guid id)
        => await work.Find<Guid?>("select id from plan where id = @id for update", new { id }) is null ? null
            : await Find(work, id);
}
