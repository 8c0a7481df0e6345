using Alliance.Core.Text;
using Alliance.Workflows.Wording;

namespace Alliance.Workflows.Incidents;

/// <summary>Why a message could not be handled and what to do about it, in words of the office; the program's own words stand beside
/// it.</summary>
public sealed class Explanation(Words words)
{
    /// <summary>What went wrong.</summary>
    public string Why(string awaitsKind, string exceptionType) => (awaitsKind, exceptionType) switch
    {
        ({ Length: > 0 }, _) => words["消息所属的{0}案件尚未立案：立案消息还没有到达，或者已经丢失", words[Sentences.Kind(awaitsKind)]],
        (_, "") => words["收件的系统不认识这种消息：发件与收件系统的版本可能不一致"],
        (_, var type) when Is(type, "Postgres", "Npgsql") => words["数据库没有接受该消息的结果，或者当时无法连接"],
        (_, var type) when Is(type, "Json", "Serialization", "Message") => words["消息内容无法读取，可能被损坏或者由其他版本写出"],
        (_, var type) when Is(type, "Timeout", "Canceled") => words["处理超时，当时系统可能过于繁忙"],
        (_, var type) when Is(type, "Statute") => words["消息与所适用的政策不符，例如政策版本不存在"],
        _ => words["处理消息时程序出错"],
    };

    /// <summary>What helps.</summary>
    public string WhatToDo(string awaitsKind, string exceptionType, int times) => (awaitsKind, exceptionType) switch
    {
        ({ Length: > 0 }, _) => words["立案后系统自动办理；若申报书不存在，写明理由后不再处理"],
        (_, var type) when Is(type, "Postgres", "Npgsql", "Timeout", "Canceled") && times < 2 => words["系统恢复后退回重新处理即可；同一消息不会被处理两次"],
        _ when times > 1 => words["已经退回过 {0} 次仍未成功：请先排除原因，再退回", times - 1],
        _ => words["请联系维护人员排除原因，再退回重新处理；同一消息不会被处理两次"],
    };

    /// <summary>What the message is, as people say it.</summary>
    public string What(string messageType)
        => messageType.Length == 0 ? words["无法读取的消息"] : words[Sentences.Said(messageType) ?? Sentences.Heard(messageType)];

    static bool Is(string type, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (type.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
