using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace Alliance.Ui;

/// <summary>
/// What a lambda such as <c>() => Input.Members[i].CreditCode</c> means on a page without JavaScript: the name the form posts
/// ("Input.Members[2].CreditCode"), the path a refusal names ("members[2].creditCode"), the value to show.
/// </summary>
/// <param name="Name">What the form posts.</param>
/// <param name="Value">What the property holds now.</param>
public sealed record FieldPath(string Name, object? Value)
{
    /// <summary>Reads a lambda over a property of the page.</summary>
    public static FieldPath Of<T>(Expression<Func<T>> property)
    {
        var name = new StringBuilder();
        var value = Walk(property.Body, name);
        return new(name.ToString(), value);
    }

    /// <summary>Without the page's own property in front: "Members[2].CreditCode". A property of the page itself keeps its name.</summary>
    public string Inner => Name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? Name[(dot + 1)..] : Name;

    /// <summary>True when a refusal's field means this one; with or without the page's own property in front, whatever the case of its
    /// letters.</summary>
    public bool Is(string? field) => field is not null
        && (string.Equals(field, Inner, StringComparison.OrdinalIgnoreCase)
            || string.Equals(field, Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The element's id; the form's name keeps two forms on a page apart.</summary>
    public string Id(string? form) => IdOf(Inner, form);

    /// <summary>The id of the element that a refusal's field means.</summary>
    public static string IdOf(string field, string? form)
    {
        var id = new StringBuilder(form ?? "f");
        foreach (var c in "-" + field.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) id.Append(c);
            else if (id[^1] != '-') id.Append('-');
        return id.ToString().TrimEnd('-');
    }

    // Evaluates and names at once. A captured variable and the page itself carry no name: the first property below them is where the name
    // starts.
    static object? Walk(Expression expression, StringBuilder name)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                return constant.Value;
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                return Walk(convert.Operand, name);
            case MemberExpression member:
                var owner = member.Expression is null ? null : Walk(member.Expression, name);
                if (name.Length > 0) name.Append('.');
                name.Append(member.Member.Name);
                if (member.Expression is ConstantExpression && IsClosure(owner)) name.Clear();
                return owner is null && member.Expression is not null ? null : Read(member.Member, owner);
            case MethodCallExpression { Method.Name: "get_Item", Object: { } list } call:
                var items = Walk(list, name);
                var index = Walk(call.Arguments[0], new StringBuilder());
                name.Append('[').Append(Convert.ToString(index, CultureInfo.InvariantCulture)).Append(']');
                return items is IList known && index is int at ? at < known.Count ? known[at] : null : items is null ? null
                    : call.Method.Invoke(items, [index]);
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } element:
                var array = (Array?)Walk(element.Left, name);
                var position = (int)Walk(element.Right, new StringBuilder())!;
                name.Append('[').Append(position.ToString(CultureInfo.InvariantCulture)).Append(']');
                return array?.GetValue(position);
            default:
                throw new ArgumentException($"A field stands for a property or an element, not for '{expression}'.", nameof(expression));
        }
    }

    static bool IsClosure(object? owner) => owner?.GetType().Name.StartsWith("<>c", StringComparison.Ordinal) == true;

    static object? Read(MemberInfo member, object? owner) => member switch
    {
        PropertyInfo property => property.GetValue(owner),
        FieldInfo field => field.GetValue(owner),
        _ => throw new ArgumentException($"{member.Name} is neither property nor field."),
    };
}
