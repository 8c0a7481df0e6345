using System.Collections.Frozen;
using Alliance.Core.Data;
using Alliance.Core.Rules;
using Alliance.Core.Security;
using Alliance.Web;
using Alliance.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Alliance.Platform.Tests.Security;

/// <summary>Who may do something stands at the class that does it, and is held there.</summary>
public sealed class RightsStandInTheUseCase
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_is_not_admitted_never_gets_a_unit_of_work()
    {
        await using var unreachable = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=nobody;Database=nothing");
        await using var session = new Session(unreachable, new OutboxSignal());
        await using var services = new ServiceCollection().BuildServiceProvider();
        var command = new StampBySecretary(new Database(unreachable, session, TimeProvider.System, services));

        // Refused before the database is even asked; the secretary gets as far as the database.
        await Assert.ThrowsAsync<NotAdmittedException>(() => command.Handle(Person(Roles.Auditor), Ct));
        await Assert.ThrowsAsync<NotAdmittedException>(() => command.Handle(Actor.Public(null), Ct));
        await Assert.ThrowsAsync<NpgsqlException>(() => command.Handle(Person(Roles.ReviewSecretary), Ct));
        // What the method declares counts before what the class does.
        await Assert.ThrowsAsync<NpgsqlException>(() => command.Look(Person(Roles.Auditor), Ct));
        await Assert.ThrowsAsync<NpgsqlException>(() => command.Handle(Actor.System("workflows"), Ct));
        // A name is not enough to be the procedure.
        await Assert.ThrowsAsync<NotAdmittedException>(() =>
            command.Handle(new Actor("system:workflows", "workflows", FrozenSet<string>.Empty, null, null), Ct));
    }

    [Fact]
    public void A_use_case_that_does_not_declare_who_may_use_it_keeps_the_service_from_starting()
    {
        UseCaseList.Check([typeof(StampBySecretary), typeof(StampByProcedure)], []);

        var refused = Assert.Throws<InvalidOperationException>(() =>
            UseCaseList.Check([typeof(StampByAnybody), typeof(LookAtStamps), typeof(StampBySecretary)], []));
        Assert.Contains("StampByAnybody.Handle, StampByAnybody.Quietly, LookAtStamps.Handle.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_admits_others_than_its_use_case_keeps_the_service_from_starting()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddScoped<StampBySecretary>().AddScoped(_ => Actor.Public(null));
        await using var app = builder.Build();
        app.MapPost("/stamps", (StampBySecretary slice, Actor actor, CancellationToken ct) => slice.Handle(actor, ct))
            .For(Roles.ReviewSecretary);
        UseCaseList.Check(Array.Empty<Type>(), ((IEndpointRouteBuilder)app).DataSources);

        app.MapPost("/also", async (StampBySecretary slice, Actor actor, CancellationToken ct) =>
            (await slice.Handle(actor, ct)).Refusal is null).For(Roles.ReviewSecretary, Roles.Expert);
        app.MapGet("/stamps", (StampBySecretary slice, Actor actor, CancellationToken ct) => slice.Look(actor, ct)).ForEveryone();

        var refused = Assert.Throws<InvalidOperationException>(() =>
            UseCaseList.Check(Array.Empty<Type>(), ((IEndpointRouteBuilder)app).DataSources));
        Assert.Contains("/also (StampBySecretary.Handle), /stamps (StampBySecretary.Look).", refused.Message, StringComparison.Ordinal);
    }

    static Actor Person(string role) => new("ceshi", "测试", new[] { role }.ToFrozenSet(), null, null);
}

[For(Roles.ReviewSecretary)]
sealed class StampBySecretary(Database database)
{
    public async Task<Outcome> Handle(Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        return Outcome.Done;
    }

    [ForReading(Roles.ReviewSecretary)]
    public async Task<Outcome> Look(Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        return Outcome.Done;
    }
}

sealed class StampByAnybody(Database database)
{
    public Task<Outcome> Handle(Actor actor, CancellationToken ct) => Quietly(actor, ct);

    async Task<Outcome> Quietly(Actor actor, CancellationToken ct)
    {
        await using var work = await database.Begin(this, actor, ct);
        return Outcome.Done;
    }
}

sealed class LookAtStamps
{
    public Task<Outcome> Handle(Actor actor, CancellationToken ct)
        => Task.FromResult(actor.IsSignedIn && !ct.IsCancellationRequested ? Outcome.Done : Refusal.NotFound($"没有"));
}

sealed class StampByProcedure(Database database)
{
    public async Task Handle(CancellationToken ct)
    {
        await using var work = await database.BeginAsSystem("workflows", ct);
        await work.Commit();
    }
}
