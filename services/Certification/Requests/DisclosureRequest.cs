using Alliance.Contracts;
using Alliance.Core.Data;
using Alliance.Mail;

namespace Alliance.Certification.Requests;

/// <summary>Who asks.</summary>
public enum RequesterKind
{
    /// <summary>公民.</summary>
    [State("公民", StateColour.Grey)] Person,
    /// <summary>法人或者其他组织.</summary>
    [State("法人或其他组织", StateColour.Grey)] Unit,
}

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>Nobody has proved yet that whoever asks can be reached; no day counts.</summary>
    [State("待核实", StateColour.Grey)] Unconfirmed,
    /// <summary>To be answered.</summary>
    [State("待答复", StateColour.Orange)] Open,
    /// <summary>予以公开.</summary>
    [State("予以公开", StateColour.Green)] Granted,
    /// <summary>部分公开, with a redacted copy.</summary>
    [State("部分公开", StateColour.Green)] PartlyGranted,
    /// <summary>不予公开 or 无法提供.</summary>
    [State("不予公开", StateColour.Red)] Refused,
    /// <summary>Nobody proved it in time, or an officer left it aside with a reason.</summary>
    [State("未核实", StateColour.Grey)] Lapsed,
}

/// <summary>On which ground a request is refused (政府信息公开条例 14 to 16, 20, 36).</summary>
public enum RefusalGround
{
    /// <summary>已主动公开.</summary>
    [State("已经主动公开，告知查阅的途径", StateColour.Grey)] AlreadyOpen,
    /// <summary>国家秘密, 国家安全, 公共安全.</summary>
    [State("依法属于国家秘密，或者公开后危及国家安全、公共安全、经济安全、社会稳定", StateColour.Grey)] Secret,
    /// <summary>商业秘密, 个人隐私.</summary>
    [State("涉及商业秘密、个人隐私，公开会损害第三方合法权益", StateColour.Grey)] ThirdParty,
    /// <summary>内部事务, 过程性信息.</summary>
    [State("属于内部事务信息、过程性信息或者行政执法案卷信息", StateColour.Grey)] Internal,
    /// <summary>信息不存在.</summary>
    [State("经检索没有所申请的信息", StateColour.Grey)] NotHeld,
    /// <summary>不由本机关公开.</summary>
    [State("不由本机关负责公开", StateColour.Grey)] NotOurs,
    /// <summary>重复申请.</summary>
    [State("重复申请，此前已经答复", StateColour.Grey)] Repeated,
}

/// <summary>How it is proved that whoever asks can be reached at the contact they gave.</summary>
public enum RequesterProof
{
    /// <summary>The office can send no code: nothing is asked.</summary>
    None,
    /// <summary>With the code that was sent to the e-mail address.</summary>
    Mail,
    /// <summary>With the code that was sent to the mobile number.</summary>
    Sms,
    /// <summary>An officer calls or writes, and takes it up.</summary>
    Officer,
}

/// <summary>依申请公开: what somebody asks for, and what became of it (政府信息公开条例 27 to 40). Who asks is for the officers only, and
/// erased in time.</summary>
public sealed record DisclosureRequest
{
    /// <summary>Key.</summary>
    public Guid Id { get; init; }
    /// <summary>收件编号.</summary>
    public string Number { get; init; } = "";
    /// <summary>Person or unit.</summary>
    public RequesterKind RequesterKind { get; init; }
    /// <summary>The instrument that is asked for, where one was named.</summary>
    public Guid? InstrumentId { get; init; }
    /// <summary>What is asked for.</summary>
    public string Wanted { get; init; } = "";
    /// <summary>When it came.</summary>
    public DateTimeOffset LodgedAt { get; init; }
    /// <summary>Where it stands.</summary>
    public RequestState State { get; init; }
    /// <summary>Until when whoever asks may confirm it; null where an officer has to.</summary>
    public DateTimeOffset? ConfirmUntil { get; init; }
    /// <summary>From when its days count.</summary>
    public DateOnly? ReceivedOn { get; init; }
    /// <summary>Until when it is to be answered.</summary>
    public DateOnly? DueOn { get; init; }
    /// <summary>When that was extended.</summary>
    public DateTimeOffset? ExtendedAt { get; init; }
    /// <summary>Why.</summary>
    public string? ExtendedWhy { get; init; }
    /// <summary>Why it was left aside.</summary>
    public string? LeftWhy { get; init; }
    /// <summary>On which ground it was refused.</summary>
    public RefusalGround? Ground { get; init; }
    /// <summary>The written answer.</summary>
    public string? Answer { get; init; }
    /// <summary>The instrument that was given, whole or redacted.</summary>
    public Guid? GivenId { get; init; }
    /// <summary>Its number.</summary>
    public string? GivenNumber { get; init; }
    /// <summary>The day of the answer.</summary>
    public DateOnly? AnsweredOn { get; init; }
    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
    /// <summary>By whom.</summary>
    public string? AnsweredByName { get; init; }

    /// <summary>Its numbers, SQ2026-000123-45.</summary>
    internal static readonly FollowNumber Series = new("SQ", "disclosure");

    internal const string Columns = """
        r.id, r.number, r.requester_kind, r.instrument_id, r.wanted, r.lodged_at, r.state, r.confirm_until, r.received_on, r.due_on,
        r.extended_at, r.extended_why, r.left_why, r.ground, r.answer, r.given_id, r.answered_on, r.answered_at, r.answered_by_name,
        (select i.number from instrument i where i.id = r.given_id) as given_number
        """;

    /// <summary>The request, kept from others until this step is over; null where there is none.</summary>
    internal static Task<DisclosureRequest?> Lock(UnitOfWork work, Guid id)
        => work.Find<DisclosureRequest>($"select {Columns} from disclosure_request r where r.id = @id for update of r", new { id });

    /// <summary>Where whoever asked is written to, and their page; null without an address.</summary>
    internal static async Task<(string Address, string Link)?> Mailbox(UnitOfWork work, Guid id)
        => await work.Find<Reached>("select contact, key from requester where request_id = @id", new { id }) is { } reached
            && MailWriter.AddressIn(reached.Contact) is { } address ? (address, $"/certification/requests/follow/{reached.Key:N}") : null;

    sealed record Reached
    {
        public string Contact { get; init; } = "";
        public Guid Key { get; init; }
    }
}
