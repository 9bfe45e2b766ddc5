using CrmVoice.Application.Common;
using MediatR;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>The requests of the application.</summary>
internal static class Requests
{
    public static IReadOnlyList<Type> All() =>
        Verdict.Some(
            TypesOf(Layers).Where(type => type is { IsClass: true, IsAbstract: false } && Answers(type, typeof(IRequest<>)).Any()));

    /// <summary>What it answers with is for people to see.</summary>
    public static bool IsShown(Type type) =>
        type.IsClass && (Answers(type, typeof(IQuery<>)).Any() || Answers(type, typeof(IDialOnce<>)).Any());

    public static IEnumerable<Type> AnswersOf(Type request) => request.IsClass ? Answers(request, typeof(IRequest<>)) : [];

    private static IEnumerable<Type> Answers(Type type, Type kind) =>
        type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == kind).Select(i => i.GetGenericArguments()[0]);
}
