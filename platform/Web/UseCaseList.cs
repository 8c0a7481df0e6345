using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Alliance.Core.Data;
using Alliance.Core.Security;
using Microsoft.AspNetCore.Routing;

namespace Alliance.Web;

/// <summary>What the use cases of a service declare about who may use them, compared with what they do and with the endpoints that lead to
/// them.</summary>
public static class UseCaseList
{
    const BindingFlags Every =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    static readonly MethodInfo Begin = typeof(Database).GetMethod(nameof(Database.Begin))!;
    static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>
    /// Keeps the service from starting when a use case that acts for a person, or is asked by one, does not declare who may; and when an
    /// endpoint admits others than the use case behind it.
    /// </summary>
    public static void Check(IEnumerable<Assembly> assemblies, IEnumerable<EndpointDataSource> sources)
        => Check(assemblies.SelectMany(assembly => assembly.GetTypes()), sources);

    internal static void Check(IEnumerable<Type> types, IEnumerable<EndpointDataSource> sources)
    {
        var silent = types.Where(type => type is { IsClass: true, IsNested: false }).SelectMany(type => type.GetMethods(Every))
            .Where(method => method != Begin && ActsForAPerson(method) && Rights.Of(method.DeclaringType!, method.Name) is null)
            .Select(Name).ToList();
        if (silent.Count > 0)
            throw new InvalidOperationException(
                $"These use cases do not declare who may use them: {string.Join(", ", silent)}. Use [For(…)], [ForReading(…)], " +
                $"[ForSignedIn] or [ForEveryone], on the class or the method.");

        var differing = sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(Differing).Distinct().ToList();
        if (differing.Count > 0)
            throw new InvalidOperationException(
                $"These endpoints admit others than the use cases they call: {string.Join(", ", differing)}.");
    }

    // Asked for a person: it takes the actor and answers later. Acts for one: it begins a unit of work.
    static bool ActsForAPerson(MethodInfo method)
        => (method is { IsPublic: true, IsStatic: false } && IsAnsweredLater(method.ReturnType)
            && method.GetParameters().Any(p => p.ParameterType == typeof(Actor)))
        || Called(method).Any(called => called == Begin);

    static bool IsAnsweredLater(Type type)
        => typeof(Task).IsAssignableFrom(type) || typeof(Microsoft.AspNetCore.Http.IResult).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    static IEnumerable<string> Differing(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<MethodInfo>() is not { } handler
            || endpoint.Metadata.GetMetadata<IAdmits>() is not { } door) return [];
        return Called(handler).Where(called => called.DeclaringType is not null
            && Rights.Of(called.DeclaringType, called.Name) is { } admits && !Same(admits, door))
            .Select(called => $"{endpoint.RoutePattern.RawText} ({Name(called)})");
    }

    static bool Same(IAdmits one, IAdmits other) => (one.Admitted, other.Admitted) switch
    {
        (null, null) => true,
        ({ } some, { } others) => some.ToHashSet().SetEquals(others),
        _ => false,
    };

    static string Name(MethodBase method) => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>The methods a method calls, read from its code; of an asynchronous one, from the code the compiler made of it.</summary>
    static IEnumerable<MethodBase> Called(MethodInfo method)
    {
        MethodBase code = method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType.GetMethod("MoveNext", Every) ?? method;
        if (code.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        Type[] ofType = code.DeclaringType!.IsGenericType ? code.DeclaringType.GetGenericArguments() : [], ofMethod = code.IsGenericMethod
            ? code.GetGenericArguments() : [];
        for (var at = 0; at < il.Length;)
        {
            var code1 = il[at++];
            var opcode = Codes[code1 == 0xFE ? (short)(0xFE00 | il[at++]) : code1];
            if (opcode.OperandType == OperandType.InlineMethod
                && code.Module.ResolveMethod(BitConverter.ToInt32(il, at), ofType, ofMethod) is { } called) yield return called;
            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }
}
