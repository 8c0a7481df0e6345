using System.Net;
using System.Text.Json;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Statute;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Funding;

/// <summary>The 引导经费 from its opening to the voucher, and the matching beside it (Art. 12).</summary>
[Collection(nameof(RunsForYears))]
public sealed class GrantTests(RunningSystem system) : IAsyncDisposable
{
    const string Lead = "qiye8";
    const long Grant = 10_000_000;
    const long Required = 30_000_000;

    readonly Commands _commands = new(system);
    readonly Guid _alliance = Guid.CreateVersion7();

    string Path => $"/funding/api/grants/{_alliance}";

    [Fact]
    public async Task A_grant_is_opened_once_per_recognition()
    {
        await Opened();
        await _commands.Send(Open());
        await _commands.Answered("funding", _alliance, "OpenGuidanceGrant", times: 2);

        Assert.Equal(Grant, Assert.Single(await Listed("")).GetProperty("grantFen").GetInt64());
        // A state is asked for as answers write it.
        Assert.Single(await Listed("state=AwaitingPledge"));
        Assert.Empty(await Listed("state=Disbursed"));

        async Task<IEnumerable<JsonElement>> Listed(string asked)
            => (await system.AllPages("jingfei", $"/funding/api/grants?{asked}"))
                .Where(g => g.GetProperty("allianceId").GetGuid() == _alliance);
    }

    [Fact]
    public async Task A_pledge_below_three_to_one_is_refused_with_the_exact_shortfall()
    {
        await Opened();

        var refusal = await Do(Lead, "pledge", new { amountFen = Required - 1 });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.Status);
        Assert.Equal(Articles.Funding, refusal.Article);
        Assert.Contains("还差 0.01 元", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal("AwaitingPledge", await State());
    }

    [Fact]
    public async Task Nothing_is_approved_before_the_pledge_or_paid_before_the_approval()
    {
        await Opened();

        Assert.Equal(Articles.Funding, (await Do("shenpi", "approve")).Article);
        (await Do(Lead, "pledge", new { amountFen = Required })).Must();
        Assert.Equal(Articles.Funding, (await Do("jingfei", "request-payment")).Article);
        (await Do("shenpi", "approve")).Must();
        Assert.Equal(Articles.Funding, (await Do("jingfei", "voucher", await Voucher(Grant))).Article);
    }

    [Fact]
    public async Task A_hold_that_is_heard_after_its_release_holds_nothing()
    {
        await Opened();
        var @case = Guid.CreateVersion7();
        await _commands.Send(new ReleaseFunding(_alliance, @case, "不予撤销"));
        await _commands.Answered("funding", _alliance, nameof(ReleaseFunding));
        await _commands.Send(new HoldFunding(_alliance, @case, "弄虚作假"));
        await _commands.Answered("funding", _alliance, nameof(HoldFunding));

        Assert.Equal(JsonValueKind.Null, (await Show("jingfei")).GetProperty("heldAt").ValueKind);
    }

