using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Alliance.Web.Api;

/// <summary>What stands above types and members in the sources, from the XML files the build puts beside the assemblies.</summary>
sealed partial class Comments
{
    readonly Dictionary<string, XElement> _members = [];

    public Comments()
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Alliance.*.xml"))
            foreach (var member in XDocument.Load(file).Descendants("member"))
                if ((string?)member.Attribute("name") is { } name) _members[name] = member;
    }

    /// <summary>The summary of a type.</summary>
    public string? Of(Type type) => Text(_members.GetValueOrDefault($"T:{Name(type)}")?.Element("summary"));

    /// <summary>The summary of a property, or of the parameter of a record that became it.</summary>
    public string? Of(MemberInfo member)
    {
        var type = Name(member.DeclaringType!);
        return Text(_members.GetValueOrDefault($"P:{type}.{member.Name}")?.Element("summary"))
            ?? Text(_members.GetValueOrDefault($"T:{type}")?.Elements("param")
                .FirstOrDefault(p => (string?)p.Attribute("name") == member.Name));
    }

    static string Name(Type type)
        => ((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name).Replace('+', '.');

    static string? Text(XElement? element)
    {
        if (element is null) return null;
        var text = string.Concat(element.DescendantNodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference =>
                ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? "").Split('.', ':')[^1],
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim() is { Length: > 0 } said ? said : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
