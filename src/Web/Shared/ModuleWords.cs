using System.Collections.Frozen;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>
/// The words of all modules, each of which has a file of its own in <c>Resources</c>; what several share stands in <c>Words*.resx</c>.
/// </summary>
internal sealed class ModuleWords : IStringLocalizer<Words>
{
    private static readonly string[] files =
        ["Words", "Audit", "Calls", "Carrier", "Contacts", "Countries", "Identity", "Organizations", "Voice"];

    private readonly FrozenDictionary<string, IStringLocalizer> byName;
    private readonly IStringLocalizer shared;

    public ModuleWords(IStringLocalizerFactory factory)
    {
        var localizers = files.Select(file => factory.Create(file, typeof(Words).Assembly.GetName().Name!)).ToList();
        shared = localizers[0];
        byName = localizers
            .SelectMany(words => words.GetAllStrings(includeParentCultures: true).Select(word => KeyValuePair.Create(word.Name, words)))
            .ToFrozenDictionary();
    }

    public LocalizedString this[string name] => Of(name)[name];

    public LocalizedString this[string name, params object[] arguments] => Of(name)[name, arguments];

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => byName.Keys.Select(name => this[name]);

    // A name that nobody has written is shown as it stands, as by any localizer.
    private IStringLocalizer Of(string name) => byName.GetValueOrDefault(name, shared);
}

internal static class WordsRegistration
{
    public static IServiceCollection AddWords(this IServiceCollection services) =>
        services.AddLocalization(options => options.ResourcesPath = "Resources").AddSingleton<IStringLocalizer<Words>, ModuleWords>();
}
