using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Identity;

public sealed class MyPhoneForm : IForm
{
    public string View => "Edit";

    public string? Phone { get; init; }

    public string? Language { get; init; }

    public static MyPhoneForm Of(MyProfile profile, Viewer viewer) => new() { Phone = profile.Phone is { } phone ? viewer.Number(phone) : null, Language = profile.Language };

    public ChangeMyProfile ToCommand() => new(Phone, RequestCultures.Nearest(Language));
}
