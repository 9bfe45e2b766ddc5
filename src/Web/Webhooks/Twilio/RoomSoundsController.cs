using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Documents that only play sound, for whoever waits in a room, is on hold, or is to hear keys. They always answer, for somebody listens:
/// where we cannot tell what is to be heard, it is silence, or our music.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[PlaysSound]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed partial class RoomSoundsController(
    IServiceScopeFactory scopes,
    IRoomSoundWriter writer,
    SoundSignatures signatures,
    ILogger<RoomSoundsController> logger)
    : ControllerBase
{
    [AcceptVerbs("GET", "POST", Route = "twilio/calls/{callId:guid}/legs/{legId:guid}/" + RoomSounds.Wait)]
    public async Task<IActionResult> Wait([FromRoute] Guid callId, [FromRoute] Guid legId)
    {
        var (call, leg) = (new CallId(callId), new LegId(legId));
        await signatures.CountAsync(Request, RoomSounds.Wait, call);
        return await AnswerAsync(
            RoomSounds.Wait,
            (owners, cancellationToken) => owners.FindOfCallAsync(call, cancellationToken),
            async (mediator, cancellationToken) => writer.Wait(call, leg, await mediator.Send(new GetWaitSound(callId), cancellationToken)),
            otherwise: writer.Silence(call, leg));
    }

    [AcceptVerbs("GET", "POST", Route = "twilio/calls/{callId:guid}/legs/{legId:guid}/" + RoomSounds.Hold)]
    public async Task<IActionResult> Hold([FromRoute] Guid callId, [FromRoute] Guid legId)
    {
        var call = new CallId(callId);
        await signatures.CountAsync(Request, RoomSounds.Hold, call);
        return await AnswerAsync(
            RoomSounds.Hold,
            (owners, cancellationToken) => owners.FindOfCallAsync(call, cancellationToken),
            async (mediator, cancellationToken) => writer.Hold(await mediator.Send(new GetHoldSound(callId), cancellationToken)),
            otherwise: writer.Hold(own: null));
    }

    [AcceptVerbs("GET", "POST", Route = RoomSounds.Digits + "/{requestId:guid}")]
    public async Task<IActionResult> Digits([FromRoute] Guid requestId)
    {
        await signatures.CountAsync(Request, "digits", default);
        return await AnswerAsync(
            "digits",
            (owners, cancellationToken) => owners.FindOfRequestAsync(requestId, cancellationToken),
            async (mediator, cancellationToken) => writer.Digits(await mediator.Send(new FetchDigits(requestId), cancellationToken)),
            otherwise: writer.Digits(null));
    }

    // In a scope of its own, which what cannot be called off outlives the request in.
    private async Task<IActionResult> AnswerAsync(
        string sound,
        Func<ISoundOwners, CancellationToken, Task<OrganizationId?>> owner,
        Func<IMediator, CancellationToken, Task<string>> ask,
        string otherwise)
    {
        try
        {
            using var late = new CancellationTokenSource(WebhookTimeouts.ToAnswer);
            return new TwiMLResult(
                await AskAsync(owner, ask, otherwise, late.Token).WaitAsync(WebhookTimeouts.ToAnswer + WebhookTimeouts.ToCallOff));
        }
        catch (Exception exception)
        {
            LogFailed(exception, sound);
            return new TwiMLResult(otherwise);
        }
    }

    private async Task<string> AskAsync(
        Func<ISoundOwners, CancellationToken, Task<OrganizationId?>> owner,
        Func<IMediator, CancellationToken, Task<string>> ask,
        string otherwise,
        CancellationToken late)
    {
        await using var own = scopes.CreateAsyncScope();
        if (await owner(own.ServiceProvider.GetRequiredService<ISoundOwners>(), late) is not { } organization)
        {
            return otherwise;
        }

        own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        return await ask(own.ServiceProvider.GetRequiredService<IMediator>(), late);
    }

    [LoggerMessage(9, LogLevel.Error, "What is to be heard ({Sound}) could not be told")]
    private partial void LogFailed(Exception exception, string sound);
}
