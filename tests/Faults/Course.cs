using Alliance.Contracts;

namespace Alliance.Faults;

/// <summary>What becomes of a recognised alliance, decided before it is applied for.</summary>
public enum Course
{
    /// <summary>It operates, passes its assessment, and a second cycle begins.</summary>
    Operates,
    /// <summary>A case for revocation is dropped before the alliance was told.</summary>
    DroppedAtOnce,
    /// <summary>A case for revocation is dropped after the statement.</summary>
    Dropped,
    /// <summary>Dropped likewise; the members then end the alliance themselves.</summary>
    DroppedAndDissolved,
    /// <summary>Revoked after a statement, or after none.</summary>
    Revoked,
    /// <summary>Revoked after a hearing within the period of the statement.</summary>
    HeardAndRevoked,
    /// <summary>Revoked after a hearing that was held when the period was over.</summary>
    HeardLateAndRevoked,
    /// <summary>Revoked when the cycle had ended and was being assessed.</summary>
    RevokedUnderAssessment,
    /// <summary>Cancelled after a failed assessment.</summary>
    Cancelled,
    /// <summary>Cancelled while a case for revocation ran.</summary>
    CancelledMeanwhile,
    /// <summary>Cancelled when it was decided to revoke, and the document was not signed yet.</summary>
    CancelledBeforeTheDocument,
}

/// <summary>What follows from a course.</summary>
public static class Courses
{
    /// <summary>Draws one.</summary>
    public static Course Draw(Random random) => random.Next(100) switch
    {
        < 32 => Course.Operates,
        < 38 => Course.DroppedAtOnce,
        < 48 => Course.Dropped,
        < 54 => Course.DroppedAndDissolved,
        < 64 => Course.Revoked,
        < 72 => Course.HeardAndRevoked,
        < 80 => Course.HeardLateAndRevoked,
        < 87 => Course.RevokedUnderAssessment,
        < 91 => Course.Cancelled,
        < 96 => Course.CancelledMeanwhile,
        _ => Course.CancelledBeforeTheDocument,
    };

    /// <summary>A case for revocation is opened.</summary>
    public static bool IsAccused(this Course course) => course is not (Course.Operates or Course.Cancelled);

    /// <summary>The case is dropped.</summary>
    public static bool IsDropped(this Course course)
        => course is Course.DroppedAtOnce or Course.Dropped or Course.DroppedAndDissolved;

    /// <summary>A hearing is asked for.</summary>
    public static bool IsHeard(this Course course) => course is Course.HeardAndRevoked or Course.HeardLateAndRevoked;

    /// <summary>The document of a revocation is signed.</summary>
    public static bool IsRevoked(this Course course)
        => course is Course.Revoked or Course.RevokedUnderAssessment || course.IsHeard();

    /// <summary>The assessment fails.</summary>
    public static bool Fails(this Course course)
        => course is Course.Cancelled or Course.CancelledMeanwhile or Course.CancelledBeforeTheDocument;

    /// <summary>Where the operation must stand at the end.</summary>
    public static string Operation(this Course course)
        => (course switch
        {
            Course.DroppedAndDissolved => OperationState.Dissolved,
            _ when course.IsRevoked() => OperationState.Revoked,
            _ when course.Fails() => OperationState.Cancelled,
            _ => OperationState.Operating,
        }).ToString();

    /// <summary>Where the case for revocation must stand at the end; null where none is opened.</summary>
    public static string? Revocation(this Course course) => !course.IsAccused() ? null
        : (course.IsDropped() ? RevocationState.Dropped : course.IsRevoked() ? RevocationState.Revoked : RevocationState.Overtaken)
            .ToString();
}
