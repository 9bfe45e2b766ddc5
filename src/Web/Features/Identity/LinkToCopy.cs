using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CrmVoice.Web.Features.Identity;

/// <summary>A link that is shown once, on the next page: what it carries is not kept.</summary>
/// <param name="Text">Whose it is and what it is for.</param>
public sealed record LinkToCopy(string Text, string Address)
{
    private const string TextKey = "link-to-copy.text";
    private const string AddressKey = "link-to-copy.address";

    /// <param name="path">Under the public address.</param>
    public static LinkToCopy Below(IConfiguration configuration, string path, string text) => new(text, AddressOf(configuration, path));

    /// <param name="path">Under the public address.</param>
    public static string AddressOf(IConfiguration configuration, string path) => $"{configuration["PublicBaseUrl"]?.TrimEnd('/')}{path}";

    public static LinkToCopy? Take(ITempDataDictionary tempData) =>
        tempData[TextKey] is string text && tempData[AddressKey] is string address ? new LinkToCopy(text, address) : null;

    public void Show(ITempDataDictionary tempData) => (tempData[TextKey], tempData[AddressKey]) = (Text, Address);
}
