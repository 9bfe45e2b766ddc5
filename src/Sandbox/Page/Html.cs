using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CrmVoice.Sandbox.Page;

/// <summary>
/// HTML in an interpolated string: <c>Html.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c> encodes whatever is put in, unless it is HTML already.
/// </summary>
internal readonly record struct Html(string Text)
{
    public static readonly Html Nothing = new("");

    public static Html Of(ref Handler markup) => new(markup.ToString());

    public static Html When(bool holds, string markup) => holds ? new(markup) : Nothing;

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> draw) => new(string.Concat(items.Select(item => draw(item).Text)));

    public override string ToString() => Text;

    [InterpolatedStringHandler]
    public readonly struct Handler(int literalLength, int formattedCount)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
        private readonly StringBuilder builder = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => builder.Append(markup);

        public void AppendFormatted(Html html) => builder.Append(html.Text);

        public void AppendFormatted<T>(T value) => builder.Append(Encoder.Encode(FormattableString.Invariant($"{value}")));

        public override string ToString() => builder.ToString();
    }
}
