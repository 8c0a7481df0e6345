using Alliance.Core.Messaging;
using MassTransit.JobService;
using MassTransit.Middleware;
using Xunit;

namespace Alliance.Platform.Tests.Floor;

/// <summary>A consumer is the same to the inbox in whichever folder it stands.</summary>
public sealed class TheInboxKnowsWhoAnswers
{
    static readonly Guid Reckoned = JobMetadataCache<StampPetitionSlice, StampPetition>.GenerateJobTypeId("petitions");

    static readonly InboxName Here = Named("Alliance.Platform.Tests.Floor.StampPetitionSlice", Reckoned);
    static readonly InboxName Moved = Named("Alliance.Platform.Tests.Floor.Stamps.StampPetitionSlice", Guid.NewGuid());

    [Fact]
    public void Whoever_moves_answers_under_the_same_name() => Assert.Equal(Here.Id, Moved.Id);

    [Fact]
    public void What_was_answered_in_the_folder_above_is_known_again()
    {
        Assert.Contains(Reckoned, Here.Former);
        Assert.Contains(Reckoned, Moved.Former);
    }

    [Fact]
    public void Two_names_are_two_consumers()
        => Assert.NotEqual(Here.Id, Named("Alliance.Platform.Tests.Floor.SealPetitionSlice", Guid.NewGuid()).Id);

    static InboxName Named(string consumer, Guid id)
        => InboxName.Of<StampPetition>(new OutboxConsumeOptions { ConsumerId = id, ConsumerType = consumer }, "petitions");
}
