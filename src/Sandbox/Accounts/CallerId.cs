namespace CrmVoice.Sandbox.Accounts;

/// <summary>A number that is not the account's own and that somebody has shown to be theirs: calls may come from it.</summary>
internal sealed record CallerId(string PhoneNumber, string FriendlyName, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public string Sid => Sids.Of("PN", $"verified {PhoneNumber}");
}
