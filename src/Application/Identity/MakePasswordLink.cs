using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Whoever runs the server makes a link by which somebody chooses a password. Each organization of the person's is told.</summary>
public sealed record MakePasswordLink(string Email) : ICommand<PasswordLink>;

internal sealed class MakePasswordLinkHandler(IPeople people, IPasswordLinks links, ISignIns signIns, IAuditLog audit)
    : IRequestHandler<MakePasswordLink, PasswordLink>
{
    public async Task<PasswordLink> Handle(MakePasswordLink command, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(command.Email, cancellationToken) ?? throw new NotFoundException("Person");
        foreach (var membership in await signIns.ListAsync(person, cancellationToken))
        {
            audit.Add(new Audited(AuditAction.PasswordLinkMade, AuditedKind.Member, membership.Id.Value)
            {
                In = membership.OrganizationId,
            });
        }

        return await links.MakeAsync(person, cancellationToken) ?? throw new NotFoundException("Person");
    }
}
