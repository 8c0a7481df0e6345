using Alliance.Contracts;

namespace Alliance.Certification.Instruments;

/// <summary>What the bureau issues (文书). What signing one does to a case stands in its <see cref="ISigning"/>.</summary>
public enum InstrumentKind
{
    /// <summary>拟认定公示 (Art. 11).</summary>
    [State("拟认定公示", StateColour.Purple)] RecognitionNotice,
    /// <summary>认定文件 (Art. 11).</summary>
    [State("认定文件", StateColour.Green)] Recognition,
    /// <summary>不予认定决定书 (Art. 11).</summary>
    [State("不予认定决定书", StateColour.Red)] Refusal,
    /// <summary>拟取消公示 (Art. 14).</summary>
    [State("拟取消公示", StateColour.Orange)] CancellationNotice,
    /// <summary>取消决定 (Art. 14).</summary>
    [State("取消决定", StateColour.Red)] Cancellation,
    /// <summary>撤销决定书 (Art. 17).</summary>
    [State("撤销决定书", StateColour.Red)] Revocation,
    /// <summary>撤销公告 (Art. 17).</summary>
    [State("撤销公告", StateColour.Red)] RevocationAnnouncement,
}

/// <summary>Where an instrument stands.</summary>
public enum InstrumentState
{
    /// <summary>Drafted; another person has to check it.</summary>
    [State("待核稿", StateColour.Orange)] Draft,
    /// <summary>Checked; the decision maker has to sign it.</summary>
    [State("待签发", StateColour.Blue)] Checked,
    /// <summary>Signed, and with that published or served.</summary>
    [State("已签发", StateColour.Green)] Signed,
    /// <summary>Given up before it was signed.</summary>
    [State("已撤下", StateColour.Grey)] Withdrawn,
}

/// <summary>公开属性: who may read it.</summary>
public enum Disclosure
{
    /// <summary>主动公开.</summary>
    [State("主动公开", StateColour.Green)] Open,
    /// <summary>依申请公开.</summary>
    [State("依申请公开", StateColour.Orange)] OnRequest,
    /// <summary>不予公开.</summary>
    [State("不予公开", StateColour.Grey)] Closed,
}

/// <summary>Where a matter stands.</summary>
public enum MatterState
{
    /// <summary>It waits for its instrument.</summary>
    [State("待发文", StateColour.Orange)] Waiting,
    /// <summary>Its instrument is signed.</summary>
    [State("已发文", StateColour.Green)] Done,
    /// <summary>Nothing has to be issued any more.</summary>
    [State("不再发文", StateColour.Grey)] Dropped,
}
