using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody chooses a password by a link. Every organization that the person is in is told, and nobody which.</summary>
public sealed record ChoosePassword(PasswordLink Link, string Password) : ICommand<PasswordChoice>;

internal sealed class ChoosePasswordHandler(IPasswordLinks links, ISignIns signIns, IAuditLog audit)
    : IRequestHandler<ChoosePassword, PasswordChoice>
{
    public async Task<PasswordChoice> Handle(ChoosePassword command, CancellationToken cancellationToken)
    {
        var choice = await links.ChooseAsync(command.Link, command.Password, cancellationToken);
        if (choice is PasswordChoice.Chosen)
        {
            foreach (var membership in await signIns.ListAsync(command.Link.UserId, cancellationToken))
            {
                audit.Add(new Audited(AuditAction.PasswordChanged, AuditedKind.Member, membership.Id.Value)
                {
                    In = membership.OrganizationId,
                });
            }
        }

        return choice;
    }
}
