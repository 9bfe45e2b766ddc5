using System.Globalization;
using System.Resources;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Voice.Contracts;

/// <summary>What callers hear: the organization's own texts, and the default ones in its language where it has none.</summary>
internal sealed class SpokenWords(SpokenTexts texts)
{
    private static readonly ResourceManager resources = new("CrmVoice.Application.Resources.SpokenWords", typeof(SpokenWords).Assembly);

    public static SpokenWords Of(CallingProfile organization) => new(organization.Settings.TextsIn(organization.Language));

    /// <param name="name">As for <see cref="Connecting"/>; only some moments have a name to say.</param>
    public Sentence At(SpokenTexts.Moment moment, string? name) => moment switch
    {
        SpokenTexts.Moment.Connecting => Connecting(name),
        SpokenTexts.Moment.AskToAccept => AskToAccept(name),
        SpokenTexts.Moment.Busy => Busy(),
        SpokenTexts.Moment.NoAnswer => NoAnswer(),
        SpokenTexts.Moment.Failed => Failed(),
        SpokenTexts.Moment.Unattended => Unattended(),
        SpokenTexts.Moment.Voicemail => Voicemail(),
        SpokenTexts.Moment.Closed => Closed(),
    };

    /// <param name="name">Whom the agent is connected to; null for a number that belongs to no contact.</param>
    public Sentence Connecting(string? name) => Say(name, texts.Connecting, "connecting", "connecting-unnamed");

    /// <param name="name">As for <see cref="Connecting"/>.</param>
    public Sentence AskToAccept(string? name) => Say(name, texts.AskToAccept, "ask-to-accept", "ask-to-accept-unnamed");

    public Sentence Busy() => Say(texts.Busy, "busy");

    public Sentence NoAnswer() => Say(texts.NoAnswer, "no-answer");

    public Sentence Failed() => Say(texts.Failed, "failed");

    /// <summary>To somebody who calls in, while nobody can take the call.</summary>
    public Sentence Unattended() => Say(texts.Unattended, "unattended");

    /// <summary>To somebody who calls in outside the opening hours.</summary>
    public Sentence Closed() => Say(texts.Closed, "closed");

    /// <summary>To the same, before the tone.</summary>
    /// <param name="mayCallBack">Whether the caller shows a number: otherwise nothing is promised, but in an organization's own words.</param>
    public Sentence Voicemail(bool mayCallBack = true) =>
        Say(texts.Voicemail, mayCallBack ? "voicemail" : "voicemail-withheld");

    /// <summary>To the same, after the message.</summary>
    public Sentence VoicemailKept() => Say(own: null, "voicemail-kept");

    /// <summary>To a contact whom nobody took over.</summary>
    public Sentence NobodyLeft() => Say(own: null, "nobody-left");

    /// <summary>To an agent whose contact hung up while on hold.</summary>
    public Sentence ContactHungUp() => Say(own: null, "contact-hung-up");

    public Sentence TestCall() => Say(own: null, "test-call");

    /// <summary>Digit by digit: as one number nobody could write it down.</summary>
    public Sentence PhoneCode(string digits)
    {
        var sentence = Say(own: null, "phone-code");
        return sentence with { Text = sentence.Text.Replace("{code}", string.Join(", ", digits.AsEnumerable()), StringComparison.Ordinal) };
    }

    public Sentence SomethingBroke() => Say(own: null, "something-broke");

    // A text with a place for the name is of no use where there is no name to say.
    private Sentence Say(string? name, string? own, string key, string keyWithoutName)
    {
        if (name is null)
        {
            return own?.Contains(SpokenTexts.NamePlaceholder, StringComparison.Ordinal) is false
                ? Say(own, key)
                : Say(own: null, keyWithoutName);
        }

        var sentence = Say(own, key);
        return sentence with { Text = sentence.Text.Replace(SpokenTexts.NamePlaceholder, name, StringComparison.Ordinal) };
    }

    private Sentence Say(string? own, string key) =>
        new(own ?? resources.GetString(key, CultureInfo.GetCultureInfo(texts.Language))!, texts.Language, texts.Voice);
}
