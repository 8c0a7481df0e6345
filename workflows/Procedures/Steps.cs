using System.Text.Json;
using Alliance.Contracts;
using Alliance.Core.Text;
using Alliance.Engine;
using MassTransit;

namespace Alliance.Workflows.Procedures;

/// <summary>What the steps of every procedure are made of: say a command, set or cancel a deadline, note a remark, let a message
/// wait.</summary>
static class Steps
{
    extension<TCase, TMessage>(EventActivityBinder<TCase, TMessage> step) where TCase : ProcedureCase where TMessage : class
    {
        /// <summary>Sends a command to the service that answers it.</summary>
        public EventActivityBinder<TCase, TMessage> Say<TCommand>(Func<BehaviorContext<TCase, TMessage>, TCommand> command)
            where TCommand : class
            => step.Add(new Effect<TCase, TMessage>(EffectKind.Says, typeof(TCommand).Name,
                async c => await (await c.GetSendEndpoint(Commands.Address<TCommand>())).Send(command(c), c.CancellationToken)));

        /// <summary>Sets a deadline that the statute or the policy gives.</summary>
        public EventActivityBinder<TCase, TMessage> SetDeadline<TDue>(
            Func<BehaviorContext<TCase, TMessage>, StatutoryDeadline<TDue>> deadline) where TDue : class
            => step.Add(new Effect<TCase, TMessage>(EffectKind.Sets, typeof(TDue).Name, c => c.SetDeadline(deadline(c))));

        /// <summary>Cancels the deadlines of this name.</summary>
        public EventActivityBinder<TCase, TMessage> CancelDeadline(string name)
            => step.Add(new Effect<TCase, TMessage>(EffectKind.Cancels, name, c => c.CancelDeadlines(name)));

        /// <summary>Cancels every deadline of the case.</summary>
        public EventActivityBinder<TCase, TMessage> CancelDeadlines()
            => step.Add(new Effect<TCase, TMessage>(EffectKind.Cancels, "", c => c.CancelDeadlines()));

        /// <summary>Puts a remark into the journal, beside the message.</summary>
        public EventActivityBinder<TCase, TMessage> Note(string remark)
            => step.Add(new Effect<TCase, TMessage>(EffectKind.Notes, remark, c =>
        {
            c.Note(remark);
            return Task.CompletedTask;
        }));

        /// <summary>The message overtook the one it follows: it is heard again after the case's next step.</summary>
        public EventActivityBinder<TCase, TMessage> WaitForItsTurn() => step.Add(new Effect<TCase, TMessage>(EffectKind.Waits, "", c =>
        {
            c.Wait(c.Message);
            return Task.CompletedTask;
        }));
    }

    extension<TCase>(BehaviorContext<TCase> context) where TCase : ProcedureCase
    {
        /// <summary>The instant in which the step is taken.</summary>
        public DateTimeOffset Now => context.GetPayload<IServiceProvider>().GetRequiredService<TimeProvider>().GetUtcNow();

        /// <summary>The calendar in force.</summary>
        public Statute.Periods.WorkCalendar Calendar
            => context.GetPayload<IServiceProvider>().GetRequiredService<Statute.Periods.WorkCalendar>();

        public Task SetDeadline<TDue>(StatutoryDeadline<TDue> deadline) where TDue : class
            => Deadlines.Set(context, deadline.Of(context.Saga, context.Calendar), deadline.Message);

        public Task CancelDeadlines(string? name = null)
            => context.GetPayload<IServiceProvider>().GetRequiredService<Deadlines>()
                .Cancel(context.Saga.CorrelationId, name, context.CancellationToken);

        public void Note(string remark) => context.AddOrUpdatePayload(() => new JournalNote(remark), _ => new JournalNote(remark));

        public void Wait(object message)
        {
            context.Saga.Waiting.Add(
                new(message.GetType().Name, JsonSerializer.SerializeToElement(message, message.GetType(), Json.Options)));
            context.Note(Notes.Early);
        }
    }
}
