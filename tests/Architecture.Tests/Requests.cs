using CrmVoice.Application.Common;
using MediatR;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>The commands and queries of the application.</summary>
internal static class Requests
{
    public static IReadOnlyList<Type> All() => Verdict.Some(TypesOf(Layers).Where(type => type is { IsClass: true, IsAbstract: false } && Answers(type, typeof(IRequest<>)).Any()));

    public static bool IsQuery(Type type) => type.IsClass && Answers(type, typeof(IQuery<>)).Any();

    public static IEnumerable<Type> AnswersOf(Type request) => request.IsClass ? Answers(request, typeof(IRequest<>)) : [];

    private static IEnumerable<Type> Answers(Type type, Type kind) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == kind).Select(i => i.GetGenericArguments()[0]);
}
