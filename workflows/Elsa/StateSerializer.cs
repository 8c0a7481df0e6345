using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Contracts;
using Elsa.Workflows.Serialization.Serializers;
using Microsoft.Extensions.Logging;

namespace Alliance.Workflows.Elsa;

/// <summary>Elsa's serializer of workflow states, with one set of options instead of a new one, and with it all metadata anew, for every
/// state that is read or written.</summary>
sealed class StateSerializer(IServiceProvider services, IWellKnownTypeRegistry types, ILoggerFactory logs)
    : JsonWorkflowStateSerializer(services, types, logs)
{
    JsonSerializerOptions? _options;

    public override JsonSerializerOptions GetOptions()
        => _options ??= new(base.GetOptions()) { ReferenceHandler = ReferenceHandler.Preserve };
}
