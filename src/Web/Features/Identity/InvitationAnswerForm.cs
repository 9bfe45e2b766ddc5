using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Somebody new chooses a name and a password; whoever signs in already says the password.</summary>
public sealed class InvitationAnswerForm : IForm
{
    public string View => "Edit";

    public string? Token { get; init; }

    [Field("first-run.own-name")]
    public string? Name { get; init; }

    [Field("form.password", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>Of somebody whose password was right, and who has to say a code as well.</summary>
    public string? Ticket { get; set; }

    [Field("security.code", IsSecret = true)]
    public string? Code { get; init; }

    [BindNever]
    public FoundInvitation? Invitation { get; set; }

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Invitation = await mediator.Send(new FindInvitation(Token), cancellationToken);

    public AcceptInvitation ToCommand(FoundInvitation invitation) => new(invitation.Id.Value, Name?.Trim() ?? "", Password ?? "");
}
