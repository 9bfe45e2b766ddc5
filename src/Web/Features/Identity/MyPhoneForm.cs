using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Identity;

public sealed class MyPhoneForm : IEditForm
{
    public string View => "Edit";

    [Field("my-phone.number")]
    public string? Phone { get; init; }

    [Field("form.language")]
    public string? Language { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    /// <summary>What the page says around the fields.</summary>
    [BindNever]
    public MyProfile Profile { get; set; } = null!;

    public static MyPhoneForm Of(MyProfile profile, Viewer viewer) =>
        new()
        {
            Phone = (profile.PendingPhone ?? profile.Phone) is { } phone ? viewer.Number(phone) : null,
            Language = profile.Language,
            Version = profile.Version,
            Profile = profile,
        };

    public async Task PrepareAsync(IMediator mediator, CancellationToken cancellationToken) =>
        Profile = await mediator.Send(new GetMyProfile(), cancellationToken);

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Of(await mediator.Send(new GetMyProfile(), cancellationToken), viewer);

    public ChangeMyProfile ToCommand() => new(Phone, RequestCultures.Nearest(Language), Version);
}
