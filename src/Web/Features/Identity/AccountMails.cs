using System.Globalization;
using System.Text.Encodings.Web;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Writes mails about accounts: plain text, and the same as a small page.</summary>
internal sealed class AccountMails(IMailOutbox outbox, IConfiguration configuration, IStringLocalizer<Words> words) : IAccountMails
{
    public bool AreSent => outbox.IsSent;

    public void SendInvitation(InvitationMail mail) =>
        Add(mail.Email, "invitation", mail.Language, InvitationAnswersController.PathOf(mail.Token), mail.Name, mail.OrganizationName);

    public void SendPasswordLink(string? email, PasswordLink link, string language) =>
        Add(email, "password", language, PasswordsController.PathOf(link));

    private void Add(string? to, string kind, string language, string path, params string[] named)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var (subject, text) = (words[$"mail.{kind}.subject", [.. named]].Value, words[$"mail.{kind}.text", [.. named]].Value);
            var (link, after) = (words[$"mail.{kind}.link"].Value, words[$"mail.{kind}.after"].Value);
            var address = LinkToCopy.AddressOf(configuration, path);
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
