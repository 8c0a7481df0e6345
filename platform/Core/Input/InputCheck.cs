using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Alliance.Core.Rules;
using Alliance.Core.Text;
using Alliance.Statute;
using Alliance.Statute.Text;
using Microsoft.AspNetCore.Http;

namespace Alliance.Core.Input;

/// <summary>
/// What holds for every value that anybody sends, whatever it stands for: no <c>null</c> in a list, no enumeration value that does not
/// exist, no character that cannot be shown, printed or exported, and lengths, amounts, days and years within the bounds of the matter.
/// Bodies, forms, queries, workbooks and the form of an application pass here before any rule looks at them. Narrower or wider bounds are
/// attributes: <see cref="LongTextAttribute"/>, <see cref="MaxLengthAttribute"/>, <see cref="RangeAttribute"/>.
/// </summary>
public static class InputCheck
{
    /// <summary>The first day that can be meant.</summary>
    public static readonly DateOnly FirstDay = new(1900, 1, 1);

    /// <summary>The last day that can be meant.</summary>
    public static readonly DateOnly LastDay = new(2100, 12, 31);

    /// <summary>The first year of calls, reports and calendars.</summary>
    public const int FirstYear = 1949;

    /// <summary>The last one.</summary>
    public const int LastYear = 2100;

    /// <summary>Entries of a list, where nothing else is said of it.</summary>
    public const int MostItems = 1000;

    /// <summary>The greatest whole number, where nothing else is said of it.</summary>
    public const int GreatestNumber = 1_000_000_000;

    // 元, and whatever else is counted with decimals.
    const decimal GreatestAmount = Money.Most / 100;

    // Nobody reads more at once.
    const int MostFaults = 50;

    static readonly ConcurrentDictionary<Type, Member[]> Members = new();
    static readonly NullabilityInfoContext Nullability = new();
    static readonly Lock Reading = new();

    /// <summary>What is the matter with a value and everything in it; the field of a fault is its path, such as
    /// <c>members[2].creditCode</c>.</summary>
    /// <param name="value">A request, a form, or one value of a query.</param>
    /// <param name="path">What it is called itself; empty for a whole body.</param>
    /// <param name="whole">False for a form of a page, which posts a part of what its type has: what it did not post is nothing
    /// wrong.</param>
    public static IReadOnlyList<Fault> Faults(object? value, string path = "", bool whole = true)
    {
        var faults = new List<Fault>();
        Look(value, path, Rule.Usual.Named(path), whole, faults);
        return faults;
    }

    /// <summary>What is the matter with what an endpoint was given for one of its parameters, by what is said of it there.</summary>
    public static IReadOnlyList<Fault> Faults(object? value, ParameterInfo parameter)
    {
        var (faults, path) = (new List<Fault>(), IsOurs(parameter.ParameterType) ? "" : parameter.Name!);
        Look(value, path, Rule.Of(parameter.Name!, parameter.ParameterType, parameter.GetCustomAttributes(inherit: true)), true, faults);
        return faults;
    }

    /// <summary>
    /// Reads every text in a request as it was meant (<see cref="TypedText"/>), in place: without what nobody sees and without space around
    /// it, codes as a register has them. A password is what it is.
    /// </summary>
    public static T Clean<T>(T value)
    {
        if (value is string || value is null) return value;
        if (value is IEnumerable items and not IDictionary)
            foreach (var item in items) Clean(item);
        else if (IsOurs(value.GetType()))
            foreach (var member in MembersOf(value.GetType()))
                switch (member.Read(value))
                {
                    case string text:
                        if (Clean(text, member.Name) is var clean && clean != text) member.Write(value, clean);
                        break;
                    case string[] texts:
                        for (var i = 0; i < texts.Length; i++) texts[i] = texts[i] is null ? null! : Clean(texts[i], member.Name);
                        break;
                    case IList<string> texts when !texts.IsReadOnly:
                        for (var i = 0; i < texts.Count; i++) texts[i] = texts[i] is null ? null! : Clean(texts[i], member.Name);
                        break;
                    case { } inside:
                        Clean(inside);
                        break;
                }
        return value;
    }

    /// <summary>
    /// Gives back what a type begins with where a form left nothing: a field of which the framework could read no entry becomes null there,
    /// though its type says never.
    /// </summary>
    public static void FillIn(object? value)
    {
        if (value is IEnumerable items and not (string or IDictionary))
            foreach (var item in items) FillIn(item);
        if (value is null || !IsOurs(value.GetType())) return;
        object? fresh = null;
        foreach (var member in MembersOf(value.GetType()))
            if (member.Read(value) is { } inside) FillIn(inside);
            else if (member.Required && value.GetType().GetConstructor(Type.EmptyTypes) is { } begin
                && member.Read(fresh ??= begin.Invoke(null)) is { } first) member.Write(value, first);
    }

