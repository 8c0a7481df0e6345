using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Redactions;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Documents;
using Alliance.Statute.Text;

namespace Alliance.Certification.Requests;

/// <summary>
/// Whoever asked follows what becomes of it, without an account: by number and code, or by the link in the mail, which proves that they can
/// be reached; and takes what was given.
/// </summary>
[ForEveryone]
public sealed class FollowRequest(
    Database database, StatutoryClock clock, TakeUp taking, ObjectionLimits limits, PrintPublished printing, ReadRedactedCopy copies)
{
    /// <param name="Number">收件编号.</param>
    /// <param name="Code">查询码.</param>
    public sealed record Request([MaxLength(40)] string? Number, [MaxLength(40)] string? Code);

    /// <param name="Key">What opens the requester's page.</param>
    public sealed record Opened(Guid Key);

    /// <summary>What its requester reads of a request. Who they are stands nowhere in it.</summary>
    public sealed record View
    {
        public string Number { get; init; } = "";
        /// <summary>Typed with the number, it opens this page.</summary>
        public string Code { get; init; } = "";
        public RequestState State { get; init; }
        public DateTimeOffset LodgedAt { get; init; }
        /// <summary>True while it is to be confirmed here.</summary>
        public bool AsksToConfirm { get; init; }
        public DateTimeOffset? ConfirmUntil { get; init; }
        public string Wanted { get; init; } = "";
        public DateOnly? ReceivedOn { get; init; }
        public DateOnly? DueOn { get; init; }
        public string? ExtendedWhy { get; init; }
        public string? LeftWhy { get; init; }
        public RefusalGround? Ground { get; init; }
        public string? Answer { get; init; }
        public DateOnly? AnsweredOn { get; init; }
        /// <summary>True where a copy can be taken.</summary>
        public bool HasCopy { get; init; }
        /// <summary>Until when reconsideration can be asked for, counted from the day of the answer.</summary>
        public DateOnly? ReconsiderationUntil { get; init; }
        /// <summary>Until when the court can be asked, counted from the day of the answer.</summary>
        public DateOnly? CourtUntil { get; init; }
    }

    sealed record Row
    {
        public Guid RequestId { get; init; }
        public Guid Key { get; init; }
        public string Code { get; init; } = "";
        public RequesterProof Proof { get; init; }
        public DateTimeOffset? ProvedAt { get; init; }
    }

    const string Select = """
        select q.request_id, q.key, q.code, q.proof, q.proved_at from requester q join disclosure_request r on r.id = q.request_id
        """;

    /// <summary>Opens the page of a request; where its contact was still to be proved, it is.</summary>
    public async Task<Outcome<Opened>> Handle(Request request, Actor requester, CancellationToken ct)
    {
        var number = DisclosureRequest.Series.Read(request.Number);
        if (WhyNot(number, request) is { } refusal) return refusal;
        // Not more than a person mistypes, whether from one place or at one number.
        if (!limits.MayGuess($"from {requester.RemoteAddress}") || !limits.MayGuess($"at {number}"))
            return Refusal.Conflict($"尝试次数过多，请一小时后再试");
        await using var work = await database.Begin(this, requester.Unnamed, ct);
        var row = await work.Find<Row>($"{Select} where r.number = @number and q.code = @code",
            new { number, code = TypedText.Code(request.Code) });
        if (row is null) return Refusal.Invalid($"收件编号与查询码不符，或者已经按期删除", field: "code");
        if (await Prove(work, row)) await work.Commit();
        return new Opened(row.Key);
    }

    /// <summary>Confirms by the link in the mail; done a second time it changes nothing.</summary>
    public async Task<Outcome> Confirm(Guid key, Actor requester, CancellationToken ct)
    {
        await using var work = await database.Begin(this, requester.Unnamed, ct);
        if (await work.Find<Row>($"{Select} where q.key = @key", new { key }) is not { } row) return Refusal.NotFound($"链接已经失效");
        if (row.ProvedAt is not null) return Outcome.Done;
        if (!await Prove(work, row)) return Refusal.Conflict($"已过确认的时限，请重新提出申请");
        await work.Commit();
        return Outcome.Done;
    }

    async Task<bool> Prove(UnitOfWork work, Row row)
    {
        if (row is not { Proof: RequesterProof.Mail or RequesterProof.Sms, ProvedAt: null }) return false;
        var now = clock.Now;
        if (await DisclosureRequest.Lock(work, row.RequestId) is not { State: RequestState.Unconfirmed } request
            || request.ConfirmUntil <= now) return false;
        await taking.Up(work, request.Id, request.Number, now);
        await work.Record(request.Id, "ConfirmRequest", new { request.Number }, Statute.Articles.DisclosureRequest);
        return true;
    }

    /// <summary>What whoever has the key reads; null where there is none, or not any more.</summary>
    public async Task<View?> Find(Guid key, CancellationToken ct)
    {
        if (await database.Find<Row>($"{Select} where q.key = @key", new { key }, ct) is not { } row
            || await Of(row, ct) is not { } r) return null;
        var remedies = r.AnsweredOn is { } on ? Statute.Periods.Remedies.From(on, clock.Calendar) : default;
        return new()
        {
            Number = r.Number,
            Code = row.Code,
            State = r.State,
            LodgedAt = r.LodgedAt,
            AsksToConfirm = row is { Proof: RequesterProof.Mail or RequesterProof.Sms, ProvedAt: null }
                && r.State == RequestState.Unconfirmed && r.ConfirmUntil > clock.Now,
            ConfirmUntil = r.ConfirmUntil,
            Wanted = r.Wanted,
            ReceivedOn = r.ReceivedOn,
            DueOn = r.DueOn,
            ExtendedWhy = r.ExtendedWhy,
            LeftWhy = r.LeftWhy,
            Ground = r.Ground,
            Answer = r.Answer,
            AnsweredOn = r.AnsweredOn,
            HasCopy = r.GivenId is not null,
            ReconsiderationUntil = remedies.Reconsideration?.LastDay ?? remedies.Reconsideration?.NominalLastDay,
            CourtUntil = remedies.Court?.LastDay ?? remedies.Court?.NominalLastDay,
        };
    }

    /// <summary>The copy that was given, as PDF: whole, or without what must not be read.</summary>
    public async Task<IResult> Copy(Guid key, CancellationToken ct)
    {
        if (await database.Find<Row>($"{Select} where q.key = @key", new { key }, ct) is not { } row
            || await Of(row, ct) is not { GivenId: { } given } request) return new Outcome(Refusal.NotFound($"没有可以提供的副本"));
        if (request.State == RequestState.PartlyGranted) return await copies.Print(given, ct);
        var instrument = await database.Find<Instruments.Instrument>(
            $"select {Instruments.Instrument.Columns} from instrument where id = @given", new { given }, ct);
        return PrintedPages.Answer(await printing.Kept(given, instrument!.Content!, ct), $"{instrument.Number ?? instrument.Title}.pdf");
    }

    Task<DisclosureRequest?> Of(Row row, CancellationToken ct) => database.Find<DisclosureRequest>(
        $"select {DisclosureRequest.Columns} from disclosure_request r where r.id = @RequestId", new { row.RequestId }, ct);

    internal static Refusal? WhyNot(string? number, Request request)
    {
        var faults = new List<Fault>();
        if (number is null) faults.Add(new($"收件编号不正确，请核对，例如 SQ2026-000123-45", Field: "number"));
        if (TypedText.Code(request.Code).Length != 8) faults.Add(new($"请填写八位查询码", Field: "code"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
