using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute.Text;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Interventions;

/// <summary>
/// Says a command of a step again, to the letter, as a new message. Whoever answers it looks at the state of its own case and takes no step
/// twice; so it is said again only while the case is where that step brought it.
/// </summary>
/// <param name="Position">The step's entry in the journal.</param>
/// <param name="Command">Name of the command.</param>
public sealed record RepeatCommand(long Position, string Command) : Change
{
    public sealed record Request(long Position, string Command, [LongText] string? Reason);

    /// <inheritdoc/>
    public override FormattableString InWords => $"重发“{new Alliance.Statute.Text.Word(Sentences.Said(Command) ?? Command)}”";

    internal override async Task<Step> Look(Hands hands)
    {
        var entry = await hands.Work.Find<Entry>("""
            select outputs, said::text as said,
              exists(select from journal later where later.case_id = j.case_id and later.kind = j.kind and later.position > j.position
                and later.from_state <> later.to_state) as moved_on
            from journal j where case_id = @CaseId and kind = @Kind and position = @Position
            """, new { hands.Case.CaseId, hands.Case.Kind, Position });
        if (WhyNot(hands.Case, entry, Command) is { } refusal) return refusal;
        return new(null, null, async () =>
        {
            await hands.Work.Send(Body(entry!.Said, Command)!.Value.Deserialize(Commands.Find(Command)!, Json.Options)!);
            return null;
        });
    }

    internal static Refusal? WhyNot(CaseInHand found, Entry? entry, string command)
    {
        if (entry is null || !entry.Outputs.Contains(command) || Commands.Find(command) is null) return Refusal.NotFound($"办理经过中没有这条命令");
        if (found.PausedAt is not null) return Refusal.Conflict($"案件已经暂停，恢复后才能重发");
        if (entry.MovedOn) return Refusal.Conflict($"案件已经离开发出该命令的环节，不能重发");
        return Body(entry.Said, command) is null ? Refusal.Conflict($"该命令的内容没有留存，不能重发") : null;
    }

    static JsonElement? Body(string? said, string command)
    {
        if (said is null) return null;
        foreach (var one in Json.Read<List<JsonElement>>(said))
            if (one.GetProperty("command").GetString() == command) return one.GetProperty("body");
        return null;
    }

    internal sealed record Entry
    {
        public string[] Outputs { get; init; } = [];
        public string? Said { get; init; }
        public bool MovedOn { get; init; }
    }
}
