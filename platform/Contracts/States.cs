using System.Text.Json.Serialization;
using static Alliance.Contracts.StateColour;

namespace Alliance.Contracts;

/// <summary>Where an application is, from the draft to the recognition (Art. 9 to 11); the recognition case has the same states without
/// the first and without <see cref="Passed"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApplicationState>))]
public enum ApplicationState
{
    /// <summary>Seen by its own unit only.</summary>
    [State("草稿", Grey)] Draft,
    /// <summary>Officers examine the form (Art. 10).</summary>
    [State("形式审查", Blue)] FormalReview,
    /// <summary>Back with the lead unit, once.</summary>
    [State("补正中", Orange)] Correction,
    /// <summary>Passed the formal review; the case follows a moment later.</summary>
    [State("审查通过", Green)] Passed,
    /// <summary>Experts review (Art. 10).</summary>
    [State("专家评审", Blue)] ExpertReview,
    /// <summary>The bureau determines (Art. 11).</summary>
    [State("待认定决定", Orange)] Determination,
    /// <summary>The list stands in public (Art. 11).</summary>
    [State("公示中", Purple)] PublicNotice,
    /// <summary>An objection is dealt with (Art. 11).</summary>
    [State("异议处理", Orange)] ObjectionHandling,
    /// <summary>The document is issued.</summary>
    [State("发文授牌", Blue)] Certification,
    /// <summary>The end that is hoped for.</summary>
    [State("已认定", Green)] Recognised,
    /// <summary>Not passed, not corrected in time, or an objection was upheld.</summary>
    [State("未通过", Red)] Refused,
    /// <summary>The bureau decided not to recognise (Art. 11).</summary>
    [State("不予认定", Red)] Declined,
    /// <summary>Taken back by the lead unit.</summary>
    [State("已撤回", Grey)] Withdrawn,
}

/// <summary>Where a recognised alliance is (Art. 14 to 17).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OperationState>))]
public enum OperationState
{
    /// <summary>A cycle runs.</summary>
    [State("运行中", Green)] Operating,
    /// <summary>The cycle is over and assessed.</summary>
    [State("考核中", Orange)] UnderAssessment,
    /// <summary>The cancellation stands in public.</summary>
    [State("取消公示中", Purple)] Cancelling,
    /// <summary>Cancelled after a failed assessment (Art. 14).</summary>
    [State("已取消", Red)] Cancelled,
    /// <summary>Revoked (Art. 17).</summary>
    [State("已撤销", Red)] Revoked,
    /// <summary>Ended by its members themselves (Art. 15).</summary>
    [State("已解散", Grey)] Dissolved,
}

/// <summary>Where a recommended upgrade is (Art. 7, 12).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UpgradeState>))]
public enum UpgradeState
{
    /// <summary>The superior has not decided yet.</summary>
    [State("已推荐", Blue)] Recommended,
    /// <summary>The superior recognised the alliance at this level.</summary>
    [State("已获上级认定", Green)] Confirmed,
    /// <summary>The superior did not.</summary>
    [State("未获上级认定", Grey)] Closed,
}

/// <summary>Where a revocation case is (Art. 17).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevocationState>))]
public enum RevocationState
{
    /// <summary>Facts and evidence are collected; the unit has not been told yet.</summary>
    [State("调查取证", Blue)] Investigation,
    /// <summary>Told; the period of 陈述申辩 runs.</summary>
    [State("陈述申辩", Orange)] Statement,
    /// <summary>The unit asked to be heard.</summary>
    [State("待听证", Orange)] Hearing,
    /// <summary>Heard; the decision maker decides.</summary>
    [State("待作出决定", Orange)] Decision,
    /// <summary>Decided; the document is drafted, checked and signed.</summary>
    [State("撤销发文", Purple)] Revoking,
    /// <summary>The recognition is revoked.</summary>
    [State("已撤销", Red)] Revoked,
    /// <summary>Decided not to revoke.</summary>
    [State("不予撤销", Green)] Dropped,
    /// <summary>The recognition ended otherwise meanwhile.</summary>
    [State("终止办理", Grey)] Overtaken,
}

/// <summary>重要事项变更 that a lead unit files 备案 (Art. 15).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FilingKind>))]
public enum FilingKind
{
    /// <summary>Units join and leave.</summary>
    [State("成员变更", Blue)] Members,
    /// <summary>Another unit leads: liability and money go with it.</summary>
    [State("牵头单位变更", Orange)] LeadUnit,
    /// <summary>The alliance bears another name.</summary>
    [State("更名", Blue)] Name,
    /// <summary>Its bodies and rules.</summary>
    [State("机构和制度变更", Blue)] Rules,
    /// <summary>What it does research on.</summary>
    [State("研究方向变更", Blue)] Direction,
    /// <summary>How it gets there.</summary>
    [State("技术路线变更", Blue)] TechnicalRoute,
    /// <summary>The members end the alliance themselves.</summary>
    [State("自行解散", Grey)] Dissolution,
}

/// <summary>What the public register says of an alliance.</summary>
public enum AllianceStatus
{
    /// <summary>有效.</summary>
    [State("有效", Green)] Valid,
    /// <summary>拟取消, announced (Art. 14).</summary>
    [State("取消公示中", Purple)] Cancelling,
    /// <summary>已取消 (Art. 14).</summary>
    [State("已取消", Red)] Cancelled,
    /// <summary>已撤销 (Art. 17).</summary>
    [State("已撤销", Red)] Revoked,
    /// <summary>已解散: its members ended it themselves (Art. 15).</summary>
    [State("已解散", Grey)] Dissolved,
}
