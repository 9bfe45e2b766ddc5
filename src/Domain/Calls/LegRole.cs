namespace CrmVoice.Domain.Calls;

/// <summary>What somebody is in a call.</summary>
public enum LegRole
{
    /// <summary>One of us who talks with the contact.</summary>
    Agent,

    Contact,

    /// <summary>One of us who listens, whispers or barges in.</summary>
    Supervisor,

    /// <summary>Somebody outside, to whom the contact was transferred or who was added.</summary>
    Guest,
}
