using Xunit;

namespace Alliance.SystemTests;

public sealed class SystemTests(RunningSystem system)
{
    [Fact]
    public async Task Everything_starts_and_has_one_address()
    {
        var alliance = await system.Alliance;

        Assert.Equal("localhost", alliance.PublicAddress.Host);
        Assert.False(alliance.Broken.IsCompleted);
    }
}
