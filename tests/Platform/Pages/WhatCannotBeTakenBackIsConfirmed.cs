using System.Text.RegularExpressions;
using Alliance.Local.Infrastructure;
using Xunit;

namespace Alliance.Platform.Tests.Pages;

/// <summary>
/// Every form of every page asks for a confirmation that says what follows, or stands here with what makes it harmless. A new form is
/// irrevocable until somebody writes down why it is not.
/// </summary>
public sealed partial class WhatCannotBeTakenBackIsConfirmed
{
    const string Draft = "changes a draft, which changes as often as its unit likes";
    const string Reading = "looks something up and changes nothing";

    static readonly Dictionary<string, string> Harmless = new()
    {
        ["MeetingList call"] = "a meeting is cancelled again",
        ["MeetingPage record"] = "decisions are changed until the minutes are signed",
        ["MatterList draft"] = "begins a draft",
        ["InstrumentPage check"] = "a text that passed is changed and checked again until it is signed",
        ["InstrumentPage amend"] = Draft,
        ["SignIn sign-in"] = "a session is ended again",
        ["SignOut sign-out"] = "a session is begun again",
        ["Me password"] = "a password is changed again",
        ["SubscribePage subscribe"] = "nothing is sent until the mailbox confirms it",
        ["SubscriptionPage confirm"] = "a subscription is ended again",
        ["SubscriptionPage end"] = "a subscription is begun again",
        ["LegacyPage legacy"] = "nothing is in the register before its preview is confirmed",
        ["ArchivePage close"] = "class and retention are set right until the package is handed over",
        ["RedactionPage redact"] = "a copy is made anew until it was given out",
        ["CreditReportPage complete"] = "a report is completed again until its receipt is on record",
        ["FollowRequestPage follow"] = Reading,
        ["FollowedRequestPage confirm"] = "what was sent and confirmed is confirmed once more, by whoever has the mail",
        ["RequestPage leave"] = "a request that was left aside is taken up again",
        ["FollowPage follow"] = Reading,
        ["FollowedPage confirm"] = "what was lodged and confirmed is confirmed once more, by whoever has the mail",
        ["FollowedPage attach"] = "another file is added to what is looked into",
        ["ObjectionPage attach"] = "another file is added to what is looked into",
        ["InquiryPage attach"] = "another file is added before the answer is sent",
        ["PreferencesPage preferences"] = "what is mailed is chosen again",
        ["PreferencesPage make"] = "an address is taken back again",
        ["PreferencesPage revoke"] = "an address is made again",
        ["AskPage ask"] = "a question moves nothing and is followed by another",
        ["ThreadPage ask"] = "a question moves nothing and is followed by another",
        ["ThreadPage answer"] = "an answer moves nothing and is followed by another",
        ["AttachmentsPage slot-"] = Draft,
        ["InboxPage read"] = "letters stay where they are",
        ["StopMailPage stop"] = "letters are asked for again, and stay in the inbox",
        ["MailPage retry"] = "letters that are due anyway are sent now",
        ["CallPage start"] = "begins a draft",
        ["ConfirmationPage open"] = Reading,
        ["ApplicationPage import"] = Draft,
        ["HandoverPage offer"] = "a code nobody uses becomes void by itself",
        ["AttachmentsPage upload"] = Draft,
        ["AttachmentsPage remove-"] = Draft,
        ["AttachmentsPage give-up-"] = Draft,
        ["MembersPage reuse"] = Draft,
        ["FilesPart evidence"] = "another piece is added until the notice is sent",
        ["HearingPart invite"] = "who is invited anew is invited for another day",
        ["DecisionPart legal"] = "a paper on file decides nothing",
        ["StatementPart attach"] = Draft,
        ["StatementPart remove-"] = Draft,
        ["NewChangePage begin"] = "begins a draft",
        ["ChangePage attach"] = Draft,
        ["ChangePage remove-"] = Draft,
        ["FilesCard attach"] = Draft,
        ["FilesCard remove-"] = Draft,
        ["WorkbookCard import"] = Draft,
        ["PartsCard ask"] = "what a member writes is taken over or returned, and asked for again",
        ["PartDecision return"] = "a member hands in again, and nothing it wrote is gone",
        ["ProposalCard return"] = "the lead unit proposes again",
        ["WhatIfPage try"] = Reading,
        ["FormalReviewPage take"] = "an application is assigned again",
        ["RecommendingBodiesPage body"] = "an entry is corrected again",
        ["RecommendationCard recommender"] = Draft,
        ["RecommendationCard recommend"] = "comes with its letter, and is withdrawn again until the review begins",
        ["QueuePage assign"] = "an application is assigned again",
        ["Experts expert"] = "an expert's particulars are changed again",
        ["AssessmentPage state"] = "what a unit has to say is heard before anything is decided",
        ["PanelCard panel"] = "another meeting is put on record beside it",
        ["AssessmentPage visit"] = "another visit is put on record beside it",
        ["QuestionnairePage questionnaire"] = "answers are sent anew until a result is proposed",
        ["NewEntry entry"] = "an entry is changed and taken out again",
        ["EntryPage entry"] = "an entry is changed again, and what it was stays",
        ["ImportPage import"] = "an entry is changed and taken out again",
        ["TargetsForm targets"] = "targets are set again until the lead unit signs them, and what is proposed changes nothing",
        ["CompliancePage file"] = "a paper on file decides nothing",
        ["CompliancePage answer"] = "what was put right is sent again until an officer decides",
        ["EscalationCard instruct"] = "an instruction decides nothing and is followed by another",
        ["GrantPage pledge"] = "a pledge is changed until it is approved",
        ["RemedyPage document"] = "a paper on file decides nothing and is followed by another",
        ["IncidentsPage return-all"] = "a message is handled once however often it is returned",
        ["IncidentPage return"] = "a message is handled once however often it is returned",
        ["PublishPage calendar"] = Reading,
        ["CheckPage check"] = Reading,
        ["CasesPage keep"] = "a view of a list is dropped again",
        ["CasesPage drop"] = "a view of a list is kept again",
        ["ClockPage move"] = "time is moved in a demonstration only",
        ["ClockPage move-"] = "time is moved in a demonstration only",
    };

