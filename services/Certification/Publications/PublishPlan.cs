using System.ComponentModel.DataAnnotations;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Publications;

/// <summary>The bureau publishes a plan of a year or a policy document, with a file where it has one (Art. 7).</summary>
[For(Roles.CertificationOfficer, Roles.DecisionMaker)]
public sealed class PublishPlan(Database database, DocumentStore documents, StatutoryClock clock)
{
    /// <param name="Kind">年度计划 or 政策文件.</param>
    /// <param name="Year">The year it is of.</param>
    /// <param name="Title">Heading.</param>
    /// <param name="Body">Text.</param>
    /// <param name="DocumentNumber">文号, where it has one.</param>
    public sealed record Request(
        PlanKind? Kind, int? Year, [MaxLength(200)] string? Title, [LongText(20000)] string? Body,
        [MaxLength(100)] string? DocumentNumber = null);

    /// <summary>What was published.</summary>
    public sealed record Answer(Guid PlanId);

    public async Task<Outcome<Answer>> Handle(Request request, IFormFile? file, Actor officer, CancellationToken ct)
    {
        if (WhyNot(request, clock.Today) is { } refusal) return refusal;
        await using var work = await database.Begin(this, officer, ct);
        var (id, title) = (Guid.CreateVersion7(), request.Title!.Trim());
        var documentNumber = string.IsNullOrWhiteSpace(request.DocumentNumber) ? null : request.DocumentNumber.Trim();
        await work.Execute("""
            insert into plan(id, kind, year, title, document_number, body, published_on, published_at, published_by, published_by_name)
            values (@id, @kind, @Year, @title, @documentNumber, @body, @Today, @Now, @Account, @Name)
            """, new
        {
            id,
            kind = request.Kind.ToString(),
            request.Year,
            title,
            documentNumber,
            body = request.Body!.Trim(),
            clock.Today,
            clock.Now,
            officer.Account,
            officer.Name,
        });
        if (file is { Length: > 0 })
        {
            await using var content = file.OpenReadStream();
            if ((await documents.Store(work, id, "plan", title, file.FileName, content, ct)).Refusal is { } unusable) return unusable;
        }
        await work.Record(id, nameof(PublishPlan), new { request.Kind, request.Year, title, documentNumber }, Articles.Authority);
        await work.Commit();
        return new Answer(id);
    }

    internal static Refusal? WhyNot(Request request, DateOnly today)
    {
        var faults = new List<Fault>();
        if (request.Kind is not { } kind || !Enum.IsDefined(kind)) faults.Add(new($"请选择年度计划或者政策文件", Articles.Authority, "kind"));
        // Policies of 2013 are published here too; nobody plans further than the next year but one.
        if (request.Year is not { } year || year < 2013 || year > today.Year + 2)
            faults.Add(new($"年度须在 2013 年至 {today.Year + 2} 年之间", Articles.Authority, "year"));
        if (string.IsNullOrWhiteSpace(request.Title)) faults.Add(new($"请填写标题", Articles.Authority, "title"));
        if (string.IsNullOrWhiteSpace(request.Body)) faults.Add(new($"请填写正文，或者写明正文见附件", Articles.Authority, "body"));
        return faults.Count > 0 ? Refusal.Invalid(faults) : null;
    }
}
