using System.Net;
using System.Text.Json;
using Alliance.Core.Text;
using Alliance.Intake.Applications;
using Alliance.Intake.FormalReview;
using Alliance.Statute;
using Alliance.Statute.Periods;
using Alliance.Statute.Policies;
using Alliance.SystemTests.Desk;
using Xunit;

namespace Alliance.SystemTests.Intake;

public sealed class ReviewQueueTests(RunningSystem system)
{
    [Fact]
    public async Task Several_applications_are_given_to_an_officer_at_once()
    {
        Guid[] both = [await system.Submitted("qiye1"), await system.Submitted("qiye2")];
        var (officer, other) = (await system.SignedIn("shouli"), await system.SignedIn("shouli2"));
        (await other.Get("/intake/api/officers")).Must();

        Assert.Equal(2, (await officer.Post("/intake/api/applications/assign", new { applicationIds = both, account = "shouli2" }))
            .Must().GetProperty("assigned").GetInt32());

        var mine = await Listed(other, "stage=FormalReview&assigned=me");
        Assert.All(both, id => Assert.Contains(id, mine));
        Assert.DoesNotContain(both[0], await Listed(other, "assigned=nobody"));
        // Who of the bureau works on it is the bureau's own business.
        Assert.Equal(JsonValueKind.Null, (await (await system.SignedIn("qiye1")).Read(both[0])).GetProperty("assignedTo").ValueKind);
    }

    [Fact]
    public async Task Nobody_is_given_what_is_not_in_formal_review_and_then_nobody_is_given_anything()
    {
        var (waiting, withdrawn) = (await system.Submitted("qiye1"), await system.Submitted("qiye2"));
        (await (await system.SignedIn("qiye2")).Post($"/intake/api/applications/{withdrawn}/withdraw", new { why = "成员单位调整" })).Must();
        var officer = await system.SignedIn("shouli");
        (await officer.Get("/intake/api/officers")).Must();

        var answer = await officer.Post("/intake/api/applications/assign",
            new { applicationIds = new[] { waiting, withdrawn }, account = "shouli" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Articles.Review), (answer.Status, answer.Article));
        Assert.Equal(JsonValueKind.Null, (await officer.Read(waiting)).GetProperty("assignedTo").ValueKind);
    }

