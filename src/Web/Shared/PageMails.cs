using System.Globalization;
using System.Text.Encodings.Web;
using CrmVoice.Application.Common;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Shared;

/// <summary>Writes mails that lead to a page: plain text, and the same as a small page.</summary>
public sealed class PageMails(IMailOutbox outbox, IConfiguration configuration, IStringLocalizer<Words> words)
{
    public bool AreSent => outbox.IsSent;

    /// <param name="to">Null for nobody, for whom the same is done.</param>
    /// <param name="kind">Names the words, which begin with <c>mail.</c></param>
    /// <param name="language">IETF language tag.</param>
    /// <param name="path">Under the public address.</param>
    /// <param name="named">What stands in subject and text.</param>
    public void Add(string? to, string kind, string language, string path, params object[] named)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var (subject, text) = (words[$"mail.{kind}.subject", named].Value, words[$"mail.{kind}.text", named].Value);
            var (link, after) = (words[$"mail.{kind}.link"].Value, words[$"mail.{kind}.after"].Value);
            var address = $"{configuration["PublicBaseUrl"]?.TrimEnd('/')}{path}";
            outbox.Add(new OutgoingMail(to, subject, $"{text}\n\n{address}\n\n{after}\n", HtmlOf(language, text, link, address, after)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static string HtmlOf(string language, string text, string link, string address, string after)
    {
        static string Encode(string said) => HtmlEncoder.Default.Encode(said);
        return $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head><meta charset="utf-8"></head>
            <body style="font-family: sans-serif; line-height: 1.5">
            <p>{Encode(text)}</p>
            <p><a href="{Encode(address)}">{Encode(link)}</a></p>
            <p>{Encode(after)}</p>
            </body>
            </html>
            """;
    }
}