    /// <summary>One text, by what it is called.</summary>
    public static string Clean(string text, string name)
        => name.EndsWith("Password", StringComparison.OrdinalIgnoreCase) ? text
            : name.EndsWith("Code", StringComparison.OrdinalIgnoreCase) || name.EndsWith("Codes", StringComparison.OrdinalIgnoreCase)
            ? TypedText.Code(text)
            : TypedText.Clean(text);

    /// <summary>Why one text cannot be taken; null when it can.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">Characters at most.</param>
    /// <param name="lines">Whether it may have several lines.</param>
    public static FormattableString? WhyNot(string text, int length = TypedText.Line, bool lines = false)
        => WhyNotText(text, Rule.Usual with { Length = length, Lines = lines });

    /// <summary>Every text in a type and in what it holds, by path, with the greatest length it may have; for the test that each has one,
    /// and for OpenAPI.</summary>
    public static IEnumerable<(string Path, int Length)> Texts(Type type)
    {
        var seen = new HashSet<Type>();
        return Walk(type, "");

        IEnumerable<(string, int)> Walk(Type at, string path)
        {
            if (!seen.Add(at)) yield break;
            foreach (var member in MembersOf(at))
            {
                var inner = Element(member.Type) ?? member.Type;
                var here = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                if (inner == typeof(string)) yield return (here, member.Rule.Length);
                else if (IsOurs(inner))
                    foreach (var deeper in Walk(inner, here)) yield return deeper;
            }
        }
    }

