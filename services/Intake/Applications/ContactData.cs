using Alliance.Statute.Forms;

namespace Alliance.Intake.Applications;

/// <summary>Contact data are for the lead unit and the bureau; everybody else sees that there is somebody, not whom to call.</summary>
public static class ContactData
{
    /// <summary>The form with every 联系人 masked.</summary>
    public static ApplicationForm Masked(ApplicationForm form) => form with
    {
        Contact = Masked(form.Contact),
        Members = [.. form.Members.Select(m => m with { Contact = Masked(m.Contact) })],
    };

    static Contact Masked(Contact contact) => contact with
    {
        Name = contact.Name.Length == 0 ? "" : $"{contact.Name[..1]}**",
        Phone = contact.Phone.Length == 0 ? "" : "***",
    };
}
