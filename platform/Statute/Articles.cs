namespace Alliance.Statute;

/// <summary>How articles are cited, so that every sentence cites them the same way.</summary>
public static class Articles
{
    /// <summary>Art. 2: what an alliance is.</summary>
    public const string Definition = "Art. 2";
    /// <summary>Art. 4: fields of the “188” key industries.</summary>
    public const string Industries = "Art. 4";
    /// <summary>Art. 5: what is encouraged: shared platforms and instruments, investors, international cooperation.</summary>
    public const string Encouragement = "Art. 5";
    /// <summary>Art. 6: duties of the lead unit.</summary>
    public const string LeadDuties = "Art. 6";
    /// <summary>Art. 7: what the bureau does: plans and policies, recognition, guidance, recommendation.</summary>
    public const string Authority = "Art. 7";
    /// <summary>Art. 8, first sentence: the lead is an independent legal person of the city.</summary>
    public const string Lead = "Art. 8";
    /// <summary>Art. 8(1): members and the lead's standing.</summary>
    public const string Members = "Art. 8(1)";
    /// <summary>Art. 8(2): agreement, plan, organs, rules.</summary>
    public const string Agreement = "Art. 8(2)";
    /// <summary>Art. 8(3): team, projects, intellectual property.</summary>
    public const string Foundation = "Art. 8(3)";
    /// <summary>Art. 9: annual call and application.</summary>
    public const string Applications = "Art. 9";
    /// <summary>Art. 10: formal review and experts.</summary>
    public const string Review = "Art. 10";
    /// <summary>Art. 11: public notice, document, plaque and name.</summary>
    public const string Notice = "Art. 11";
    /// <summary>Art. 12: grant, matching, awards.</summary>
    public const string Funding = "Art. 12";
    /// <summary>Art. 13: priority where all else is equal.</summary>
    public const string Priority = "Art. 13";
    /// <summary>Art. 14: cycle, annual report, assessment.</summary>
    public const string Operation = "Art. 14";
    /// <summary>Art. 15: changes are filed.</summary>
    public const string Changes = "Art. 15";
    /// <summary>Art. 16: results and intellectual property.</summary>
    public const string Results = "Art. 16";
    /// <summary>Art. 17: revocation.</summary>
    public const string Revocation = "Art. 17";
    /// <summary>Art. 17(2): the annual report is not filed in time.</summary>
    public const string LateReport = "Art. 17(2)";
    /// <summary>Art. 18: districts and associations promote alliances; a policy may ask for their recommendation.</summary>
    public const string Promotion = "Art. 18";
    /// <summary>Art. 19: from when on the measures are in force.</summary>
    public const string EntryIntoForce = "Art. 19";

    /// <summary>民法典 201: the day on which a period begins is not counted.</summary>
    public const string CivilCode201 = "民法典第201条";
    /// <summary>民法典 202: months and years end on the corresponding day, or on the month's last day where there is none.</summary>
    public const string CivilCode202 = "民法典第202条";
    /// <summary>民法典 203: a last day that is a statutory day off moves to the day after the days off; it ends at 24:00 or at the close of
    /// business.</summary>
    public const string CivilCode203 = "民法典第203条";
    /// <summary>民法典 204: a law or an agreement may say otherwise.</summary>
    public const string CivilCode204 = "民法典第204条";
    /// <summary>全国年节及纪念日放假办法: days off, and with the State Council's yearly notices the make-up working days.</summary>
    public const string HolidayRules = "全国年节及纪念日放假办法";
    /// <summary>行政复议法 20: reconsideration within sixty days of knowing of the act.</summary>
    public const string Reconsideration = "行政复议法第20条";
    /// <summary>行政诉讼法 46: the court within six months of knowing of the act.</summary>
    public const string CreditPublicity = "国办发〔2015〕51号";
    public const string DisclosureAnswer = "政府信息公开条例第33条";
    public const string DisclosureRequest = "政府信息公开条例第29条";
    public const string DisclosureReasons = "政府信息公开条例第36条";
    public const string Court = "行政诉讼法第46条";
}
