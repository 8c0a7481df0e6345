using Alliance.Certification.Alliances;
using Alliance.Certification.Archiving;
using Alliance.Certification.Certificates;
using Alliance.Certification.Changes;
using Alliance.Certification.CreditReports;
using Alliance.Certification.Determinations;
using Alliance.Certification.Instruments;
using Alliance.Certification.Legacy;
using Alliance.Certification.Meetings;
using Alliance.Certification.Notices;
using Alliance.Certification.Objections;
using Alliance.Certification.Objections.Following;
using Alliance.Certification.Objections.Handling;
using Alliance.Certification.Plaques;
using Alliance.Certification.Publications;
using Alliance.Certification.Redactions;
using Alliance.Certification.Remedies;
using Alliance.Certification.Requests;
using Alliance.Certification.Revocations;
using Alliance.Certification.Upgrades;
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
        [nameof(ReturnToReview)] = "已退回专家评审",
        [nameof(ExtendNotices)] = "公示期顺延",
        [nameof(ReissueNotice)] = "更正内容，重新公示",
        [nameof(LodgeObjection)] = "收到异议",
        ["RecordObjection"] = "登记收到的异议",
        ["ConfirmObjection"] = "异议人已确认",
        [nameof(AdmitObjection)] = "核实并收下异议",
        ["LeaveObjection"] = "无法核实，异议不收下",
        [nameof(LapseObjections)] = "异议逾期未确认",
        [nameof(AttachEvidence)] = "补充异议材料",
        [nameof(AskUnit)] = "就异议征求单位意见",
        ["AttachToInquiry"] = "单位补充说明材料",
        [nameof(AnswerInquiry)] = "单位就异议说明情况",
        [nameof(ExtendHandling)] = "异议办理延期",
        [nameof(SettleObjection)] = "答复异议",
        [nameof(EraseObjectors)] = "异议人的姓名和联系方式已按期删除",
        [nameof(IssueRecognition)] = "公示期满，等待发文认定",
        [nameof(CloseDetermination)] = "申报撤回，终止办理",
        [nameof(CancelRecognition)] = "考核不合格，等待公示取消",
        [nameof(ConfirmCancellation)] = "公示期满，等待作出取消决定",
        [nameof(CallMeeting)] = "列入局长办公会议程",
        [nameof(RecordMeeting)] = "记录会议决定和纪要",
        [nameof(SignMeeting)] = "会议纪要已签署",
        [nameof(CancelMeeting)] = "会议已取消",
        [nameof(DraftInstrument)] = "文书已起草",
        [nameof(AmendInstrument)] = "文书已修改",
        [nameof(CheckInstrument)] = "已核稿",
        [nameof(SignInstrument)] = "文书已签发",
        [nameof(WithdrawInstrument)] = "文书已撤下",
        [nameof(PrintPublished)] = "生成 PDF 存档",
        [nameof(OweCreditReports)] = "列入双公示，等待报送",
        [nameof(CompleteCreditReport)] = "双公示报送内容已补充",
        [nameof(RecordCreditReceipt)] = "双公示已报送，回执已登记",
        ["TellOverdueCreditReport"] = "双公示逾期未报送，已提醒",
        [nameof(RedactInstrument)] = "遮盖副本已制作",
        ["PrintRedactedCopy"] = "遮盖副本已生成 PDF",
        [nameof(LodgeRequest)] = "收到公开申请",
        ["ConfirmRequest"] = "申请人已确认",
        [nameof(AdmitRequest)] = "申请人已核实，申请已收下",
        ["LeaveRequest"] = "无法核实申请人，申请不收下",
        ["LapseRequest"] = "公开申请逾期未确认",
        [nameof(ExtendRequest)] = "答复期限已延长",
        [nameof(AnswerRequest)] = "公开申请已答复",
        ["TellOverdueRequest"] = "公开申请逾期未答复，已提醒",
        ["EraseRequester"] = "申请人的信息已按期删除",
        [nameof(KeepRecommendations)] = "保存推荐意见",
        [nameof(HearRefusals)] = "受理环节作出不予通过的决定",
        [nameof(RecordRemedy)] = "已登记行政复议或行政诉讼",
        [nameof(AddRemedyDocument)] = "上传行政复议或行政诉讼的文书",
        [nameof(RecordRemedyOutcome)] = "已登记行政复议或行政诉讼的结果",
        [nameof(ReopenDetermination)] = "原决定被撤销，恢复办理",
        [nameof(RestoreRecognition)] = "终止资格的决定被撤销，恢复认定资格",
        [nameof(RevokeRecognition)] = "决定撤销认定资格，等待发文",
        [nameof(RemindPlaqueRecovery)] = "牌匾逾期未收回",
        [nameof(CloseForArchive)] = "已归档",
        [nameof(HandOverArchive)] = "移交档案",
        [nameof(RecommendUpgrade)] = "已推荐升级",
        [nameof(ConfirmUpgrade)] = "上级认定升级",
        [nameof(DeclineUpgrade)] = "推荐升级未获认定",
        [nameof(RecordPlaque)] = "登记授牌或收回",
        [nameof(MakePlaques)] = "登记牌匾制作",
        [nameof(ReplacePlaque)] = "牌匾挂失补发",
        [nameof(AttachPlaqueProof)] = "上传牌匾收回凭证",
        [nameof(KeepChanges)] = "联盟变更记入名录",
        [nameof(KeepDissolution)] = "联盟解散，认定资格终止",
        [nameof(KeepCycles)] = "运行周期开始，证书有效期随之确定",
        [nameof(UploadLegacy)] = "上传2013年认定的联盟",
        [nameof(ConfirmLegacy)] = "录入2013年认定的联盟",
        [nameof(BringUnderOperation)] = "已纳入运行周期",
        [nameof(PublishPlan)] = "已发布年度计划或政策文件",
        [nameof(AttachToPlan)] = "已添加附件",
        [nameof(WithdrawPlan)] = "撤回年度计划或政策文件",
    };

    /// <summary>The words, key of their translation; commands that came late or twice are told as such.</summary>
    public static string Of(string what) => AuditEntry.WasIgnored(what) ? "重复或迟到的通知，未作处理" : Titles.GetValueOrDefault(what, what);
}
