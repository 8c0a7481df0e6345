using System.Collections.Concurrent;
using System.Reflection;
using Alliance.Core.Rules;

namespace Alliance.Core.Security;

/// <summary>
/// Whom a use case admits: what its method declares, else what its class does, with the same words as pages and endpoints. It is asked
/// where the act is done (<c>Database.Begin</c>), so whoever calls the use case, a page, an endpoint or another one, cannot let somebody in
/// who may not.
/// </summary>
public static class Rights
{
    static readonly ConcurrentDictionary<(Type UseCase, string Method), IAdmits?> Declared = new();

    /// <summary>What this method of the use case declares; null when neither it nor its class says a word.</summary>
    public static IAdmits? Of(Type useCase, string method) => Declared.GetOrAdd((useCase, method), static key => key.UseCase
        .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(m => m.Name == key.Method).Select(Said).FirstOrDefault(said => said is not null) ?? Said(key.UseCase));

    /// <summary>Why this person is not admitted; null when they are. The procedure itself always is.</summary>
    public static Refusal? WhyNot(IAdmits admits, Actor actor) => admits.Admitted switch
    {
        _ when actor.IsSystem => null,
        null => null,
        [] when !actor.IsSignedIn => Refusal.Forbidden($"请登录后办理"),
        [] => null,
        var roles => actor.IsAny(roles) ? null : Refusal.Forbidden($"您的账号没有办理此事项的权限；如工作需要，请联系系统管理员开通相应角色"),
    };

    /// <summary>True where the use case is this person's to ask.</summary>
    public static bool Admits<TUseCase>(Actor actor, string method = "Handle")
        => Of(typeof(TUseCase), method) is { } admits && WhyNot(admits, actor) is null;

    static IAdmits? Said(MemberInfo member) => member.GetCustomAttributes().OfType<IAdmits>().SingleOrDefault();
}

/// <summary>Somebody began a step that is not theirs. No page offers it to them and no endpoint lets them through, so this is answered with
/// 403 wherever it comes up.</summary>
public sealed class NotAdmittedException(Refusal refusal, string useCase, string account)
    : Exception($"{useCase} does not admit {(account.Length == 0 ? "the public" : account)}.")
{
    /// <summary>What they are told.</summary>
    public Refusal Refusal { get; } = refusal;
}
