using System.Reflection;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Webhooks.Twilio;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using NetArchTest.Rules;
using static CrmVoice.Architecture.Tests.Product;

namespace CrmVoice.Architecture.Tests;

/// <summary>Every way in says who may use it.</summary>
internal sealed class ActionTests
{
    [Test]
    public void Every_action_asks_for_a_permission_or_says_why_it_does_not() =>
        Verdict.NoneOf(
            Actions()
                .Where(action =>
                    !Says<RequirePermissionAttribute>(action)
                    && !Says<AllowAnonymousAttribute>(action)
                    && !Says<CarrierSignedAttribute>(action))
                .Select(NameOf),
            "Neither a permission, nor open to everybody, nor signed by the carrier");

    // ASP.NET Core lets AllowAnonymous win, wherever it stands: the permission would be for show.
    [Test]
    public void No_action_that_asks_for_a_permission_is_open_to_everybody() =>
        Verdict.NoneOf(
            Actions().Where(action => Says<RequirePermissionAttribute>(action) && Says<AllowAnonymousAttribute>(action)).Select(NameOf),
            "Both");

    [Test]
    public void Every_webhook_is_signed_but_what_only_plays_sound() =>
        Verdict.NoneOf(
            Verdict.Some(Actions().Where(action => IsUnder(action.DeclaringType!, "CrmVoice.Web.Webhooks")))
                .Where(action => !Says<CarrierSignedAttribute>(action) && !Says<PlaysSoundAttribute>(action))
                .Select(NameOf),
            "Not signed by the carrier");

    // Pages know people by a cookie, which a browser sends along with anybody's form; the API and the webhooks do not.
    [Test]
    public void No_page_goes_without_the_token_against_forgery() =>
        Verdict.NoneOf(
            Actions()
                .Where(action => IsUnder(action.DeclaringType!, "CrmVoice.Web.Features") && Says<IgnoreAntiforgeryTokenAttribute>(action))
                .Select(NameOf),
            "Pages whose forms anybody could send");

    [Test]
    public void Controllers_reach_neither_infrastructure_nor_the_database() =>
        Verdict.ReachesNone(
            Types.InAssembly(Assembly.Load("CrmVoice.Web")).That().Inherit<ControllerBase>().Or().Inherit<ViewComponent>(),
            [
                "CrmVoice.Infrastructure", "Microsoft.EntityFrameworkCore", "Microsoft.Data",
                "CrmVoice.Application.Common.IReadDb", "CrmVoice.Application.Common.IUnitOfWork", .. Repositories(),
            ],
            "Controllers bind, send and answer");

    private static IReadOnlyList<MethodInfo> Actions() => Verdict.Some(
        from controller in TypesOf("CrmVoice.Web")
        where controller.IsAssignableTo(typeof(ControllerBase)) && !controller.IsAbstract
        from method in controller.GetMethods(BindingFlags.Instance | BindingFlags.Public)
        where IsUnder(method.DeclaringType!, "CrmVoice.Web") && !method.IsSpecialName && !method.IsDefined(typeof(NonActionAttribute))
        select method);

    private static IEnumerable<string> Repositories() =>
        Verdict
            .Some(TypesOf("CrmVoice.Domain").Where(type => type.IsInterface && type.Name.EndsWith("Repository", StringComparison.Ordinal)))
            .Select(type => type.FullName!);

    private static bool Says<TAttribute>(MethodInfo action)
        where TAttribute : Attribute =>
        action.IsDefined(typeof(TAttribute), inherit: true) || action.ReflectedType!.IsDefined(typeof(TAttribute), inherit: true);

    private static string NameOf(MethodInfo action) => $"{action.ReflectedType!.Name}.{action.Name}";
}
