using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Contacts;

/// <summary>
/// Marks by which the addition of a contact is recognized: one form sent twice adds one contact, and so do two equal forms of one person
/// within a minute. Hashes, so that they are short and reveal nothing.
/// </summary>
/// <param name="Form">Who added what with which form; null where no form is known.</param>
/// <param name="Minute">Who added what in which minute.</param>
/// <param name="MinuteBefore">The same, a minute earlier.</param>
public sealed record AdditionMarks(string? Form, string Minute, string MinuteBefore)
{
    public const int Length = 64;

    public static AdditionMarks Of(
        MembershipId by,
        Guid? formId,
        string name,
        string? company,
        string? email,
        PhoneNumber? phone,
        DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        return new AdditionMarks(
            formId is { } form ? Digest($"form {form}") : null,
            Digest($"minute {minute}"),
            Digest($"minute {minute - 1}"));

        string Digest(string when) =>
            Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', when, by.Value, name, company, email, phone?.Value))));
    }
}