    [Fact]
    public async Task The_grant_is_paid_by_a_voucher_that_equals_it_to_the_fen()
    {
        await PaymentRequested();

        Assert.Equal(Articles.Funding, (await Do("jingfei", "voucher", await Voucher(Grant - 1))).Article);
        (await Do("jingfei", "voucher", await Voucher(Grant))).Must();

        var grant = await Show(Lead);
        Assert.Equal("Disbursed", grant.GetProperty("state").GetString());
        Assert.Equal(Number("昆财支"), grant.GetProperty("voucherNumber").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await Do("jingfei", "voucher", await Voucher(Grant))).Status);
    }

    [Fact]
    public async Task Accepted_proofs_add_up_to_the_matching_and_a_document_counts_once()
    {
        await Pledged();

        var first = await Proven(20_000_000, "回单-1");
        (await Do("jingfei", $"proofs/{first}/verify", new { accepted = true, why = "与银行回单一致" })).Must();
        Assert.Equal(10_000_000, (await Show(Lead)).GetProperty("shortfallFen").GetInt64());
        Assert.Equal(Articles.Funding, (await File(10_000_000, "回单-1")).Article);

        var second = await Proven(10_000_000, "回单-2");
        (await Do("jingfei", $"proofs/{second}/verify", new { accepted = true, why = "与银行回单一致" })).Must();
        var grant = await Show("shenji");
        Assert.True(grant.GetProperty("matchingMet").GetBoolean());
        Assert.Equal(Required, grant.GetProperty("verifiedMatchingFen").GetInt64());
    }

    [Fact]
    public async Task A_rejected_proof_takes_a_reason_counts_nothing_and_may_be_filed_again()
    {
        await Pledged();
        var proof = await Proof(Required, "回单-9");

        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await Do("jingfei", $"proofs/{proof}/verify", new { accepted = false, why = "" })).Status);
        (await Do("jingfei", $"proofs/{proof}/verify", new { accepted = false, why = "回单户名不是牵头单位" })).Must();

        Assert.Equal(0, (await Show(Lead)).GetProperty("verifiedMatchingFen").GetInt64());
        await Proof(Required, "回单-9");
    }

    [Fact]
    public async Task A_proof_carries_its_paper()
    {
        await Pledged();
        var proof = await Proof(1, "回单-3");
        var lead = await system.SignedIn(Lead);

        var wrong = await lead.Upload($"{Path}/proofs/{proof}/attachment", "回单.pdf", "no document"u8.ToArray(),
            new Dictionary<string, string>(), Ct);
        (await lead.Upload($"{Path}/proofs/{proof}/attachment", "回单.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(),
            new Dictionary<string, string>(), Ct)).Must();
        var paper = await (await system.SignedIn("jingfei")).Http
            .GetByteArrayAsync(new Uri($"{Path}/proofs/{proof}/attachment", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("%PDF-1.4\n%%EOF"u8.ToArray(), paper);
    }

    [Fact]
    public async Task What_is_not_paid_stops_when_the_recognition_ends()
    {
        await PaymentRequested();

        await _commands.Send(new SuspendFunding(_alliance, new Reason(Articles.Operation, "考核不合格")));
        await system.Eventually(State, state => state == "Suspended");

        (await Do("jingfei", "voucher", await Voucher(Grant))).Must();

        var paid = await Show(Lead);
        Assert.Equal("PaidAfterEnd", paid.GetProperty("state").GetString());
        Assert.Equal(Number("昆财支"), paid.GetProperty("voucherNumber").GetString());
        var page = await (await system.SignedIn("shenji")).Http
            .GetStringAsync(new Uri($"/funding/grants/{_alliance}", UriKind.Relative), Ct);
        Assert.Contains("是否追回", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_never_requested_is_not_paid_after_the_recognition_ended()
    {
        await Pledged();
        await _commands.Send(new SuspendFunding(_alliance, new Reason(Articles.Operation, "考核不合格")));
        await system.Eventually(State, state => state == "Suspended");

        Assert.Equal(Articles.Operation, (await Do("jingfei", "voucher", await Voucher(Grant))).Article);
    }

    [Fact]
    public async Task One_voucher_and_one_paper_count_for_one_grant_however_they_are_typed()
    {
        await PaymentRequested();
        (await Do("jingfei", "voucher", await Voucher(Grant))).Must();
        var proof = await Proof(1, "回单-7");
        var (voucher, paper) = (Number("昆财支"), Number("回单-7"));

        await using var another = new GrantTests(system);
        await another.PaymentRequested();
        var spaced = $" {voucher.Replace('〔', '[').Replace('〕', ']').ToLowerInvariant()} ";
        Assert.Equal(Articles.Funding,
            (await another.Do("jingfei", "voucher", new { voucherNumber = spaced, paidOn = await Today(), amountFen = Grant })).Article);
        Assert.Equal(Articles.Funding,
            (await another.Do(Lead, "proofs", Paper(1, paper.Replace('-', '－').ToUpperInvariant(), await Today()))).Article);

        // A paper that was rejected was no proof; it may be filed where it belongs.
        (await Do("jingfei", $"proofs/{proof}/verify", new { accepted = false, why = "属于另一个联盟" })).Must();
        (await another.Do(Lead, "proofs", Paper(1, paper, await Today()))).Must();
    }

    [Fact]
    public async Task A_grant_is_not_opened_after_the_recognition_ended()
    {
        await _commands.Send(new SuspendFunding(_alliance, new Reason("Art. 17(3)", "弄虚作假")));
        await _commands.Answered("funding", _alliance, "SuspendFunding");
        await _commands.Send(Open());
        await _commands.Answered("funding", _alliance, "OpenGuidanceGrant");

        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("jingfei")).Get(Path, Ct)).Status);
    }

    [Fact]
    public async Task Other_units_see_nothing_and_readers_change_nothing()
    {
        await Opened();

        Assert.Equal(HttpStatusCode.NotFound, (await (await system.SignedIn("qiye1")).Get(Path, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Do("qiye1", "pledge", new { amountFen = Required })).Status);
        Assert.True((await (await system.SignedIn("shenji")).Get(Path, Ct)).Ok);
        Assert.Equal(HttpStatusCode.Forbidden, (await Do("shenji", "approve")).Status);
    }

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    OpenGuidanceGrant Open() => new(_alliance, Commands.ApplicationOf(Lead, "经费测试"), "昆科发〔2024〕1号", new DateOnly(2024, 3, 1));

    async Task Opened()
    {
        await _commands.Send(Open());
        await _commands.Answered("funding", _alliance, "OpenGuidanceGrant");
    }

    async Task Pledged()
    {
        await Opened();
        (await Do(Lead, "pledge", new { amountFen = Required })).Must();
    }

    async Task PaymentRequested()
    {
        await Pledged();
        (await Do("shenpi", "approve")).Must();
        (await Do("jingfei", "request-payment")).Must();
    }

    async Task<Answer> Do(string account, string step, object? body = null)
        => await (await system.SignedIn(account)).Post($"{Path}/{step}", body, Ct);

    async Task<System.Text.Json.JsonElement> Show(string account) => (await (await system.SignedIn(account)).Get(Path, Ct)).Must();

    async Task<string?> State() => (await Show("jingfei")).GetProperty("state").GetString();

    // A number counts once over all grants, so each test has its own.
    string Number(string prefix) => $"{prefix}〔2024〕{_alliance:N}号";

    async Task<object> Voucher(long amountFen) => new { voucherNumber = Number("昆财支"), paidOn = await Today(), amountFen };

    async Task<Answer> File(long amountFen, string document) => await Do(Lead, "proofs", Paper(amountFen, Number(document), await Today()));

    static object Paper(long amountFen, string documentNumber, DateOnly paidOn)
        => new { amountFen, source = "单位自筹", documentNumber, paidOn };

    async Task<Guid> Proven(long amountFen, string document)
    {
        var proof = await Proof(amountFen, document);
        (await (await system.SignedIn(Lead))
            .Upload($"{Path}/proofs/{proof}/attachment", "回单.pdf", "%PDF-1.4\n%%EOF"u8.ToArray(), new Dictionary<string, string>(), Ct))
            .Must();
        return proof;
    }

    async Task<Guid> Proof(long amountFen, string documentNumber)
        => (await File(amountFen, documentNumber)).Must().GetProperty("proofId").GetGuid();

    async Task<DateOnly> Today() => Statute.Periods.BeijingTime.DayOf((await system.Alliance).Clock!.Now);

    public ValueTask DisposeAsync() => _commands.DisposeAsync();
}
