using System.Text.Json;

namespace Alliance.Local.Demo;

/// <summary>What became of a package.</summary>
public sealed record StoryEnd(
    string Package, string Alliance, string Expected, string Actual, bool Ok, IReadOnlyList<string> States, string? Article,
    [property: System.Text.Json.Serialization.JsonIgnore] string Why);

/// <summary>Something that just happened in a story.</summary>
/// <param name="Package">Which story.</param>
/// <param name="On">The day in Beijing.</param>
/// <param name="What">What happened.</param>
/// <param name="Ok">Null while it goes on; whether it ended well once it is over.</param>
public sealed record StoryNews(string Package, DateOnly On, string What, bool? Ok = null);

/// <summary>Tells one package: drafts its application, takes every step of its script as the person who would, and looks at how it
/// ended.</summary>
public sealed class Story(Package package, Scene scene, StoryTime time, IProgress<StoryNews> news)
{
    /// <summary>Tells it to its end. Whatever goes wrong in it is its end, and leaves the other stories alone.</summary>
    public async Task<StoryEnd> Tell(CancellationToken ct)
    {
        var where = "drafting the application";
        try
        {
            if (await scene.Draft(ct) is { } renamed) Say($"the name is taken by a living alliance; files as {renamed}");
            for (var i = 0; i < package.Script.Count; i++)
            {
                where = $"step {i + 1} ({Describe(package.Script[i])})";
                Say(Describe(package.Script[i]));
                await Take(package.Script[i], ct);
            }
            where = "the end";
            return Finish(await LookAtTheEnd(ct));
        }
        catch (Exception wrong) when (wrong is StoryException or RefusedException or SignInException or HttpRequestException
            or JsonException or InvalidOperationException or KeyNotFoundException
            || (wrong is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return Finish(await Broken($"{where}: {wrong.Message}", ct));
        }
    }

    /// <summary>The step in a few words.</summary>
    public static string Describe(Step step) => step switch
    {
        { Do: { } verb } =>
            $"{step.By ?? "applicant"}: {verb}" + (step.ExpectRefusal is not { } refusal ? ""
                : ", to be refused" + (refusal.Article is { } article ? $" by {article}" : "")),
        { Wait: { } watched } => $"waits for {JsonNamingPolicy.CamelCase.ConvertName(watched.ToString())} {step.Is}",
        { Until: { } deadline, DaysBefore: { } days } => $"until {days} days before {deadline}",
        { Until: { } deadline } => $"until {deadline}",
        _ => $"{step.Days} days pass",
    };

    private async Task Take(Step step, CancellationToken ct)
    {
        if (step.Do is { } verb) await Act(verb, step, ct);
        else if (step.Wait is { } watched) await Wait(watched, step.Is!, ct);
        else if (step.Until is { } deadline) await time.WaitUntil(await scene.InstantOf(deadline, step.DaysBefore, ct));
        else if (step.Days is { } days) await time.WaitUntil(Scene.OfficeMorning(scene.Today.AddDays(days)));
    }

    private async Task Act(string name, Step step, CancellationToken ct)
    {
        var verb = Verbs.Find(name)!;
        var person = step.By switch
        {
            null => scene.People[package.Applicant.Account],
            Verbs.Public => scene.People.Public,
            var account => scene.People[account],
        };
        if (step.ExpectRefusal is null) (await verb.Do(scene, person, step.With, ct)).Must();
        else await MustBeRefused(verb, person, step, step.ExpectRefusal, ct);
    }

    private async Task MustBeRefused(Verb verb, Person person, Step step, ExpectedRefusal expected, CancellationToken ct)
    {
        scene.ExpectsRefusal = true;
        var answer = await verb.Do(scene, person, step.With, ct);
        scene.ExpectsRefusal = false;
        if (answer.Ok) throw new StoryException(
            $"this had to be refused{(expected.Article is { } by ? $" by {by}" : "")} but was accepted");
        if ((int)answer.Status >= 500 || (expected.Article is { } article && !answer.Articles.Contains(article)))
            throw new StoryException(
                $"this had to be refused by {expected.Article ?? "a rule"}, but {new RefusedException(answer).Message}");
        Say($"refused{(answer.Article is { } rule ? $" by {rule}" : "")}: {answer.Sentence}");
    }

    private async Task Wait(Watched watched, string wanted, CancellationToken ct)
    {
        var seen = await scene.WaitFor(watched, wanted, ct);
        if (seen != wanted) throw new StoryException(
            $"waited for {JsonNamingPolicy.CamelCase.ConvertName(watched.ToString())} to be {wanted}; it is {seen ?? "not there"}");
    }

    private async Task<StoryEnd> LookAtTheEnd(CancellationToken ct)
    {
        var expected = package.Expected;
        var actual = new List<string> { await scene.WaitFor(Watched.Recognition, expected.Recognition.ToString(), ct) ?? "" };
        var recognised = actual[0] == nameof(RecognitionState.Recognised);
        if (recognised && expected.Operation is { } operation)
            actual.Add(await scene.WaitFor(Watched.Operation, operation.ToString(), ct) ?? "");
        if (recognised && expected.Funding is { } funding) actual.Add(await scene.WaitFor(Watched.Funding, funding.ToString(), ct) ?? "");
        if (recognised && expected.Revocation is { } revocation)
            actual.Add(await scene.WaitFor(Watched.Revocation, revocation.ToString(), ct) ?? "");

        var states = (await scene.States(scene.ApplicationId, ct)).ToList();
        // The operation belongs to what is expected only where the package says how it goes on.
        if (recognised && expected.States is { } all && all.Any(s => Enum.TryParse<OperationState>(s, out _)))
            states.AddRange(await scene.States(await scene.AllianceId(ct), ct));
        if (recognised && expected is { Revocation: not null, States: not null } && scene.RevocationId != Guid.Empty)
            states.AddRange(await scene.States(scene.RevocationId, ct));
        var articles = expected.Article is null ? [] : await scene.Articles(recognised, ct);
        var article = articles.Contains(expected.Article ?? "") ? expected.Article : articles is [var other, ..] ? other : null;

        var whys = new List<string>();
        var ended = string.Join(", ", actual);
        if (ended != expected.ToString()) whys.Add($"ended as {ended}");
        if (expected.States is { } passed && !passed.SequenceEqual(states))
            whys.Add($"went through {string.Join(" › ", states)} instead of {string.Join(" › ", passed)}");
        if (recognised && expected.Operation is OperationState.Operating && await scene.FaultOfCertificate(ct) is { } fault)
            whys.Add(fault);
        if (expected.Article != article) whys.Add($"rests on {article ?? "no article"} instead of {expected.Article}");
        return new(package.Id, scene.AllianceFullName, expected.ToString(), ended, whys.Count == 0, states, article, whys.Count == 0
            ? package.Title : string.Join("; ", whys));
    }

    private async Task<StoryEnd> Broken(string why, CancellationToken ct)
    {
        var (actual, states) = ("", (IReadOnlyList<string>)[]);
        try
        {
            actual = scene.ApplicationId == Guid.Empty ? "" : await scene.See(Watched.Recognition, ct) ?? "";
            if (actual.Length > 0) states = await scene.States(scene.ApplicationId, ct);
        }
        catch (Exception also) when (also is HttpRequestException or RefusedException or SignInException or InvalidOperationException)
        {
            why += $"; then {also.Message}";
        }
        return new(package.Id, scene.AllianceFullName, package.Expected.ToString(), actual, false, states, null, why);
    }

    private StoryEnd Finish(StoryEnd end)
    {
        news.Report(new(package.Id, scene.Today, end.Ok ? end.Actual : $"not as expected: {end.Why}", end.Ok));
        return end;
    }

    private void Say(string what) => news.Report(new(package.Id, scene.Today, what));
}
