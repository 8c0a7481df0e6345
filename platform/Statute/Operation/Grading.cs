using Alliance.Statute.Policies;

namespace Alliance.Statute.Operation;

/// <summary>The grade of an assessment 考核等次 (Art. 14). The statute knows 合格 and 不合格; a policy may have better ones, each with the score
/// from which on it is given. A knock-out fails whatever the score.</summary>
[RestsOn("14")]
public static class Grading
{
    /// <summary>True when the assessment is passed: no knock-out, and at least the pass mark.</summary>
    public static bool IsPassed(decimal score, bool isKnockedOut, Policy policy) => !isKnockedOut && score >= policy.AssessmentPassMark;

    /// <summary>The grade: the last of the policy for a failed one, else the best whose mark is reached.</summary>
    public static string Of(decimal score, bool isKnockedOut, Policy policy)
    {
        var grades = policy.Grades;
        if (!IsPassed(score, isKnockedOut, policy)) return grades[^1];
        // One without a mark of its own is given from the pass mark on.
        return grades.SkipLast(1).FirstOrDefault(grade => policy.GradeMarks.FirstOrDefault(mark => mark.Grade == grade) is not { } from
            || score >= from.Mark) ?? grades[^1];
    }
}
