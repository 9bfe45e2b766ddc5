using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

internal sealed class AdminDirectory(IReadDb db, IPeople people) : IAdminDirectory
{
    public async Task<IReadOnlyList<AdminAddress>> ListAsync(CancellationToken cancellationToken)
    {
        var admins = await db.Memberships.Where(member => member.Role == Role.Admin && member.DeactivatedAt == null)
            .OrderBy(member => member.Id)
            .Select(member => new { member.UserId, member.Language })
            .ToListAsync(cancellationToken);
        var emails = await people.EmailsAsync([.. admins.Select(admin => admin.UserId)], cancellationToken);
        return
        [
            .. admins.Where(admin => emails.ContainsKey(admin.UserId))
                .Select(admin => new AdminAddress(emails[admin.UserId], admin.Language)),
        ];
    }
}
