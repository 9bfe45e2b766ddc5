using System.Reflection;
using AutoMapper;
using CrmVoice.Application;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>What a mediator hides from the compiler: who handles what, and whether it can be found.</summary>
internal sealed class UseCaseTests
{
    private static readonly Type[] handlers = [typeof(IRequestHandler<,>), typeof(INotificationHandler<>)];
    private static readonly Type[] insiders = [.. handlers, typeof(IValidator<>), typeof(IPipelineBehavior<,>)];

    [TestCaseSource(nameof(insiders))]
    public void Handlers_validators_and_behaviours_are_internal_and_sealed(Type kind) =>
        Verdict.NoneOf(
            Verdict.Some(Implementing(kind)).Where(type => type.IsVisible || !type.IsSealed).Select(type => type.FullName!),
            "Not internal sealed");

    [Test]
    public void Every_request_has_exactly_one_handler_in_the_container()
    {
        var services = Services();
        Verdict.NoneOf(
            from request in Requests.All()
            from handled in Implemented(request, typeof(IRequest<>))
            let wanted = typeof(IRequestHandler<,>).MakeGenericType(request, handled.GetGenericArguments()[0])
            let found = services
                .Where(service => service.ServiceType == wanted)
                .Select(service => service.ImplementationType!.Name)
                .ToArray()
            where found.Length != 1
            select $"{request.FullName}: {(found is [] ? "none" : string.Join(", ", found))}",
            "Requests without a handler, or with more than one");
    }

    [Test]
    public void Every_handler_lives_beside_what_it_handles() =>
        Verdict.NoneOf(
            from handler in Verdict.Some(Implementing(typeof(IRequestHandler<,>)))
            from handled in Implemented(handler, typeof(IRequestHandler<,>))
            where handled.GetGenericArguments()[0].Namespace != handler.Namespace
            select $"{handler.FullName} handles {handled.GetGenericArguments()[0].FullName}",
            "One use case is one file");

    // Whoever writes a new command is reminded of it here: see docs/architecture.md, "How to have something audited".
    [Test]
    public void Every_command_is_audited_or_says_why_it_is_not()
    {
        using var all = Assert.EnterMultipleScope();
        var commands = Verdict.Some(
            from handler in Implementing(typeof(IRequestHandler<,>))
            from handled in Implemented(handler, typeof(IRequestHandler<,>))
            let command = handled.GetGenericArguments()[0]
            where Implemented(command, typeof(ICommand<>)).Any()
            let audits = handler.GetConstructors().Single().GetParameters().Any(parameter => parameter.ParameterType == typeof(IAuditLog))
            select (Name: command.FullName!, Audits: audits, Reason: command.GetCustomAttribute<NotAuditedAttribute>()?.Reason));
        var silent = commands.Where(command => !command.Audits && string.IsNullOrWhiteSpace(command.Reason));
        var both = commands.Where(command => command.Audits && command.Reason is not null);
        Verdict.NoneOf(silent.Select(command => command.Name), "Neither audited, nor is it said why not");
        Verdict.NoneOf(both.Select(command => command.Name), "Audited, and it is said why not");
    }

    [Test]
    public void Every_validator_checks_a_request_and_comes_out_of_the_container()
    {
        using var provider = Services().AddSingleton(TimeProvider.System).BuildServiceProvider();
        using var scope = provider.CreateScope();
        Verdict.NoneOf(
            from validator in Verdict.Some(Implementing(typeof(IValidator<>)))
            from checking in Implemented(validator, typeof(IValidator<>))
            let request = checking.GetGenericArguments()[0]
            where
                !Requests.All().Contains(request)
                || !scope.ServiceProvider.GetServices(checking).Any(found => found!.GetType() == validator)
            select $"{validator.FullName} for {request.FullName}",
            "Validators that the pipeline would never ask");
    }

    [Test]
    public void AutoMapper_fills_every_member_of_what_it_projects_to()
    {
        using var provider = Services().BuildServiceProvider();
        var configuration = provider.GetRequiredService<IMapper>().ConfigurationProvider;
        Verdict.Some(((AutoMapper.Internal.IGlobalConfiguration)configuration).GetAllTypeMaps());
        Assert.That(configuration.AssertConfigurationIsValid, Throws.Nothing);
    }

    private static ServiceCollection Services()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddApplication(autoMapperLicenseKey: null);
        return services;
    }

    private static IEnumerable<Type> Implementing(Type kind) =>
        TypesOf(Layers).Where(type => type is { IsClass: true, IsAbstract: false } && Implemented(type, kind).Any());

    private static IEnumerable<Type> Implemented(Type type, Type kind) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == kind);
}
