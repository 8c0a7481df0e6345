using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Alliance.House.Tests;

/// <summary>One type's use of another of the same project.</summary>
/// <param name="From">The type that uses.</param>
/// <param name="To">The type that is used.</param>
sealed record Use(TypeDefinition From, TypeDefinition To);

/// <summary>
/// A project as the compiler made it: which of its types uses which. Constants are not seen, for the compiler puts their value in place of
/// their name.
/// </summary>
static class BuiltProject
{
    /// <summary>
    /// Every use of one folder's types by another's. Folders are namespaces; what stands inside a type belongs to that type.
    /// </summary>
    public static IEnumerable<Use> UsesBetweenFolders(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly, Beside(assembly));
        return [.. module.GetTypes().SelectMany(type => UsedBy(type).Select(used => new Use(Outermost(type), Outermost(used))))
            .Where(use => use.From.Namespace != use.To.Namespace && IsOurs(use.From) && IsOurs(use.To)).Distinct()];
    }

    // The value of an attribute can be of a type that stands in another assembly.
    static ReaderParameters Beside(string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(assembly));
        return new() { AssemblyResolver = resolver };
    }

    static bool IsOurs(TypeDefinition type) => type.Namespace.StartsWith("Alliance.", StringComparison.Ordinal);

    static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    static IEnumerable<TypeDefinition> UsedBy(TypeDefinition type)
        => Mentioned(type).OfType<TypeReference>().SelectMany(Parts).OfType<TypeDefinition>();

    static IEnumerable<TypeReference?> Mentioned(TypeDefinition type)
    {
        yield return type.BaseType;
        foreach (var implemented in type.Interfaces) yield return implemented.InterfaceType;
        foreach (var mentioned in type.GenericParameters.SelectMany(Constraints)) yield return mentioned;
        foreach (var mentioned in type.CustomAttributes.SelectMany(Mentioned)) yield return mentioned;
        foreach (var mentioned in type.Properties.SelectMany(p => p.CustomAttributes).SelectMany(Mentioned)) yield return mentioned;
        foreach (var mentioned in type.Fields.SelectMany(f => f.CustomAttributes).SelectMany(Mentioned)) yield return mentioned;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var mentioned in type.Methods.SelectMany(Mentioned)) yield return mentioned;
    }

    static IEnumerable<TypeReference?> Mentioned(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
        foreach (var mentioned in method.GenericParameters.SelectMany(Constraints)) yield return mentioned;
        foreach (var mentioned in method.CustomAttributes.SelectMany(Mentioned)) yield return mentioned;
        if (!method.HasBody) yield break;
        foreach (var variable in method.Body.Variables) yield return variable.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers) yield return handler.CatchType;
        foreach (var mentioned in method.Body.Instructions.SelectMany(Mentioned)) yield return mentioned;
    }

    static IEnumerable<TypeReference?> Mentioned(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    static IEnumerable<TypeReference?> Mentioned(CustomAttribute attribute) =>
        [attribute.AttributeType, .. attribute.ConstructorArguments.Concat(attribute.Properties.Select(p => p.Argument))
            .Select(argument => argument.Value as TypeReference)];

    static IEnumerable<TypeReference?> Constraints(GenericParameter parameter)
        => parameter.Constraints.Select(constraint => constraint.ConstraintType);

    // List<Grant[]> mentions the list and the grant.
    static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification other => Parts(other.ElementType),
        _ => [type],
    };
}
