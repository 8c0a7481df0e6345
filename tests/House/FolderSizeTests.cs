using Mono.Cecil;
using Xunit;

namespace Alliance.House.Tests;

/// <summary>A folder is one subject: what people do there is read off its list of files.</summary>
public sealed class FolderSizeTests
{
    const int MostUseCases = 12, MostSources = 16;

    static readonly string[] Folders = ["platform", "services", "workflows", "deploy"];

    [Fact]
    public void A_folder_holds_no_more_than_12_use_cases()
    {
        var useCases = House.Projects.SelectMany(project => UseCases(House.Built(project))).ToList();

        Assert.NotEmpty(useCases);
        House.None(useCases.GroupBy(useCase => useCase.Namespace).Where(folder => folder.Count() > MostUseCases)
            .Select(folder => $"{folder.Key} has {folder.Count()}: {string.Join(", ", folder.Select(useCase => useCase.Name))}"));
    }

    [Fact]
    public void A_folder_holds_no_more_than_16_sources() => House.None(Folders.SelectMany(folder => House.Files(folder, "*.cs"))
        .GroupBy(file => Path.GetDirectoryName(file)!).Where(folder => folder.Count() > MostSources)
        .Select(folder => $"{folder.Key} has {folder.Count()}"));

    // Program.cs lists them.
    static IEnumerable<TypeDefinition> UseCases(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        if (module.EntryPoint is not { } main) return [];
        return [.. module.GetTypes().Where(type => type == main.DeclaringType || type.DeclaringType == main.DeclaringType)
            .SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand).OfType<GenericInstanceMethod>()
            .Where(method => method.Name is "AddScoped" or "AddConsumer").SelectMany(method => method.GenericArguments)
            .OfType<TypeDefinition>().Where(type => !type.IsInterface).Distinct()];
    }
}
