using Alliance.Certification.Alliances;
using Alliance.Certification.Certificates;
using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Legacy;
using Alliance.Certification.Meetings;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Plaques;
using Alliance.Certification.Publications;
using Alliance.Core.Audit;

namespace Alliance.Certification;

/// <summary>What the record's entries are called on the screen.</summary>
static class Vocabulary
{
    /// <summary>By the use case, keys of their translation.</summary>
    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        [nameof(PrepareDetermination)] = "专家组意见转来，待研究决定",
        [nameof(ProposeRecognition)] = "拟认定",
        [nameof(DeclineRecognition)] = "不予认定",
        [nameof(PublishNotice)] = "等待发布公示",
        [nameof(ExtendNotices)] = "公示期顺延",
        [nameof(ReissueNotice)] = "更正内容，重新公示",
        [nameof(LodgeObjection)] = "收到异议",
        [nameof(SettleObjection)] = "答复异议",
        [nameof(EraseObjectors)] = "异议人的姓名和联系方式已按期删除",
        [nameof(IssueRecognition)] = "公示期满，等待发文认定",
        [nameof(CloseDetermination)] = "申报撤回，终止办理",
        [nameof(CancelRecognition)] = "考核不合格，等待公示取消",
        [nameof(ConfirmCancellation)] = "公示期满，等待作出取消决定",
        [nameof(CallMeeting)] = "列入局长办公会议程",
        [nameof(RecordMeeting)] = "记录会议决定和纪要",
        [nameof(SignMeeting)] = "签署会议纪要",
        [nameof(CancelMeeting)] = "取消会议",
        [nameof(DraftInstrument)] = "起草文书",
        [nameof(AmendInstrument)] = "修改文书",
        [nameof(CheckInstrument)] = "核稿",
        [nameof(SignInstrument)] = "签发文书",
        [nameof(WithdrawInstrument)] = "撤下文书",
        [nameof(PrintPublished)] = "生成 PDF 存档",
        [nameof(RecordPlaque)] = "登记授牌或收回",
        [nameof(MakePlaques)] = "登记牌匾制作",
        [nameof(ReplacePlaque)] = "牌匾挂失补发",
        [nameof(AttachPlaqueProof)] = "上传牌匾收回凭证",
        [nameof(KeepCycles)] = "运行周期开始，证书有效期随之确定",
        [nameof(UploadLegacy)] = "上传2013年认定的联盟",
        [nameof(ConfirmLegacy)] = "录入2013年认定的联盟",
        [nameof(BringUnderOperation)] = "纳入运行周期",
        [nameof(PublishPlan)] = "发布年度计划或政策文件",
        [nameof(AttachToPlan)] = "添加附件",
        [nameof(WithdrawPlan)] = "撤回年度计划或政策文件",
    };

    /// <summary>The words, key of their translation; commands that came late or twice are told as such.</summary>
    public static string Of(string what) => AuditEntry.WasIgnored(what) ? "重复或迟到的通知，未作处理" : Titles.GetValueOrDefault(what, what);
}
