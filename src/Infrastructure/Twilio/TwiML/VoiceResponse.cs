using System.Globalization;
using System.Text;
using System.Xml;

namespace CrmVoice.Infrastructure.Twilio.TwiML;

/// <summary>Twilio: "TwiML for Programmable Voice". The verbs that CrmVoice emits, with the attributes that it uses, and no others.</summary>
internal static class VoiceResponse
{
    private static readonly XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public static string ToXml(params IEnumerable<Verb> verbs)
    {
        using var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("Response");
            foreach (var verb in verbs)
            {
                verb.WriteTo(xml);
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    // A StringWriter would declare UTF-16, which is not what goes over the wire.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}

internal abstract record Verb
{
    internal abstract void WriteTo(XmlWriter xml);

    /// <summary>What is null is left to Twilio's default.</summary>
    protected static void WriteAttributes(XmlWriter xml, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }
    }
}

/// <summary>"TwiML Voice: Say".</summary>
internal sealed record Say(string Text, string Language, string? Voice) : Verb
{
    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("Say");
        WriteAttributes(xml, ("language", Language), ("voice", Voice));
        xml.WriteString(Text);
        xml.WriteEndElement();
    }
}

/// <summary>"TwiML Voice: Gather". Without a key in time, Twilio goes on with the next verb.</summary>
internal sealed record Gather(int NumDigits, int Timeout, string Action, IReadOnlyList<Say> Prompt) : Verb
{
    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("Gather");
        WriteAttributes(xml, ("numDigits", NumDigits), ("timeout", Timeout), ("action", Action), ("method", "POST"));
        foreach (var say in Prompt)
        {
            say.WriteTo(xml);
        }

        xml.WriteEndElement();
    }
}

/// <summary>"TwiML Voice: Dial".</summary>
internal sealed record Dial(Number Number, string CallerId, int Timeout, int TimeLimit, string Action) : Verb
{
    /// <summary>Such as <c>record-from-answer-dual</c>; null where nothing is recorded.</summary>
    public string? Record { get; init; }

    public string? RecordingStatusCallback { get; init; }

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("Dial");
        WriteAttributes(
            xml,
            ("callerId", CallerId),
            ("timeout", Timeout),
            ("timeLimit", TimeLimit),
            ("action", Action),
            ("method", "POST"),
            ("record", Record),
            ("recordingStatusCallback", RecordingStatusCallback),
            ("recordingStatusCallbackEvent", RecordingStatusCallback is null ? null : "in-progress completed absent"));
        Number.WriteTo(xml);
        xml.WriteEndElement();
    }
}

/// <summary>"TwiML Voice: Number", inside a Dial.</summary>
internal sealed record Number(string PhoneNumber, string StatusCallback) : Verb
{
    /// <summary>Set where Twilio is to listen for a machine; beside the bridge and never before it.</summary>
    public string? AmdStatusCallback { get; init; }

    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("Number");
        WriteAttributes(
            xml,
            ("statusCallback", StatusCallback),
            ("statusCallbackEvent", "initiated ringing answered completed"),
            ("machineDetection", AmdStatusCallback is null ? null : "Enable"),
            ("amdStatusCallback", AmdStatusCallback));
        xml.WriteString(PhoneNumber);
        xml.WriteEndElement();
    }
}

/// <summary>"TwiML Voice: Hangup".</summary>
internal sealed record Hangup : Verb
{
    internal override void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement("Hangup");
        xml.WriteEndElement();
    }
}