    [Fact]
    public async Task Lead_units_are_reminded_of_their_corrections_in_one_act_once_a_day_and_what_waits_for_none_says_why()
    {
        Guid[] waiting = [await system.Submitted("qiye1"), await system.Submitted("qiye2")];
        var other = await system.Submitted("qiye3");
        var officer = await system.SignedIn("shouli");
        foreach (var id in waiting)
            (await officer.Post($"/intake/api/applications/{id}/request-correction",
                new { items = new[] { new { article = Articles.Agreement, sentence = "请补签" } } })).Must();

        var done = (await officer.Post("/intake/api/applications/remind",
            new { ids = (Guid[])[.. waiting, other], reasons = "请尽快" })).Must();

        Assert.Equal(2, done.GetProperty("reminded").GetInt32());
        var left = done.GetProperty("left").EnumerateArray().Single();
        Assert.Equal(other, left.GetProperty("id").GetGuid());
        Assert.Contains("不在补正中", left.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await officer.Post("/intake/api/applications/remind", new { ids = waiting, reasons = "请尽快" })).Must()
            .GetProperty("reminded").GetInt32());
        Assert.Single(await system.LettersAbout("qiye1", waiting[0]), "请按期提交补正");
        Assert.Single(await system.LettersAbout("qiye2", waiting[1]), "请按期提交补正");
        Assert.DoesNotContain("请按期提交补正", await system.LettersAbout("qiye3", other));
    }

    [Fact]
    public async Task An_officer_who_recused_themselves_takes_no_step_any_more()
    {
        var applicationId = await system.Submitted("qiye1");
        var (officer, other) = (await system.SignedIn("shouli2"), await system.SignedIn("shouli"));
        (await officer.Get("/intake/api/officers")).Must();
        (await other.Post("/intake/api/applications/assign", new { applicationIds = new[] { applicationId }, account = "shouli2" })).Must();

        (await officer.Post($"/intake/api/applications/{applicationId}/recuse", new { why = "曾在牵头单位任职" })).Must();

        foreach (var step in (string[])["judgements", "pass", "refuse", "request-correction", "recuse"])
            Assert.Equal((HttpStatusCode.Conflict, Articles.Review),
                Said(await officer.Post($"/intake/api/applications/{applicationId}/{step}", new { why = "再次" })));
        Assert.Equal(Articles.Review,
            (await other.Post("/intake/api/applications/assign", new { applicationIds = new[] { applicationId }, account = "shouli2" }))
                .Article);
        Assert.Equal(JsonValueKind.Null, (await other.Read(applicationId)).GetProperty("assignedTo").ValueKind);
        await system.Judge(applicationId);
    }

    [Fact]
    public async Task The_day_by_which_the_office_decides_is_reckoned_by_the_policy()
    {
        var applicationId = await system.Submitted("qiye1");
        var lawful = PolicyBook.Find("kunming-2016.1").FormalReview
            .Reckon(BeijingTime.DayOf(await system.Clock.Now()), system.Clock.Calendar);

        Assert.Equal(lawful.ClosesAt, (await (await system.SignedIn("shouli")).Read(applicationId)).Instant("reviewDueAt"));
    }

    [Fact]
    public async Task A_resubmission_is_shown_as_what_it_changed()
    {
        var applicationId = await system.Submitted("qiye1");
        var (officer, applicant) = (await system.SignedIn("shouli"), await system.SignedIn("qiye1"));
        (await officer.Post($"/intake/api/applications/{applicationId}/request-correction",
            new { items = new[] { new { article = Articles.Agreement, sentence = "请补充工作原则" } } })).Must();
        var form = Filing.Complete("qiye1");
        (await applicant.Put($"/intake/api/applications/{applicationId}/form",
            form with
            {
                Plan = form.Plan with { Principles = "开放协同、互利共赢" },
                Members = [form.Members[0], form.Members[2], form.Members[1], .. form.Members.Skip(3)],
                Achievements = [.. form.Achievements.Skip(1)]
            })).Must();
        (await applicant.Post($"/intake/api/applications/{applicationId}/resubmit")).Must();

        var changes = (await officer.Get($"/intake/api/applications/{applicationId}/changes")).Must().GetProperty("changes")
            .EnumerateArray().ToList();

        Assert.Equal(2, changes.Count);
        Assert.Equal(("工作原则", "开放协同", "开放协同、互利共赢"),
            (changes[0].GetProperty("field").GetString(), changes[0].GetProperty("before").GetString(), changes[0]
                .GetProperty("after").GetString()));
        Assert.Equal(("创新成果", ""), (changes[1].GetProperty("part").GetString(), changes[1].GetProperty("after").GetString()));
    }

    [Fact]
    public async Task Applications_of_a_year_that_name_the_same_right_are_shown_to_the_officer()
    {
        var first = await system.Submitted("qiye6",
            Filing.Complete("qiye6", "关联一") with { Achievements = [new() { Number = "ZL 2019 1 0042.7", Title = "一种方法" }] });
        var second = await system.Submitted("qiye7",
            Filing.Complete("qiye7", "关联二") with { Achievements = [new() { Number = "ZL201910042.7", Title = "一种方法" }] });

        var related = (await (await system.SignedIn("shouli")).Get($"/intake/api/applications/{second}/related")).Must().EnumerateArray();

        Assert.Contains(related, r => r.GetProperty("applicationId").GetGuid() == first
            && r.GetProperty("kind").GetString() == "achievement");
    }

    [Fact]
    public async Task An_application_is_found_by_the_first_letters_of_its_name()
    {
        var applicationId = await system.Submitted("qiye5", Filing.Complete("qiye5", "锗铟光电"));

        Assert.Contains(applicationId, await Listed(await system.SignedIn("shouli"), "q=zygd"));
        Assert.DoesNotContain(applicationId, await Listed(await system.SignedIn("shouli"), "q=zygx"));
    }

    [Theory]
    [InlineData("昆明钛材料", "kmtcl")]
    [InlineData("3D 打印", "3ddy")]
    public void The_first_letters_of_a_name_are_those_of_its_pronunciation(string name, string initials)
        => Assert.Equal([initials], PinyinInitials.Of(name));

    [Fact]
    public void A_name_with_a_character_of_two_readings_is_found_under_both()
    {
        Assert.Equal(["zq", "cq"], PinyinInitials.Of("重庆"));
        Assert.True(PinyinInitials.Of("重重重重重重长行").Count <= 8);
    }

    [Fact]
    public void Where_the_policy_wants_two_whoever_judged_does_not_decide()
    {
        var application = new Application { Stage = Stage.FormalReview, PolicyVersion = "kunming-2016.1", JudgedByActor = true };

        Assert.Null(Officers.WhyNotDecide(application, fourEyes: false));
        Assert.Equal(Articles.Review, Officers.WhyNotDecide(application, fourEyes: true)?.Article);
        Assert.Equal(Articles.Review, Officers.WhyNotDecide(application with { JudgedByActor = false }, fourEyes: true)?.Article);
        Assert.Null(Officers.WhyNotDecide(application with { JudgedByActor = false, JudgedByOther = true }, fourEyes: true));
    }

    static (HttpStatusCode, string?) Said(Alliance.Local.Answer answer) => (answer.Status, answer.Article);

    static async Task<IReadOnlyList<Guid>> Listed(Local.Person officer, string query)
        => [.. (await officer.Get($"/intake/api/applications?{query}")).Must().GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("applicationId").GetGuid())];
}
