using System.Runtime.CompilerServices;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Exports;
using Alliance.Intake.Applications;
using Alliance.Letters;

namespace Alliance.Intake.Delivery;

/// <summary>
/// The letters of an application and of the alliance that came of it, with what proves their service (送达): for the offices that may read
/// the application.
/// </summary>
[ForReadingByStaff]
public sealed class ListCaseLetters(Database database, ReadApplication applications, CaseLetters letters, Words words)
{
    /// <summary>A letter and what became of it.</summary>
    /// <param name="LetterId">Key.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="IsInstrument">True for an instrument, from whose service periods run.</param>
    /// <param name="To">Whom it is for, in words.</param>
    /// <param name="SentAt">When it stood in the inbox.</param>
    /// <param name="Mails">To how many addresses it went by e-mail.</param>
    /// <param name="MailedAt">When a mail server first took it.</param>
    /// <param name="MailFailure">Why the last mail that was not sent was not.</param>
    /// <param name="TextedAt">When a gateway took the text message.</param>
    /// <param name="OpenedAt">When somebody it is for first opened it.</param>
    /// <param name="OpenedBy">The account that did.</param>
    /// <param name="MarkedAt">When it was first marked as read together with others.</param>
    public sealed record Row(
        Guid LetterId, string Title, bool IsInstrument, string To, DateTimeOffset SentAt, int Mails, DateTimeOffset? MailedAt,
        string? MailFailure, DateTimeOffset? TextedAt, DateTimeOffset? OpenedAt, string? OpenedBy, DateTimeOffset? MarkedAt);

    static readonly Dictionary<string, string> Offices = new()
    {
        [Roles.IntakeOfficer] = "受理人员",
        [Roles.ReviewSecretary] = "评审秘书",
        [Roles.CertificationOfficer] = "认定经办人",
        [Roles.DecisionMaker] = "局领导",
        [Roles.FundingOfficer] = "经费经办人",
        [Roles.FundingApprover] = "经费审批人",
        [Roles.MonitoringOfficer] = "动态管理人员",
        [Roles.Assessor] = "考核人员",
    };

    public async Task<Outcome<Page<Row>>> Handle(Guid applicationId, string? after, Actor actor, CancellationToken ct)
    {
        var application = await applications.Handle(applicationId, actor, ct);
        if (application.Refusal is { } refusal) return refusal;
        return await Read(application.Value!, after, actor, ct);
    }

    /// <summary>The whole list as CSV, for the file of the case.</summary>
    public async Task<IResult> AsCsv(Guid applicationId, Actor actor, CancellationToken ct)
    {
        var application = await applications.Handle(applicationId, actor, ct);
        if (application.Refusal is { } refusal) return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound,
            title: words.Say(refusal.Sentence));
        string[] titles = ["通知或文书", "文书", "收件人", "写入收件箱", "邮件服务器接收", "短信发出", "首次打开", "打开账号", "标为已读"];
        return TypedResults.Stream(stream => Csv.Write(stream, [.. titles.Select(title => words[title])],
            Rows(application.Value!, actor, ct), ct), Csv.ContentType, $"letters-{application.Value!.ReceiptNumber}.csv");
    }

    async IAsyncEnumerable<IReadOnlyList<string?>> Rows(
        ReadApplication.Answer application, Actor actor, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await Read(application, after, actor, ct);
            foreach (var row in page.Items)
                yield return
                [
                    row.Title, row.IsInstrument ? words["是"] : null, row.To, BeijingText.Of(row.SentAt), Text(row.MailedAt),
                    Text(row.TextedAt),
                    Text(row.OpenedAt), row.OpenedBy, Text(row.MarkedAt),
                ];
            after = page.Next;
        }
        while (after is not null);
    }

    static string? Text(DateTimeOffset? at) => at is { } instant ? BeijingText.Of(instant) : null;

    async Task<Page<Row>> Read(ReadApplication.Answer application, string? after, Actor actor, CancellationToken ct)
    {
        var page = await letters.List(await CasesOf(database, application.ApplicationId, ct), after, ct);
        // Who judges is for those who run the review and those who determine; for the others it is an expert.
        var mayKnow = actor.IsAny([Roles.ReviewSecretary, .. Core.Security.Offices.Determining, .. Roles.Readers]);
        var units = application.Form.Members.Where(m => m.CreditCode.Length > 0).DistinctBy(m => m.CreditCode)
            .ToDictionary(m => m.CreditCode, m => m.Name);
        return new([.. page.Items.Select(row =>
        {
            var secret = row.Service == "review" && row.Audience.StartsWith("account:", StringComparison.Ordinal) && !mayKnow;
            return new Row(row.LetterId, row.Title, row.IsInstrument, secret ? words["评审专家"] : To(row.Audience, units),
                row.SentAt, row.Mails, row.MailedAt, row.MailFailure, row.TextedAt, row.OpenedAt,
                secret ? null : row.OpenedBy, row.MarkedAt);
        })], page.Next);
    }

    string To(string audience, Dictionary<string, string> units)
    {
        var key = audience[(audience.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return audience.StartsWith("role:", StringComparison.Ordinal) ? words[Offices.GetValueOrDefault(key, key)]
            : units.GetValueOrDefault(key, key);
    }

    /// <summary>The application's own case, and that of the alliance that came of it.</summary>
    internal static async Task<IReadOnlyList<Guid>> CasesOf(Database database, Guid applicationId, CancellationToken ct)
        => [applicationId, .. await database.Query<Guid>("select alliance_id from living_alliance where application_id = @applicationId",
            new { applicationId }, ct)];
}
