namespace CrmVoice.Domain.Calls;

/// <summary>A party's role in a call.</summary>
public enum LegRole
{
    /// <summary>A member who talks with the contact.</summary>
    Agent,

    Contact,

    /// <summary>A member who listens, whispers or barges in.</summary>
    Supervisor,

    /// <summary>Somebody outside, to whom the contact was transferred or who was added.</summary>
    Guest,
}
