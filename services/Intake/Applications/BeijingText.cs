namespace Alliance.Intake.Applications;

/// <summary>Instants in sentences, in Beijing time.</summary>
static class BeijingText
{
    /// <summary>"2023-09-26 16:30".</summary>
    public static string Of(DateTimeOffset instant) => Ui.BeijingTime.Text(instant);

    /// <summary>The end of a period: a midnight that closes a day is that day, 24:00.</summary>
    public static string End(DateTimeOffset instant) => Ui.BeijingTime.EndText(instant);
}
