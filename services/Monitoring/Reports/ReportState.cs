using System.Text.Json.Serialization;
using Alliance.Contracts;

namespace Alliance.Monitoring.Reports;

/// <summary>What became of a year's report (Art. 14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportState>))]
public enum ReportState
{
    /// <summary>Its day has not come.</summary>
    [State("待报送", StateColour.Orange)] Pending,
    /// <summary>Filed in time.</summary>
    [State("已报送", StateColour.Green)] Filed,
    /// <summary>Filed, too late.</summary>
    [State("逾期报送", StateColour.Orange)] Late,
    /// <summary>Not filed; it can still be.</summary>
    [State("未报送", StateColour.Red)] Missed,
    /// <summary>An officer asks for it to be amended.</summary>
    [State("退回修改", StateColour.Orange)] Returned,
    /// <summary>An officer accepted what was filed in time.</summary>
    [State("审阅通过", StateColour.Green)] Accepted,
}

static class ReportStates
{
    /// <summary>In one word: what has to be done comes first, then that it was late.</summary>
    public static ReportState Of(ReportStage stage, bool late) => stage switch
    {
        ReportStage.Returned => ReportState.Returned,
        _ when late => ReportState.Late,
        ReportStage.Accepted => ReportState.Accepted,
        _ => ReportState.Filed,
    };
}
