using Alliance.Core.Audit;
using Alliance.Core.Text;
using Alliance.Monitoring.Alliances;
using Alliance.Monitoring.Assessments;
using Alliance.Monitoring.Changes.Filing;
using Alliance.Monitoring.Changes.Noting;
using Alliance.Monitoring.Compliance;
using Alliance.Monitoring.Contracts;
using Alliance.Monitoring.Delivery;
using Alliance.Monitoring.Escalations;
using Alliance.Monitoring.Inspections;
using Alliance.Monitoring.Registers;
using Alliance.Monitoring.ReportParts;
using Alliance.Monitoring.ReportReview;
using Alliance.Monitoring.Reports;
using Alliance.Monitoring.Revocations;
using Alliance.Monitoring.Revocations.Deciding;
using Alliance.Monitoring.Revocations.Hearings;
using Alliance.Monitoring.Revocations.Informing;
using Alliance.Monitoring.Revocations.Statements;
using Alliance.Web.Desk;

namespace Alliance.Monitoring;

/// <summary>What the record's entries are called on the screen.</summary>
static class Vocabulary
{
    static readonly Dictionary<string, string> Titles = new()
    {
        [nameof(ProposeTargets)] = "牵头单位提出合同书指标",
        [nameof(AgreeTargets)] = "同意合同书指标",
        [nameof(ReturnTargets)] = "退回合同书指标",
        [nameof(CountersignContract)] = "双方签订的合同书存档",
        ["ContractOverdue"] = "合同书逾期未签",
        [nameof(SetTargets)] = "设定合同书指标",
        [nameof(SignContract)] = "牵头单位签订合同书",
        [nameof(HearPayment)] = "引导经费已经拨付",
        [nameof(KeepFoundation)] = "申报书所列成果和项目登记",
        [nameof(EnterEntry)] = "登记簿登记",
        [nameof(AmendEntry)] = "登记簿修改",
        [nameof(RemoveEntry)] = "登记簿移出",
        [nameof(SubmitChange)] = "提交变更备案",
        [nameof(WithdrawChange)] = "撤回变更备案",
        [nameof(ReturnChange)] = "变更备案须补充",
        [nameof(TakeNote)] = "变更已备案",
        [nameof(OpenComplianceCase)] = "违规核查立案",
        [nameof(AddComplianceFile)] = "违规核查材料入卷",
        // Of a case that is of no year.
        [nameof(CloseComplianceCase)] = "违规核查办结",
        [nameof(OrderRectification)] = "违规核查：限期整改",
        [nameof(AnswerRectification)] = "违规核查：报送整改情况",
        [nameof(DecideRectification)] = "违规核查：核查整改",
        [nameof(HearService)] = "文书送达",
        [nameof(RecordService)] = "登记文书送达",
        [nameof(EscalateOverdue)] = "逾期事项报上级督办",
        [nameof(InstructOffice)] = "上级提出督办意见",
        [nameof(CloseOperation)] = "认定资格终止",
        [nameof(ReopenOperation)] = "终止资格的决定被撤销，恢复运行",
        [nameof(OpenRevocation)] = "撤销立案",
        [nameof(SendPriorNotice)] = "发出撤销事先告知书",
        [nameof(BeginStatement)] = "事先告知书已经送达，陈述申辩期限开始计算",
        [nameof(FileStatement)] = "提交陈述申辩",
        [nameof(RequestHearing)] = "要求听证",
        [nameof(InviteToHearing)] = "通知听证",
        [nameof(RecordHearing)] = "听证笔录入卷",
        [nameof(RemindHearing)] = "听证逾期未举行",
        [nameof(RecordLegalReview)] = "法制审核意见入卷",
        [nameof(DecideRevocation)] = "对撤销案件作出决定",
        [nameof(ReopenRevocation)] = "撤销决定被撤销，重新作出决定",
    };

    /// <summary>In the reader's words, with the year or the cycle it is about; null for what is not shown.</summary>
    public static string? Of(Words words, AuditEntry entry) => (entry.What, entry.Number("year"), entry.Number("cycle")) switch
    {
        (nameof(StartOperatingCycle), _, { } cycle) => words["第 {0} 个运行周期开始", cycle],
        (nameof(RemindAnnualReport), { } year, _) => words["提醒报送 {0} 年度科技报告", year],
        (nameof(FileAnnualReport), { } year, _) => words["报送 {0} 年度科技报告", year],
        (nameof(RecordRemedy), { } year, _) => words["{0} 年度自检自查发现的问题已整改", year],
        (nameof(AskForParts), { } year, _) => words["请成员单位填写 {0} 年度科技报告", year],
        (nameof(HandInPart), { } year, _) => words["成员单位提交 {0} 年度科技报告的部分", year],
        (nameof(TakeOverPart), { } year, _) => words["成员填报采用到 {0} 年度科技报告", year],
        (nameof(AcceptReport), { } year, _) => words["{0} 年度科技报告审阅通过", year],
        (nameof(ReturnReport), { } year, _) => words["{0} 年度科技报告退回修改", year],
        (nameof(RemindOfAmendment), { } year, _) => words["退回的 {0} 年度科技报告逾期未修改", year],
        (nameof(RecordMissedReport), { } year, _) => words["{0} 年度科技报告未按时报送", year],
        (nameof(CloseComplianceCase), { } year, _) => words["{0} 年度违规核查办结", year],
        (nameof(OrderRectification), { } year, _) => words["{0} 年度违规核查：限期整改", year],
        (nameof(AnswerRectification), { } year, _) => words["{0} 年度违规核查：报送整改情况", year],
        (nameof(DecideRectification), { } year, _) => words["{0} 年度违规核查：核查整改", year],
        (nameof(OpenAssessment), _, { } cycle) => words["开始第 {0} 周期考核", cycle],
        (nameof(ProposeAssessment), _, { } cycle) => words["拟定第 {0} 周期考核结果", cycle],
        (nameof(StateOnAssessment), _, { } cycle) => words["牵头单位对第 {0} 周期考核陈述意见", cycle],
        (nameof(ReturnAssessment), _, { } cycle) => words["第 {0} 周期考核结果退回重新拟定", cycle],
        (nameof(RecordPanel), _, { } cycle) => words["第 {0} 周期考核听取专家意见", cycle],
        (nameof(RecordVisit), _, { } cycle) => words["第 {0} 周期考核现场考察", cycle],
        (nameof(ConcludeAssessment), _, { } cycle) => words["第 {0} 周期考核完成", cycle],
        var (what, _, _) => Titles.TryGetValue(what, out var title) ? words[title] : null,
    };
}
