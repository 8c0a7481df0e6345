namespace Alliance.Statute.Periods;

/// <summary>
/// What every administration keeps, whatever a city's measures say. 双公示: 行政许可 and 行政处罚 are made public within seven working days of
/// the decision (国办发〔2015〕51号). 依申请公开: a request is answered within twenty working days of the day on which it came, which may be
/// extended once by at most as many (政府信息公开条例 33). Neither says how to count; as everywhere the day itself is not counted (民法典 201).
/// </summary>
public static class AdministrativePeriods
{
    /// <summary>双公示.</summary>
    public static readonly Period CreditPublicity = new(7, PeriodUnit.WorkingDays);

    /// <summary>依申请公开: the answer.</summary>
    public static readonly Period DisclosureAnswer = new(20, PeriodUnit.WorkingDays);

    /// <summary>依申请公开: the answer, once it was extended by as many days again.</summary>
    public static readonly Period DisclosureExtended = new(40, PeriodUnit.WorkingDays);
}
