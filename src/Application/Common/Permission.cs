using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Common;

/// <summary>What a role may do. Whose calls are meant is decided where they are read.</summary>
public enum Permission
{
    /// <summary>Own phone, own language, own session.</summary>
    UseOwnProfile,
    SeeContacts,
    EditContacts,
    PlaceCalls,

    /// <summary>Own calls in full, others of the organization as list rows.</summary>
    SeeCalls,
    SeeAllCallsInFull,
    ListenToAllRecordings,

    /// <summary>Hang up other people's live calls.</summary>
    OverrideCalls,

    /// <summary>
    /// How a call's record came about: raw webhooks and those not yet applied. Samples of refused ones need
    /// <see cref="ManageTwilioAccount"/>.
    /// </summary>
    SeeWebhooks,
    ManagePeople,
    ManageTwilioAccount,
    ManageCallSettings,

    /// <summary>What calls cost.</summary>
    SeeMoney,

    /// <summary>Who did what.</summary>
    SeeAudit,

    /// <summary>Create organizations. No role has it: it is given to a person, at the first run or at the command line.</summary>
    ManageInstallation,
}

public static class Permissions
{
    private static readonly Permission[] ofAgents =
        [Permission.UseOwnProfile, Permission.SeeContacts, Permission.EditContacts, Permission.PlaceCalls, Permission.SeeCalls];

    private static readonly Permission[] ofSupervisors =
        [.. ofAgents, Permission.SeeAllCallsInFull, Permission.ListenToAllRecordings, Permission.OverrideCalls, Permission.SeeWebhooks];

    // Listening is a supervisor's job; admins get it only where it is granted to them.
    private static readonly Permission[] ofAdmins =
    [
        .. ofSupervisors.Except([Permission.ListenToAllRecordings]),
        Permission.ManagePeople,
        Permission.ManageTwilioAccount,
        Permission.ManageCallSettings,
        Permission.SeeMoney,
        Permission.SeeAudit,
    ];

    public static bool May(this Role role, Permission permission) => Of(role).Contains(permission);

    private static Permission[] Of(Role role) => role switch
    {
        Role.Agent => ofAgents,
        Role.Supervisor => ofSupervisors,
        Role.Admin => ofAdmins,
    };
}
