using System.Reflection;

namespace CrmVoice.Architecture.Tests;

/// <summary>
/// What somebody gets to see who is given a type: the types of its properties and methods, of the requests' answers, and so on.
/// </summary>
internal static class Shown
{
    public static IReadOnlyCollection<Type> By(IEnumerable<Type> given)
    {
        HashSet<Type> shown = [];
        Queue<Type> toLookAt = new(given);
        while (toLookAt.TryDequeue(out var type))
        {
            foreach (var part in PartsOf(type)
                    .Where(part => part.Namespace?.StartsWith("CrmVoice.", StringComparison.Ordinal) is true && shown.Add(part)))
            {
                foreach (var next in MembersOf(part))
                {
                    toLookAt.Enqueue(next);
                }
            }
        }

        return shown;
    }

    /// <summary><c>IReadOnlyList&lt;Leg?&gt;</c> is about <c>Leg</c>.</summary>
    public static IEnumerable<Type> PartsOf(Type type)
    {
        if (type.HasElementType)
        {
            return PartsOf(type.GetElementType()!);
        }

        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? type.GetGenericArguments().SelectMany(PartsOf).Prepend(type.GetGenericTypeDefinition())
            : [type];
    }

    private static IEnumerable<Type> MembersOf(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                .Select(property => property.PropertyType),
            .. type.IsInterface
                ? type.GetMethods()
                    .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
                : [],
            .. Requests.AnswersOf(type),
            .. type.GetNestedTypes(),
        ];
}