    static void Look(object? value, string path, Rule rule, bool whole, List<Fault> faults)
    {
        if (faults.Count >= MostFaults) return;
        switch (value)
        {
            case null or IFormFile:
                break;
            case string text:
                if (WhyNotText(text, rule) is { } unfit) Add(unfit);
                break;
            case Enum word:
                if (!Enum.IsDefined(word.GetType(), word)) Add($"没有“{word}”这个选项");
                break;
            case long number when rule.IsMoney:
                if (number is < 0 or > Money.Most) Add($"金额应在 0 至 {Money.Yuan(Money.Most)} 之间");
                break;
            case long or short or byte when !rule.IsBounded:
                break;
            case int or long or short or byte or double or float or decimal:
                if (WhyNotNumber(value, rule) is { } outside) Add(outside);
                break;
            case DateOnly day:
                if (day < FirstDay || day > LastDay) Add(WrongDay);
                break;
            case DateTime at:
                if (at.Year < FirstDay.Year || at.Year > LastDay.Year) Add(WrongDay);
                break;
            case DateTimeOffset at:
                if (at.Year < FirstDay.Year || at.Year > LastDay.Year) Add(WrongDay);
                break;
            case IDictionary entries:
                if (entries.Count > rule.Items) Add($"最多 {rule.Items} 项，现有 {entries.Count} 项");
                else foreach (DictionaryEntry entry in entries) Entry(entry.Key, entry.Value);
                break;
            case IEnumerable items:
                LookAtItems(items);
                break;
            default:
                if (IsOurs(value.GetType()))
                    foreach (var member in MembersOf(value.GetType()))
                    {
                        var inside = member.Read(value);
                        var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                        if (inside is null && member.Required && whole) faults.Add(new($"此处不能为空", Field: at));
                        else Look(inside, at, member.Rule, whole, faults);
                    }
                break;
        }

        void Add(FormattableString sentence) => faults.Add(new(sentence, Field: path.Length == 0 ? null : path));

        void Entry(object key, object? inside)
        {
            var at = $"{path}[{key}]";
            if (key is string name && WhyNotText(name, Rule.Usual) is { } unfit) faults.Add(new(unfit, Field: path));
            else if (inside is null) faults.Add(new($"此处不能为空", Field: at));
            else Look(inside, at, rule.Inside, whole, faults);
        }

        void LookAtItems(IEnumerable items)
        {
            if (items is ICollection { Count: var count } && count > rule.Items)
            {
                Add($"最多 {rule.Items} 项，现有 {count} 项");
                return;
            }
            var index = 0;
            foreach (var item in items)
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]");
                if (item is null) faults.Add(new($"此处不能为空", Field: at));
                else Look(item, at, rule.Inside, whole, faults);
                if (faults.Count >= MostFaults) return;
            }
        }
    }

    static FormattableString WrongDay => $"日期应在 {FirstDay.Year} 年至 {LastDay.Year} 年之间";

    static FormattableString? WhyNotText(string text, Rule rule)
    {
        if (!rule.Lines && text.AsSpan().ContainsAny('\n', '\r', '\t')) return $"此处只能写一行，不能换行或使用制表符";
        if (TypedText.Unfit(text) is >= 0 and var at) return $"第 {at + 1} 个字符是不能显示的控制字符，请删除";
        if (!string.IsNullOrWhiteSpace(text) && TypedText.IsBlank(text)) return $"内容里只有看不见的字符，请重新填写";
        if (text.Length > rule.Length) return $"内容过长，不超过 {rule.Length} 字，现有 {text.Length} 字";
        return null;
    }

    static FormattableString? WhyNotNumber(object value, Rule rule)
    {
        if (value is double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN) return $"此处应为数字";
        // Beyond what a decimal holds is beyond every bound.
        var number = value is double or float && Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) > 1e28
            ? decimal.MaxValue : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        var (least, greatest) = rule.IsBounded || value is int ? (rule.Least, rule.Greatest) : (-GreatestAmount, GreatestAmount);
        if (number < least || number > greatest) return $"数值应在 {least} 至 {greatest} 之间";
        return null;
    }

    static Member[] MembersOf(Type type) => Members.GetOrAdd(type, static type =>
    {
        // The context that reads nullability is not for several threads.
        lock (Reading)
            return
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    // What is reckoned from the rest is nothing anybody sends.
                    .Where(p => p.GetIndexParameters().Length == 0 && p.CanRead && p.SetMethod?.IsPublic == true)
                    .Select(p => new Member(p, Rule.Of(p), !p.PropertyType.IsValueType
                        && Nullability.Create(p).WriteState == NullabilityState.NotNull)),
            ];
    });

    /// <summary>True for a class of this product, whose members are looked at one by one.</summary>
    public static bool IsOurs(Type type) => type is { IsClass: true, IsEnum: false }
        && type.Assembly.GetName().Name?.StartsWith("Alliance.", StringComparison.Ordinal) == true;

    static Type? Element(Type type) => type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()
        : type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is { } many
            ? many.GetGenericArguments()[0] is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? pair.GetGenericArguments()[1] : many.GetGenericArguments()[0]
        : null;

    sealed class Member(PropertyInfo property, Rule rule, bool required)
    {
        public string Name { get; } = Json.CamelCase(property.Name);
        public Type Type => property.PropertyType;
        public Rule Rule => rule;
        public bool Required => required;
        public object? Read(object owner) => property.GetValue(owner);
        public void Write(object owner, object? value) => property.SetValue(owner, value);
    }

    // The bounds of one value.
    sealed record Rule(int Length, bool Lines, int Items, decimal Least, decimal Greatest, bool IsBounded, bool IsMoney)
    {
        public static readonly Rule Usual =
            new(TypedText.Line, Lines: false, MostItems, 0, GreatestNumber, IsBounded: false, IsMoney: false);

        // A list of texts: its own length bounds the list, that of a text is the usual one; whether lines may end is the texts' matter.
        public Rule Inside => this with { Length = Lines ? Length : TypedText.Line };

        public static Rule Of(PropertyInfo property)
            => Of(property.Name, property.PropertyType, property.GetCustomAttributes(inherit: true).Concat(OfParameter(property)));

        public static Rule Of(string name, Type type, IEnumerable<object> said)
        {
            var rule = Usual.Named(name);
            foreach (var attribute in said)
                rule = attribute switch
                {
                    LongTextAttribute text => rule with { Length = text.Length, Lines = true },
                    DataTypeAttribute { DataType: DataType.MultilineText } => rule with { Lines = true },
                    MaxLengthAttribute most when Element(type) is not null => rule with { Items = most.Length },
                    MaxLengthAttribute most => rule with { Length = most.Length },
                    RangeAttribute range => rule with
                    {
                        Least = Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture),
                        Greatest = Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture),
                        IsBounded = true,
                        IsMoney = false,
                    },
                    _ => rule,
                };
            return rule;
        }

        // A record's attributes stand at the parameters of its constructor.
        static object[] OfParameter(PropertyInfo property)
            => property.DeclaringType!.GetConstructors().SelectMany(c => c.GetParameters())
                .FirstOrDefault(p => p.Name == property.Name && p.ParameterType == property.PropertyType)
                ?.GetCustomAttributes(inherit: true) ?? [];

        public Rule Named(string name) => name switch
        {
            "Year" or "year" => this with { Least = FirstYear, Greatest = LastYear, IsBounded = true },
            _ when name.EndsWith("Fen", StringComparison.Ordinal) => this with { IsMoney = true },
            _ => this,
        };
    }
}