    [Fact]
    public void A_form_asks_for_a_confirmation_or_stands_in_the_list_of_harmless_ones()
    {
        var (forms, owed) = (new List<string>(), new List<string>());
        foreach (var file in new[] { "services", "workflows" }.Select(folder => Path.Combine(SourceTree.Root, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.razor", SearchOption.AllDirectories)))
        {
            var source = File.ReadAllText(file);
            foreach (var tag in Tags(source))
            {
                var form = $"{Path.GetFileNameWithoutExtension(file)} {Name(tag)}";
                forms.Add(form);
                // The sections of an application save themselves; nothing in them is sent for good.
                if (tag.Contains(" Autosave", StringComparison.Ordinal) || Harmless.ContainsKey(form)) continue;
                var body = source[source.IndexOf(tag, StringComparison.Ordinal)..].Split("</PostForm>")[0];
                if (!tag.Contains(" Confirm=", StringComparison.Ordinal))
                    owed.Add($"{form}: taken by one click, and not listed as harmless");
                else if (!tag.Contains("Follows=", StringComparison.Ordinal) && !body.Contains("<Check>", StringComparison.Ordinal))
                    owed.Add($"{form}: does not say what follows");
            }
        }
        owed.AddRange(Harmless.Keys.Except(forms).Select(form => $"{form}: listed, but there is no such form"));

        Assert.True(forms.Count > 60, $"Only {forms.Count} forms were found.");
        Assert.True(owed.Count == 0, string.Join('\n', owed));
    }

    // A name that is put together ends where its variable part begins.
    static string Name(string tag) => Named().Match(tag) is var match ? match.Groups["plain"].Value + match.Groups["start"].Value : "";

    // An attribute's value may hold quotation marks and brackets of its own: the tag ends at the first bracket outside every parenthesis.
    static IEnumerable<string> Tags(string source)
    {
        const string begins = "<PostForm ";
        for (var at = source.IndexOf(begins, StringComparison.Ordinal); at >= 0; at =
            source.IndexOf(begins, at + 1, StringComparison.Ordinal))
        {
            var (end, quoted, depth) = (at, false, 0);
            for (; end < source.Length && (source[end] != '>' || quoted || depth > 0); end++)
            {
                if (source[end] == '"' && depth == 0) quoted = !quoted;
                depth += source[end] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            }
            yield return source[at..end];
        }
    }

    [GeneratedRegex("""Name="(?:@\(\$"(?<start>[^{"]*)\{|(?<plain>[^"]*)")""")]
    private static partial Regex Named();
}
