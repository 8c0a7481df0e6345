using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Lists;
using Alliance.Core.Messaging;
using Alliance.Core.Security;
using Alliance.Core.Text;
using Alliance.Documents;
using Alliance.Intake;
using Alliance.Intake.Applications;
using Alliance.Intake.Applications.Attachments;
using Alliance.Intake.Applications.Confirmation;
using Alliance.Intake.Applications.Drafts;
using Alliance.Intake.Applications.Form;
using Alliance.Intake.Applications.Handover;
using Alliance.Intake.Applications.Printing;
using Alliance.Intake.Applications.Progress;
using Alliance.Intake.Applications.Recommending;
using Alliance.Intake.Applications.Submissions;
using Alliance.Intake.Calls;
using Alliance.Intake.Delivery;
using Alliance.Intake.FormalReview;
using Alliance.Intake.Questions;
using Alliance.Intake.WhatIf;
using Alliance.Letters;
using Alliance.Lists;
using Alliance.Statute.Forms;
using Alliance.Statute.Policies;
using Alliance.Statute.Text;
using Alliance.Ui;
using Alliance.Web;
using Alliance.Web.Api;
using Alliance.Web.Desk;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Mvc;

var builder = ServiceHost.CreateBuilder(args, "intake");
builder.Services.AddDocuments().AddLetters();
builder.Services
    .AddScoped<SaveCallDraft>().AddScoped<PublishCall>().AddScoped<AmendCall>().AddScoped<CloseCall>().AddScoped<CallFeed>()
    .AddScoped<ListCalls>().AddScoped<ReadCall>()
    .AddScoped<StartApplication>().AddScoped<SaveForm>().AddScoped<Submit>().AddScoped<Resubmit>().AddScoped<Withdraw>()
    .AddScoped<Attach>().AddScoped<UploadAttachment>().AddScoped<RemoveAttachment>().AddScoped<DownloadAttachment>()
    .AddScoped<DownloadSubmission>().AddScoped<DownloadTemplate>()
    .AddScoped<ReadApplication>().AddScoped<History>().AddScoped<ListApplications>()
    .AddScoped<ExportWorkbook>().AddScoped<ImportWorkbook>().AddScoped<ExportDossier>().AddScoped<PrintApplication>()
    .AddScoped<InviteMembers>().AddScoped<ListConfirmations>().AddScoped<OpenInvitation>().AddScoped<ConfirmMembership>()
    .AddScoped<DeclineMembership>()
    .AddScoped<OfferHandover>().AddScoped<AcceptHandover>().AddScoped<ReplaceHolder>().AddScoped<EarlierMembers>()
    .AddScoped<KeepRecommendingBody>().AddScoped<ListRecommendingBodies>().AddScoped<NameRecommender>().AddScoped<Recommend>()
    .AddScoped<WithdrawRecommendation>().AddScoped<ReadRecommendations>().AddScoped<ListRecommendations>()
    .AddScoped<OpenRecommendationLetter>()
    .AddScoped<Workload>().AddScoped<Officers>().AddScoped<AssignApplications>().AddScoped<RemindCorrections>()
    .AddScoped<RecuseOfficer>().AddScoped<CompareSubmissions>()
    .AddScoped<FindRelated>()
    .AddScoped<JudgeConditions>().AddScoped<RequestCorrection>().AddScoped<PassFormalReview>().AddScoped<RefuseFormalReview>()
    .AddScoped<ListCaseLetters>().AddScoped<ReadCalendar>().AddHostedService<RemindOfDeadlines>()
    .AddScoped<AskQuestion>().AddScoped<AnswerQuestion>().AddScoped<PublishAnswer>().AddScoped<ListQuestions>().AddScoped<ReadQuestions>()
    .AddScoped<ReadAnswers>()
    .AddScoped<IReckonAgain, ReckonDueDates>().AddScoped<TryPolicy>()
    .AddSingleton<Quarantine.Tell>(TellOfInfectedFile.Tell)
    // Whoever handed an application over has its letters still, and reads the application no more.
    .AddSingleton(new LetterBox.Followers("not exists (select 1 from application a where a.id = {0} and {1} = any(a.former_accounts))"))
    // The contact person of the application, which the alliance that came of it keeps.
    .AddSingleton(new LetterBox.Phones("""
        select a.form->'contact'->>'phone' from application a where 'unit:' || a.lead_credit_code = @audience
          and a.id = coalesce((select application_id from living_alliance where alliance_id = @caseId), @caseId)
        """));
