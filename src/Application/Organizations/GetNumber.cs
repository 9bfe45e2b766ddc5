using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>One of the organization's numbers.</summary>
public sealed record GetNumber(Guid Id) : IQuery<NumberView>;

internal sealed class GetNumberHandler(IReadDb db) : IRequestHandler<GetNumber, NumberView>
{
    public async Task<NumberView> Handle(GetNumber query, CancellationToken cancellationToken)
    {
        var id = new NumberId(query.Id);
        var number = await db.Numbers.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new NotFoundException("Number");
        return NumberView.Of(number);
    }
}
