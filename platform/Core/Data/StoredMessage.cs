using System.Buffers.Binary;
using System.Text.Json;
using Alliance.Contracts;
using MassTransit;
using Npgsql;
using NpgsqlTypes;

namespace Alliance.Core.Data;

/// <summary>A message as the serializer wrote it, waiting in the outbox.</summary>
/// <param name="Position">Order within the database; 0 until stored.</param>
/// <param name="Lane">Messages of one case share a lane and leave in order.</param>
/// <param name="MessageId">Known to the receiver's inbox.</param>
/// <param name="CorrelationId">The case.</param>
/// <param name="Destination">Name of the exchange; free of the broker's address, so that rows survive a move of the broker.</param>
/// <param name="Mandatory">True when somebody must be there to hear it: unroutable, it stays in the outbox.</param>
/// <param name="ContentType">As the serializer says.</param>
/// <param name="Headers">JSON object, null when there are none.</param>
/// <param name="Body">The bytes on the wire.</param>
/// <param name="Name">The message's type name, for the journal; not stored.</param>
public sealed record StoredMessage(
    long Position, short Lane, Guid MessageId, Guid? CorrelationId, string Destination, bool Mandatory, string ContentType,
    string? Headers, byte[] Body, string Name = "")
{
    /// <summary>The case, or the message alone where it belongs to none: what leaves in order.</summary>
    public Guid Case => CorrelationId ?? MessageId;

    /// <summary>As many as the schema has rows in outbox_lane.</summary>
    public const int Lanes = 8;

    // RabbitMQ 4 closes the channel at 16 MB, and would at each attempt: the message could never leave, nor could any other of its batch.
    const int LongestBody = 8 * 1024 * 1024;

    /// <summary>
    /// The lane of a case. It is stored for years, so it is reckoned here and by nobody's leave: the sixteen bytes of the key folded into
    /// one number of four. Every row that lies in an outbox, a deadline or among parked messages lies in this lane; another function would
    /// let a case's next message overtake those.
    /// </summary>
    public static short LaneOf(Guid caseId)
    {
        Span<byte> key = stackalloc byte[16];
        caseId.TryWriteBytes(key);
        var folded = 0u;
        for (var i = 0; i < key.Length; i += sizeof(uint)) folded ^= BinaryPrimitives.ReadUInt32LittleEndian(key[i..]);
        return (short)(folded % Lanes);
    }

    /// <summary>Writes down what the bus would have sent.</summary>
    public static StoredMessage Capture<T>(SendContext<T> context) where T : class
    {
        var id = context.MessageId ?? throw new InvalidOperationException($"{typeof(T).Name} has no message id.");
        var headers = context.Headers.GetAll().ToDictionary(h => h.Key, h => h.Value?.ToString());
        var body = context.Serializer.GetMessageBody(context).GetBytes();
        if (body.Length > LongestBody)
            throw new InvalidOperationException(
                $"{typeof(T).Name} has {body.Length} bytes, more than a broker takes; the step that says it does not commit.");
        return new StoredMessage(0, LaneOf(context.CorrelationId ?? id), id, context.CorrelationId,
            context.DestinationAddress!.AbsolutePath.Split('/')[^1],
            !typeof(T).IsDefined(typeof(AnnouncementAttribute), inherit: false),
            context.ContentType?.ToString() ?? context.Serialization.DefaultContentType.ToString(),
            headers.Count == 0 ? null : JsonSerializer.Serialize(headers),
            body,
            typeof(T).Name);
    }

    /// <summary>The row.</summary>
    internal NpgsqlBatchCommand ToInsert()
    {
        var command = new NpgsqlBatchCommand("""
            insert into outbox(lane, message_id, correlation_id, destination, mandatory, content_type, headers, body)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """);
        AddTo(command.Parameters);
        return command;
    }

    /// <summary>The eight stored columns, in order.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(new NpgsqlParameter<short> { TypedValue = Lane });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = MessageId });
        parameters.Add(new NpgsqlParameter { Value = (object?)CorrelationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Destination });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = Mandatory });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = ContentType });
        parameters.Add(new NpgsqlParameter { Value = (object?)Headers ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Body });
    }
}
