using Alliance.Funding.Grants;
using Alliance.Funding.Proofs;

namespace Alliance.Funding;

/// <summary>What the record's entries are called on the screen.</summary>
static class Vocabulary
{
    static readonly Dictionary<string, string> Titles = new()
    {
        [nameof(OpenGuidanceGrant)] = "开始办理引导经费",
        [nameof(PledgeMatching)] = "已承诺配套经费",
        [nameof(ApproveGrant)] = "引导经费已批准",
        [nameof(RequestPayment)] = "已申请拨付引导经费",
        [nameof(RecordVoucher)] = "已登记拨付凭证",
        [nameof(FileProof)] = "已报送配套证明",
        [nameof(AttachToProof)] = "上传配套证明附件",
        [nameof(VerifyProof)] = "配套证明已有结论",
        [nameof(SuspendFunding)] = "引导经费停拨",
        [nameof(AskFinalAccount)] = "要求报送引导经费决算",
        [nameof(RecordFinalAccount)] = "引导经费决算已登记",
        [nameof(KeepChanges)] = "联盟变更已登记",
        [nameof(ResumeFunding)] = "引导经费恢复办理",
        [nameof(HoldFunding)] = "撤销案件立案，引导经费暂停拨付",
        [nameof(ReleaseFunding)] = "撤销案件办结，引导经费恢复拨付",
    };

    /// <summary>The words, key of their translation; null for what is not shown.</summary>
    public static string? Of(string what) => Titles.GetValueOrDefault(what);
}