builder.AddMessaging(bus =>
{
    bus.AddConsumer<CloseUncorrected>();
    bus.AddConsumer<ExtendCorrection>();
    bus.AddConsumer<ReopenApplication>();
    bus.AddConsumer<FollowCase>();
    bus.AddConsumer<KeepOutcomes>();
    bus.AddConsumer<KeepSeats>();
    bus.AddConsumer<TellExtendedNotice>();
    bus.AddConsumer<KeepAllianceNames>();
    bus.AddConsumer<KeepLeadUnit>();
    bus.AddConsumer<TellFoundation>();
    bus.AddConsumer<KeepDecision>();
    bus.AddConsumer<KeepLetter>();
    bus.AddConsumer<KeepDeadlines>();
});

builder.Services.AddWork(Work.Kinds).AddScoped<Find>().AddFigures<ReadFigures>()
    .AddLists(ListApplications.Table, ListApplications.Waiting, ListCalls.Table, LetterBox.Unsent,
        ListRecommendations.Table, ListRecommendingBodies.Table);
builder.Services.AddDossiers().AddScoped<ReadBrief>().AddScoped<ReadDossier>();

var app = builder.Build();
app.UseTusMethods();
app.UseService();
var api = app.MapGroup("/api");

api.MapWork();
api.MapViews();
api.MapFigures<ReadFigures>();
api.MapGet("/find", (string? q, Find slice, Actor actor, CancellationToken ct) => slice.Handle(q, actor, ct)).ForSignedIn();
api.MapGet("/alliances/{id:guid}/brief", (Guid id, ReadBrief slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForSignedIn()
    .Called("ReadBrief", "What this service tells of an application or an alliance, as far as the caller may read it.");
api.MapGet("/alliances/{id:guid}/dossier", (Guid id, ReadDossier slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .Called("ReadDossier", "What this service holds of an application or an alliance, with its record and the record's hashes.");

// 年度申报通知
api.MapPost("/calls", (PublishCall.Request request, PublishCall slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);
api.MapGet("/calls", async ([AsParameters] ListQuery query, ListCalls slice, CancellationToken ct) =>
    (await slice.Handle(query, ct)).Items).ForEveryone();
api.MapFiles("/calls", "Calls", ([AsParameters] ListQuery query, ListCalls slice, CancellationToken ct) => slice.Export(query, ct))
    .ForEveryone();
api.MapGet("/calls/{callId:guid}", (Guid callId, ReadCall slice, CancellationToken ct) => slice.Handle(callId, ct)).ForEveryone();
api.MapGet("/calls.atom", (CallFeed slice, CancellationToken ct) => slice.Handle(ct)).ForEveryone().ProducesFile("application/atom+xml");
api.MapPost("/calls/{callId:guid}/amend", (Guid callId, AmendCall.Request request, AmendCall slice, Actor actor, CancellationToken ct) =>
    slice.Handle(callId, request, actor, ct)).For(Roles.IntakeOfficer);
api.MapPost("/calls/{callId:guid}/close", (Guid callId, CloseCall.Request request, CloseCall slice, Actor actor, CancellationToken ct) =>
    slice.Handle(callId, request, actor, ct)).For(Roles.IntakeOfficer);
api.MapGet("/calls/drafts", (SaveCallDraft slice, CancellationToken ct) => slice.List(ct)).ForReading(Roles.IntakeOfficer)
    .Called("ListCallDrafts", "Calls that are being written, for the officers who write them.");
api.MapPost("/calls/drafts", (SaveCallDraft.Request request, SaveCallDraft slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);

// 申报书
api.MapGet("/applications", ([AsParameters] ListApplications.Request request, [AsParameters] ListQuery query, ListApplications slice,
    Actor actor, CancellationToken ct) => slice.Handle(request, query, actor, ct)).ForReading([Roles.Applicant, .. Roles.Staff]);
api.MapFiles("/applications", "Applications", ([AsParameters] ListApplications.Request request, [AsParameters] ListQuery query,
    ListApplications slice, Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct)).ForReading(Roles.Staff);
api.MapFiles("/queue", "Queue", ([AsParameters] ListApplications.Request request, [AsParameters] ListQuery query,
    ListApplications slice, Actor actor, CancellationToken ct) => slice.ExportQueue(request, query, actor, ct))
    .ForReading(Roles.IntakeOfficer);
api.MapPost("/applications", (StartApplication.Request request, StartApplication slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.Applicant);
var application = api.MapGroup("/applications/{id:guid}");
application.MapGet("", async (Guid id, ReadApplication slice, HttpContext http, Actor actor, CancellationToken ct) =>
    (await slice.Handle(id, actor, ct)).Tagged(http))
    .Produces<ReadApplication.Answer>().ForReading([Roles.Applicant, Roles.Expert, Roles.Recommender, .. Roles.Staff]);
application.MapPut("/form",
    (Guid id, ApplicationForm form, [FromHeader(Name = "If-Match")] string? ifMatch, SaveForm slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, form, ETag.Version(ifMatch), actor, ct)).For(Roles.Applicant);
application.MapPost("/attachments",
    (Guid id, [FromForm] string kind, [FromForm] string? title, IFormFile file, Attach slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, kind, title ?? "", file.FileName, file.OpenReadStream(), actor, ct)).DisableAntiforgery().For(Roles.Applicant);
application.MapGet("/attachments/{attachmentId:guid}",
    (Guid id, Guid attachmentId, DownloadAttachment slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, attachmentId, actor, ct)).ForReading([Roles.Applicant, Roles.Expert, Roles.Recommender, .. Roles.Staff])
        .ProducesFile("application/octet-stream");
application.MapDelete("/attachments/{attachmentId:guid}",
    (Guid id, Guid attachmentId, RemoveAttachment slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, attachmentId, actor, ct)).For(Roles.Applicant);
application.MapGet("/templates/{kind}", (Guid id, string kind, DownloadTemplate slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, kind, actor, ct)).For(Roles.Applicant)
    .ProducesFile("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    .Called("DownloadFilledTemplate", "A paper that has to be attached, as a Word document with what the form says already.");
api.MapGet("/templates/{kind}", (string kind, DownloadTemplate slice) => slice.Blank(kind)).ForEveryone()
    .ProducesFile("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    .Called("DownloadTemplate", "A paper that has to be attached, as an empty Word document.");
var uploads = application.MapGroup("/uploads");
uploads.MapMethods("", [HttpMethods.Options], (Uploads files) => Tus.Abilities(files)).For(Roles.Applicant)
    .Called("UploadAbilities", "What resumable uploads can do here (tus 1.0).").Answers(StatusCodes.Status204NoContent);
uploads.MapPost("", (Guid id, HttpRequest request, UploadAttachment slice, Actor actor, CancellationToken ct) =>
    slice.Begin(id, request, actor, ct)).For(Roles.Applicant)
    .Called("BeginUpload",
        "Announces a file that arrives in pieces (tus 1.0): Upload-Length, Upload-Metadata with kind, title, filename and fingerprint.")
    .Answers(StatusCodes.Status201Created);
var upload = uploads.MapGroup("/{uploadId:guid}");
upload.MapMethods("", [HttpMethods.Head], (Guid id, Guid uploadId, HttpRequest request, UploadAttachment slice,
    Actor actor, CancellationToken ct) => slice.Offset(id, uploadId, request, actor, ct)).For(Roles.Applicant)
    .Called("UploadOffset", "How much of an upload is here (tus 1.0): Upload-Offset.").Answers(StatusCodes.Status200OK);
upload.MapPatch("", (Guid id, Guid uploadId, HttpRequest request, UploadAttachment slice, Actor actor, CancellationToken ct) =>
    slice.Append(id, uploadId, request, actor, ct))
    .WithMetadata(new DisableRequestSizeLimitAttribute()).For(Roles.Applicant)
    .Called("AppendToUpload", "The next bytes of an upload (tus 1.0), from Upload-Offset on.").Answers(StatusCodes.Status204NoContent);
upload.MapDelete("", async (Guid id, Guid uploadId, UploadAttachment slice, Actor actor, CancellationToken ct) =>
    (await slice.GiveUp(id, uploadId, actor, ct)).Refusal is { } refusal ? Tus.Refused(refusal) : Tus.Gone).For(Roles.Applicant)
    .Called("GiveUpUpload", "Gives an unfinished upload up (tus 1.0).").Answers(StatusCodes.Status204NoContent);
application.MapGet("/pdf", (Guid id, PrintApplication slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, Roles.Expert, Roles.Recommender, .. Roles.Staff]).ProducesFile("application/pdf");
application.MapGet("/receipt.pdf", (Guid id, PrintApplication slice, Actor actor, CancellationToken ct) => slice.Receipt(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .ProducesFile("application/pdf").Called("PrintReceipt", "The receipt of a submission as PDF.");
application.MapGet("/letters", (Guid id, string? after, ListCaseLetters slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, after, actor, ct)).ForReading(Roles.Staff)
    .Called("ListCaseLetters", "The letters of an application and its alliance: written, mailed, opened.");
application.MapGet("/letters.csv", (Guid id, ListCaseLetters slice, Actor actor, CancellationToken ct) => slice.AsCsv(id, actor, ct))
    .ForReading(Roles.Staff)
    .ProducesFile("text/csv")
    .Called("ExportCaseLetters", "The letters of an application and its alliance as CSV, for the file of the case.");
application.MapGet("/submission", (Guid id, DownloadSubmission slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff]).ProducesFile("application/json");
application.MapGet("/workbook", (Guid id, ExportWorkbook slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff])
    .ProducesFile("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
application.MapPost("/workbook", (Guid id, IFormFile file, ImportWorkbook slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, file.OpenReadStream(), actor, ct)).DisableAntiforgery().For(Roles.Applicant);
application.MapGet("/dossier", (Guid id, ExportDossier slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff]).ProducesFile("application/zip");
application.MapPost("/submit", (Guid id, Submit slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .For(Roles.Applicant);
application.MapPost("/resubmit", (Guid id, Resubmit slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .For(Roles.Applicant);
application.MapPost("/withdraw", (Guid id, Withdraw.Request request, Withdraw slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.Applicant);

application.MapGet("/earlier-members", (Guid id, EarlierMembers slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .For(Roles.Applicant);
api.MapGet("/checks/credit-code", (string value, Words words) => CreditCodeCheck.Of(value, words) ?? new FieldCheck(false, ""))
    .ForSignedIn()
    .Called("CheckCreditCode", "Whether a unified social credit code can be right, and why not.");
api.MapGet("/checks/industry-code", (string value, Words words) => FieldChecks.IndustryCode(value, words)).ForSignedIn()
    .Called("CheckIndustryCode", "Which industry a code of GB/T 4754 names.");

api.MapGet("/checks/region-code", (string value, Words words) => FieldChecks.Region(value, words) ?? new FieldCheck(false, ""))
    .ForSignedIn()
    .Called("CheckRegionCode", "Which place a code of GB/T 2260 names.");
api.MapGet("/checks/alliance-name", async (string value, Database database, StatutoryClock clock, Words words, CancellationToken ct) =>
    await FieldChecks.AllianceName(database, value, PolicyBook.InForce(clock.Today), words, ct) ?? new FieldCheck(false, "")).ForSignedIn()
    .Called("CheckAllianceName", "Whether an alliance can be called so, its name in full, and who bears it already.");
api.MapGet("/checks/phone", (string value, Words words) => FieldChecks.Phone(value, words) ?? new FieldCheck(false, "")).ForSignedIn()
    .Called("CheckPhone", "Whether this can be a telephone number.");
api.MapGet("/regions", (string? q) => CodeLists.Regions(q)).ForEveryone()
    .Called("FindRegions", "Codes of places (GB/T 2260) by name, first letters or code; at most twenty.");
api.MapGet("/industries", (string? q) => CodeLists.Industries(q)).ForEveryone()
    .Called("FindIndustries", "Codes of industries (GB/T 4754, four digits) by name, first letters or code; at most twenty.");

// 移交经办账号
application.MapPost("/handover", (Guid id, OfferHandover slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .For(Roles.Applicant);
application.MapPost("/handover/accept",
    (Guid id, AcceptHandover.Request request, AcceptHandover slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
application.MapPost("/holder", (Guid id, ReplaceHolder.Request request, ReplaceHolder slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);

// 成员确认
application.MapGet("/confirmations", (Guid id, ListConfirmations slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff]);
application.MapPost("/confirmations", (Guid id, InviteMembers.Request request, InviteMembers slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
var confirmation = api.MapGroup("/confirmations/{confirmationId:guid}");
confirmation.MapPost("/open", (Guid confirmationId, OpenInvitation.Request request, OpenInvitation slice, Actor actor,
    CancellationToken ct) => slice.Handle(confirmationId, request, actor, ct)).ForEveryone();
confirmation.MapPost("/confirm", (Guid confirmationId, [FromForm] string code, [FromForm] string? signatory, [FromForm] DateOnly? signedOn,
    [FromForm] bool? byProxy, IFormFile? file, ConfirmMembership slice, Actor actor, CancellationToken ct)
    => slice.Handle(confirmationId, new() { Code = code, Signatory = signatory ?? "", SignedOn = signedOn, ByProxy = byProxy ?? false },
        file?.FileName ?? "", file?.OpenReadStream(), actor, ct)).DisableAntiforgery().ForEveryone();
confirmation.MapPost("/decline", (Guid confirmationId, DeclineMembership.Request request, DeclineMembership slice,
    Actor actor, CancellationToken ct) => slice.Handle(confirmationId, request, actor, ct)).ForEveryone();

// 推荐
string[] readersOfRecommendations = [Roles.Applicant, Roles.Expert, Roles.Recommender, .. Roles.Staff];
api.MapGet("/recommendations", ([AsParameters] ListRecommendations.Request request, [AsParameters] ListQuery query,
    ListRecommendations slice, Actor actor, CancellationToken ct) => slice.Handle(request, query, actor, ct))
    .ForReading(Roles.Recommender, Roles.IntakeOfficer);
api.MapFiles("/recommendations", "Recommendations", ([AsParameters] ListRecommendations.Request request, [AsParameters] ListQuery query,
    ListRecommendations slice, Actor actor, CancellationToken ct) => slice.Export(request, query, actor, ct))
    .ForReading(Roles.Recommender, Roles.IntakeOfficer);
application.MapGet("/recommendations", (Guid id, ReadRecommendations slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, actor, ct)).ForReading(readersOfRecommendations);
application.MapPost("/recommendations", (Guid id, [FromForm] bool? recommended, [FromForm, LongText(2000)] string? opinion,
    IFormFile? file, Recommend slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, new() { Recommended = recommended, Opinion = opinion }, file, actor, ct))
    .DisableAntiforgery().For(Roles.Recommender);
application.MapPost("/recommendations/withdraw",
    (Guid id, WithdrawRecommendation.Request request, WithdrawRecommendation slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, request, actor, ct)).For(Roles.Recommender);
application.MapGet("/recommendations/{recommendationId:guid}/letter",
    (Guid id, Guid recommendationId, OpenRecommendationLetter slice, Actor actor, CancellationToken ct) =>
        slice.Handle(id, recommendationId, actor, ct)).ForReading(readersOfRecommendations).ProducesFile("application/octet-stream");
application.MapPost("/recommender", (Guid id, NameRecommender.Request request, NameRecommender slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.Applicant);
api.MapGet("/recommending-bodies", (Alliance.Contracts.RecommendingKind? kind, [AsParameters] ListQuery query, ListRecommendingBodies slice,
    CancellationToken ct) => slice.Handle(kind, query, ct)).ForReading(Roles.IntakeOfficer);
api.MapFiles("/recommending-bodies", "RecommendingBodies", (Alliance.Contracts.RecommendingKind? kind, [AsParameters] ListQuery query,
    ListRecommendingBodies slice, CancellationToken ct) => slice.Export(kind, query, ct)).ForReading(Roles.IntakeOfficer);
api.MapPost("/recommending-bodies", (KeepRecommendingBody.Request request, KeepRecommendingBody slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);

// 申报咨询
api.MapGet("/calls/{callId:guid}/answers", (Guid callId, ReadAnswers slice, CancellationToken ct) => slice.Handle(callId, ct)).ForEveryone()
    .Called("ReadAnswers", "The public FAQ of a call.");
var questions = api.MapGroup("/questions");
questions.MapGet("", ([AsParameters] ListQuestions.Request request, ListQuestions slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).ForReading(Roles.Applicant, Roles.IntakeOfficer);
questions.MapPost("", (AskQuestion.Request request, AskQuestion slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.Applicant);
questions.MapGet("/{threadId:guid}", (Guid threadId, ReadQuestions slice, Actor actor, CancellationToken ct) =>
    slice.Handle(threadId, actor, ct)).ForReading(Roles.Applicant, Roles.IntakeOfficer);
questions.MapPost("/{threadId:guid}/answer",
    (Guid threadId, AnswerQuestion.Request request, AnswerQuestion slice, Actor actor, CancellationToken ct) =>
        slice.Handle(threadId, request, actor, ct)).For(Roles.IntakeOfficer);
questions.MapPost("/{threadId:guid}/publish",
    (Guid threadId, PublishAnswer.Request request, PublishAnswer slice, Actor actor, CancellationToken ct) =>
        slice.Handle(threadId, request, actor, ct)).For(Roles.IntakeOfficer);

// 通知
api.MapGet("/letters", (string? after, LetterBox board, Actor actor, CancellationToken ct) => board.Read(actor, after, ct)).ForSignedIn()
    .Called("ReadLetters", "Letters to the person, newest first.");
api.MapGet("/letters/unread", async (LetterBox board, Actor actor, CancellationToken ct) =>
    new LetterBox.UnreadLetters(await board.Unread(actor, ct))).ForEveryone()
    .Called("CountUnreadLetters", "How many letters the person has not read.");
api.MapPost("/letters/{letterId:guid}/open", (Guid letterId, LetterBox board, Actor actor, CancellationToken ct) =>
    board.Open(letterId, actor, ct)).ForSignedIn()
    .Called("OpenLetter", "The person opens a letter; from then on it is read.").Produces<LetterBox.Opened>();
api.MapPost("/letters/read", (LetterBox board, Actor actor, CancellationToken ct) => board.MarkRead(actor, ct)).ForSignedIn()
    .Called("MarkLettersRead", "The person has read their letters.");
api.MapFiles("/letters/failed", "FailedMails", ([AsParameters] ListQuery query, LetterBox board, CancellationToken ct) =>
    new ListFile<LetterBox.FailedMail>(LetterBox.Unsent, query, page => board.Failed(page, ct))).ForReading(Roles.IntakeOfficer);
api.MapGet("/letters/failed", ([AsParameters] ListQuery query, LetterBox board, CancellationToken ct) => board.Failed(query, ct))
    .ForReading(Roles.IntakeOfficer)
    .Called("ListFailedMails", "Mails that could not be delivered, with the reason.");
api.MapPost("/letters/failed/retry", (Guid? mailId, LetterBox board, Actor actor, CancellationToken ct) => board.Retry(mailId, actor, ct))
    .For(Roles.IntakeOfficer, Roles.Administrator)
    .Called("RetryFailedMails", "Sends undelivered mails again, one or all.");
api.MapGet("/letters/preferences", (LetterPreferences preferences, Actor actor, CancellationToken ct) => preferences.Read(actor, ct))
    .ForSignedIn().Called("ReadLetterPreferences", "Which letters the person wants by e-mail, and how.");
api.MapPut("/letters/preferences", (LetterPreferences.Chosen request, LetterPreferences preferences, Actor actor, CancellationToken ct) =>
    preferences.Choose(request, actor, ct)).ForSignedIn()
    .Called("ChooseLetterPreferences", "The person chooses which letters go by e-mail, and how.");
api.MapPost("/letters/calendar", (CalendarAddress address, Actor actor, CancellationToken ct) => address.Make(actor, ct)).ForSignedIn()
    .Called("MakeCalendarAddress", "Makes the secret address of the person's calendar; an earlier one ends.")
    .Produces<CalendarAddress.Made>();
api.MapDelete("/letters/calendar", (CalendarAddress address, Actor actor, CancellationToken ct) => address.Revoke(actor, ct)).ForSignedIn()
    .Called("RevokeCalendarAddress", "Takes the address of the person's calendar back.");
app.MapGet("/calendar.ics", (ReadCalendar slice, CancellationToken ct) => slice.Everybody(ct)).ForEveryone()
    .ProducesFile("text/calendar").Called("ReadPublicCalendar", "Public dates as a calendar: calls, notices, the day of the reports.");
app.MapGet("/calendar/{token}.ics", (string token, ReadCalendar slice, CancellationToken ct) => slice.Own(token, ct)).ForEveryone()
    .ProducesFile("text/calendar").Called("ReadOwnCalendar", "A person's deadlines as a calendar, by its secret address.");
// The address in the header of a mail (RFC 8058): a mail program posts to it when its reader presses "unsubscribe"; opened by a person it
// leads to the page.
app.MapPost("/mail/stop/{key:guid}/now", (Guid key, LetterBox board, Actor actor, CancellationToken ct) => board.StopMail(key, actor, ct))
    .ForEveryone().ExcludeFromDescription();
app.MapGet("/mail/stop/{key:guid}/now", (Guid key) => TypedResults.LocalRedirect($"~/mail/stop/{key:N}")).ForEveryone()
    .ExcludeFromDescription();

// 形式审查
api.MapGet("/officers", (Officers slice, Actor actor, CancellationToken ct) => slice.Handle(actor, ct)).ForReading(Roles.IntakeOfficer);
api.MapPost("/applications/assign", (AssignApplications.Request request, AssignApplications slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);
api.MapPost("/applications/remind", (RemindCorrections.Request request, RemindCorrections slice, Actor actor, CancellationToken ct) =>
    slice.Handle(request, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/recuse", (Guid id, RecuseOfficer.Request request, RecuseOfficer slice, Actor actor, CancellationToken ct) =>
    slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);
application.MapGet("/changes", (Guid id, CompareSubmissions slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading([Roles.Applicant, .. Roles.Staff]);
application.MapGet("/related", (Guid id, FindRelated slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .ForReading(Roles.Staff);
application.MapPost("/judgements", (Guid id, JudgeConditions.Request request, JudgeConditions slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/request-correction",
    (Guid id, RequestCorrection.Request request, RequestCorrection slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);
application.MapPost("/pass", (Guid id, PassFormalReview slice, Actor actor, CancellationToken ct) => slice.Handle(id, actor, ct))
    .For(Roles.IntakeOfficer);
application.MapPost("/refuse", (Guid id, RefuseFormalReview.Request request, RefuseFormalReview slice, Actor actor, CancellationToken ct)
    => slice.Handle(id, request, actor, ct)).For(Roles.IntakeOfficer);

// 政策试行
api.MapGet("/what-if", (string? policy, int? year, string? after, TryPolicy slice, CancellationToken ct) =>
    slice.Handle(policy, year, after, ct)).ForReading(Roles.IntakeOfficer);
api.MapPost("/what-if", async (Stream draft, int? year, string? after, TryPolicy slice, CancellationToken ct) =>
    await slice.HandleDraft(await RequestText.Read(draft, PolicyReader.LongestDocument, ct), year, after, ct))
        .For(Roles.IntakeOfficer, Roles.Administrator)
    .Called("TryPolicyDraft", "What a draft of a policy would have made of past cases.");

app.MapPages<App>();
await app.RunService();
