namespace Alliance.Ui;

/// <summary>Every state of the procedure by its Chinese name and colour: blue goes on, orange waits for somebody, green is well, red is at
/// an end, grey rests.</summary>
public static class States
{
    /// <summary>How a state shows.</summary>
    /// <param name="Chinese">The word, key of its translation.</param>
    /// <param name="Colour">The tag's colour.</param>
    public sealed record Label(string Chinese, string Colour);

    static readonly Dictionary<string, Label> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        // 认定
        ["Draft"] = new("草稿", "grey"),
        ["Submitted"] = new("已提交", "blue"),
        ["FormalReview"] = new("形式审查", "blue"),
        ["Correction"] = new("补正中", "orange"),
        ["Passed"] = new("审查通过", "green"),
        ["ExpertReview"] = new("专家评审", "blue"),
        ["Determination"] = new("待认定决定", "orange"),
        ["Proposed"] = new("拟认定", "blue"),
        ["PublicNotice"] = new("公示中", "purple"),
        ["ObjectionHandling"] = new("异议处理", "orange"),
        ["Certification"] = new("发文授牌", "blue"),
        ["Recognised"] = new("已认定", "green"),
        ["Refused"] = new("未通过", "red"),
        ["Declined"] = new("不予认定", "red"),
        ["Withdrawn"] = new("已撤回", "grey"),
        // 附件
        ["Quarantined"] = new("等待病毒扫描", "orange"),
        ["Infected"] = new("含有恶意内容", "red"),
        // 运行
        ["Operating"] = new("运行中", "green"),
        ["UnderAssessment"] = new("考核中", "orange"),
        ["Cancelling"] = new("取消公示中", "purple"),
        ["Cancelled"] = new("已取消", "red"),
        ["Revoked"] = new("已撤销", "red"),
        ["Valid"] = new("有效", "green"),
        // 评审
        ["AwaitingPanel"] = new("待组建专家组", "orange"),
        ["Scoring"] = new("专家评分中", "blue"),
        ["AwaitingOpinion"] = new("待专家组意见", "orange"),
        ["Concluded"] = new("评审完成", "green"),
        ["Closed"] = new("已关闭", "grey"),
        // 经费
        ["AwaitingPledge"] = new("待承诺配套", "orange"),
        ["AwaitingApproval"] = new("待审批", "orange"),
        ["Approved"] = new("已批准", "blue"),
        ["PaymentRequested"] = new("已申请拨付", "blue"),
        ["Disbursed"] = new("已拨付", "green"),
        ["Suspended"] = new("已停拨", "red"),
        ["PaidAfterEnd"] = new("停拨后付款", "red"),
        ["Verified"] = new("已核实", "green"),
        ["Rejected"] = new("未采纳", "red"),
        // 公示与异议
        ["Open"] = new("进行中", "blue"),
        ["Announced"] = new("已公告", "green"),
        ["Held"] = new("异议处理中", "orange"),
        ["Ended"] = new("公示期满", "grey"),
        ["Upheld"] = new("异议成立", "red"),
        ["Dismissed"] = new("异议不成立", "green"),
        // 监测
        ["Signed"] = new("已签订", "green"),
        ["Filed"] = new("已报送", "green"),
        ["Late"] = new("逾期报送", "orange"),
        ["Missed"] = new("未报送", "red"),
        ["Remedied"] = new("已整改", "green"),
        ["Warned"] = new("已警示", "orange"),
        ["Pending"] = new("待处理", "orange"),
        ["Met"] = new("符合", "green"),
        ["NotMet"] = new("不符合", "red"),
        ["NeedsPerson"] = new("需人工判断", "orange"),
        ["Fault"] = new("出错", "red"),
    };

    /// <summary>How a state shows; one that is not listed shows itself, in grey.</summary>
    public static Label Of(object state) => Known.GetValueOrDefault(state.ToString() ?? "") ?? new(state.ToString() ?? "", "grey");

    /// <summary>The Chinese word of a state, key of its translation.</summary>
    public static string Chinese(object state) => Of(state).Chinese;
}
