namespace Alliance.Local.Running;

/// <summary>How far a part of the system has come.</summary>
public enum StartUpState { Working, Done, Failed }

/// <summary>News about a part of the system that is being started.</summary>
public sealed record StartUpStep(string Part, StartUpState State, string? Detail = null);

internal static class StartUp
{
    /// <summary>Reports the beginning and the end of one step.</summary>
    public static async Task<T> Watch<T>(this IProgress<StartUpStep>? progress, string part, Func<Task<T>> work)
    {
        progress?.Report(new(part, StartUpState.Working));
        try
        {
            var result = await work();
            progress?.Report(new(part, StartUpState.Done));
            return result;
        }
        catch
        {
            progress?.Report(new(part, StartUpState.Failed));
            throw;
        }
    }
}
