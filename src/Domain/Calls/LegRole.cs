namespace CrmVoice.Domain.Calls;

/// <summary>A party's role in a call. What a role means stands in <see cref="LegRoles"/>.</summary>
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

/// <summary>Whether a room ends when a leg leaves it.</summary>
public enum RoomEnding
{
    Never,

    /// <summary>With the last one who talks with the contact, unless a transfer is under way.</summary>
    WithLastTalker,

    /// <summary>From its first moment on, and never changed: Twilio ends the room also during a hold and without us.</summary>
    Always,
}

/// <summary>What a role means, whatever the call.</summary>
/// <param name="EndedBy">Who is said to have ended the call that ends when such a leg leaves.</param>
/// <param name="IsMember">
/// It rings and costs as members do, and is asked for a key before it joins: a voicemail must not be taken for a member.
/// </param>
/// <param name="IsTalker">The contact talks with it.</param>
/// <param name="OwnsCall">
/// It may be in charge of the call, acts in it and hands it over, is whispered to, and sees it in full afterwards.
/// </param>
/// <param name="IsListener">It is heard only where it asks for that, is never on hold, and does not start the room.</param>
/// <param name="IsHidden">Agents are told of it only where the organization does so, and leave it alone.</param>
/// <param name="EndsRoom">Whether the room ends when it leaves.</param>
public sealed record LegRoleTraits(
    EndedByRole EndedBy, bool IsMember, bool IsTalker, bool OwnsCall, bool IsListener, bool IsHidden, RoomEnding EndsRoom);

/// <summary>What each role means: the one table that flow, outcome, costs and access read.</summary>
public static class LegRoles
{
    private static readonly LegRoleTraits[] traits = [.. Enum.GetValues<LegRole>().Select(TraitsOf)];

    /// <summary>Those whose call it is; for queries, which cannot read the table.</summary>
    public static IReadOnlyList<LegRole> OwningCall { get; } =
        [.. Enum.GetValues<LegRole>().Where(role => role.Traits().OwnsCall)];

    /// <summary>Those of whom agents need not be told; for queries.</summary>
    public static IReadOnlyList<LegRole> Hidden { get; } = [.. Enum.GetValues<LegRole>().Where(role => role.Traits().IsHidden)];

    public static LegRoleTraits Traits(this LegRole role) => traits[(int)role];

    // Without a default, so that the compiler asks for the line of a new role.
    private static LegRoleTraits TraitsOf(LegRole role) => role switch
    {
        LegRole.Agent => new LegRoleTraits(
            EndedByRole.Agent,
            IsMember: true,
            IsTalker: true,
            OwnsCall: true,
            IsListener: false,
            IsHidden: false,
            RoomEnding.WithLastTalker),
        LegRole.Contact => new LegRoleTraits(
            EndedByRole.Contact,
            IsMember: false,
            IsTalker: false,
            OwnsCall: false,
            IsListener: false,
            IsHidden: false,
            RoomEnding.Always),
        LegRole.Supervisor => new LegRoleTraits(
            EndedByRole.Supervisor,
            IsMember: true,
            IsTalker: false,
            OwnsCall: false,
            IsListener: true,
            IsHidden: true,
            RoomEnding.Never),
        LegRole.Guest => new LegRoleTraits(
            EndedByRole.Guest,
            IsMember: false,
            IsTalker: true,
            OwnsCall: false,
            IsListener: false,
            IsHidden: false,
            RoomEnding.WithLastTalker),
    };
}
