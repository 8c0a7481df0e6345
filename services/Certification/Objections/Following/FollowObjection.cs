using System.ComponentModel.DataAnnotations;
using Alliance.Certification.Notices;
using Alliance.Core.Calendars;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Statute;
using Alliance.Statute.Text;

namespace Alliance.Certification.Objections.Following;

/// <summary>
/// Whoever objected follows what becomes of it, without an account: by number and code, or by the link in the mail. The same code proves,
/// typed or followed in time, that they can be reached, and the objection holds its case from then on.
/// </summary>
[ForEveryone]
public sealed class FollowObjection(Database database, StatutoryClock clock, HoldCase holding, ObjectionLimits limits)
{
    /// <param name="Number">收件编号.</param>
    /// <param name="Code">查询码.</param>
    public sealed record Request([MaxLength(40)] string? Number, [MaxLength(40)] string? Code);

    /// <param name="Key">What opens the objector's page.</param>
    public sealed record Opened(Guid Key);

    /// <summary>What its objector reads of an objection. Who they are stands nowhere in it.</summary>
    public sealed record View
    {
        public Guid ObjectionId { get; init; }
        public string Number { get; init; } = "";
        /// <summary>Typed with the number, it opens this page.</summary>
        public string Code { get; init; } = "";
        public Guid NoticeId { get; init; }
        public string NoticeTitle { get; init; } = "";
        public ObjectionState State { get; init; }
        public DateTimeOffset LodgedAt { get; init; }
        /// <summary>True while it is to be confirmed here.</summary>
        public bool AsksToConfirm { get; init; }
        public DateTimeOffset? ConfirmUntil { get; init; }
        public DateTimeOffset? HeldAt { get; init; }
        public string Facts { get; init; } = "";
        public DateOnly? DueOn { get; init; }
        public string? ExtendedWhy { get; init; }
        public string? LeftWhy { get; init; }
        public string? Answer { get; init; }
        public DateTimeOffset? SettledAt { get; init; }
        /// <summary>True while files may be added.</summary>
        public bool TakesFiles { get; init; }
        public IReadOnlyList<EvidenceFile> Files { get; init; } = [];
    }

    sealed record Row
    {
        public Guid Id { get; init; }
        public Guid NoticeId { get; init; }
        public Guid Key { get; init; }
        public string Code { get; init; } = "";
        public ContactProof Proof { get; init; }
        public DateTimeOffset? ProvedAt { get; init; }
        public string NoticeTitle { get; init; } = "";
    }

    const string Select = """
        select o.id, o.notice_id, p.key, p.code, p.proof, p.proved_at, n.title as notice_title
        from objection o join objector p on p.objection_id = o.id join notice n on n.id = o.notice_id
        """;

    /// <summary>Opens the page of an objection; where its contact was still to be proved, it is.</summary>
    public async Task<Outcome<Opened>> Handle(Request request, Actor objector, CancellationToken ct)
    {
        var number = ObjectionNumber.Read(request.Number);
        if (WhyNot(number, request) is { } refusal) return refusal;
        // Not more than a person mistypes, whether from one place or at one number.
        if (!limits.MayGuess($"from {objector.RemoteAddress}") || !limits.MayGuess($"at {number}"))
            return Refusal.Conflict($"尝试次数过多，请一小时后再试");
        await using var work = await database.Begin(this, objector.Unnamed, ct);
        var row = await work.Find<Row>($"{Select} where o.number = @number and p.code = @code",
            new { number, code = TypedText.Code(request.Code) });
        if (row is null) return Refusal.Invalid($"收件编号与查询码不符，或者已经按期删除", field: "code");
        if (await Prove(work, row)) await work.Commit();
        return new Opened(row.Key);
    }

    /// <summary>Confirms by the link in the mail; done a second time it changes nothing.</summary>
    public async Task<Outcome> Confirm(Guid key, Actor objector, CancellationToken ct)
    {
        await using var work = await database.Begin(this, objector.Unnamed, ct);
        if (await work.Find<Row>($"{Select} where p.key = @key", new { key }) is not { } row) return Refusal.NotFound($"链接已经失效");
        if (row.ProvedAt is not null) return Outcome.Done;
        if (!await Prove(work, row)) return Refusal.Conflict($"已过确认的时限，或者公示已经终止；需要继续的，请与业务部门联系", Articles.Notice);
        await work.Commit();
        return Outcome.Done;
    }

    // Under the notice's lock: confirming, issuing and lapsing are one after the other, and what comes first counts.
    async Task<bool> Prove(UnitOfWork work, Row row)
    {
        if (row is not { Proof: ContactProof.Mail or ContactProof.Sms, ProvedAt: null }) return false;
        var notice = (await PublicNotice.Lock(work, row.NoticeId))?.Known(clock.Calendar);
        var (objection, now) = (await Objection.Find(work, row.Id), clock.Now);
        if (notice is not { Outcome: null } || objection is not { State: ObjectionState.Unconfirmed } || objection.ConfirmUntil <= now)
            return false;
        await work.Execute("update objector set proved_at = @now where objection_id = @Id", new { row.Id, now });
        await holding.Hold(work, notice, row.Id, now);
        await work.Record(Objection.CaseOf(notice), "ConfirmObjection", new { objectionId = row.Id, objection.Number }, Articles.Notice,
            notice.Application.PolicyVersion);
        return true;
    }

    /// <summary>What whoever has the key reads; null where there is none, or not any more.</summary>
    public async Task<View?> Find(Guid key, CancellationToken ct)
    {
        if (await database.Find<Row>($"{Select} where p.key = @key", new { key }, ct) is not { } row
            || await database.Find<Objection>($"select {Objection.Columns} from objection where id = @Id", new { row.Id }, ct) is not { } o)
            return null;
        var asks = row is { Proof: ContactProof.Mail or ContactProof.Sms, ProvedAt: null } && o.State == ObjectionState.Unconfirmed
            && o.ConfirmUntil > clock.Now;
        return new()
        {
            ObjectionId = o.Id,
            Number = o.Number ?? "",
            Code = row.Code,
            NoticeId = o.NoticeId,
            NoticeTitle = row.NoticeTitle,
            State = o.State,
            LodgedAt = o.LodgedAt,
            AsksToConfirm = asks,
            ConfirmUntil = o.ConfirmUntil,
            HeldAt = o.HeldAt,
            Facts = o.Facts,
            DueOn = o.DueOn,
            ExtendedWhy = o.ExtendedWhy,
            LeftWhy = o.LeftWhy,
            Answer = o.Answer,
            SettledAt = o.SettledAt,
            TakesFiles = !asks && o.State is (ObjectionState.Open or ObjectionState.Unconfirmed),
            Files = await EvidenceFile.Of(database, o.Id, Objection.Evidence, ct),
        };
    }

    internal static Refusal? WhyNot(string? number, Request request)
    {
        var faults = new List<Fault>();
        if (number is null) faults.Add(new($"收件编号不正确，请核对，例如 YY2026-000123-45", Field: "number"));
        if (TypedText.Code(request.Code).Length != 8) faults.Add(new($"请填写八位查询码", Field: "code"));
        return faults.Count == 0 ? null : Refusal.Invalid(faults);
    }
}
