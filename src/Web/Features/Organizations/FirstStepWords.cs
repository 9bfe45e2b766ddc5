using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>What is said of each step on the way to the first call: what proves it, or what is missing.</summary>
public sealed class FirstStepWords(IStringLocalizer<Words> words, CarrierErrorWords errors, Viewer viewer)
{
    public string Title(FirstStep step) => words[$"first-steps.{Kebab.Of(step)}"];

    public string State(FirstSteps steps, FirstStep step) =>
        (step, steps.Done.Contains(step)) switch
        {
            (FirstStep.Account, true) => words["first-steps.account.done", viewer.Time(steps.CheckedAt!.Value)],
            (FirstStep.Account, _) when steps.ErrorCode is { } code => errors.Why(code),
            (FirstStep.Account, _) => words[steps.HasAccount ? "first-steps.account.unchecked" : "first-steps.account.none"],
            (FirstStep.Number, true) => words["first-steps.number.done", NumbersOf(steps)],
            (FirstStep.Number, _) when steps.HasAccount && steps.Numbers.Count == 0 => words["first-steps.number.none"],
            (FirstStep.Number, _) => steps.Done.Contains(FirstStep.Account)
                ? words["first-steps.number.missing", NumbersOf(steps)]
                : words["first-steps.number.waits"],
            (FirstStep.Phone, true) => viewer.Number(steps.Phone!),
            (FirstStep.Phone, _) => words["first-steps.phone.missing"],
            (FirstStep.TestCall, true) => words["first-steps.test-call.done"],
            (FirstStep.TestCall, _) => steps.Next is FirstStep.TestCall
                ? words["first-steps.test-call.ready", viewer.Number(steps.Phone!)]
                : words["first-steps.test-call.waits"],
        };

    private string NumbersOf(FirstSteps steps) => string.Join(", ", steps.Numbers.Select(viewer.Number));
}
