namespace CrmVoice.Web.Hosting;

/// <summary>What CrmVoice is to do once and then end, as its command line says; without one it serves.</summary>
/// <param name="Name">The command, without its dashes.</param>
/// <param name="Value">What it is to be done with.</param>
/// <param name="Options">What else is said about it.</param>
/// <param name="Settings">
/// The rest of the command line, for the configuration, which would take the next argument for a command's value.
/// </param>
internal sealed record OperatorCommand(string? Name, string? Value, IReadOnlyDictionary<string, string> Options, string[] Settings)
{
    public const string Migrate = "migrate";
    public const string Backup = "backup";
    public const string Restore = "restore";
    public const string RemoveDemo = "remove-demo";
    public const string CreateOrganization = "create-organization";
    public const string PasswordLink = "password-link";
    public const string ResetTwoFactor = "reset-two-factor";
    public const string GrantInstallationAdmin = "grant-installation-admin";
    public const string TakeInstallationAdmin = "take-installation-admin";
    public const string Admin = "admin";
    public const string Force = "force";

    private static readonly string[] withoutValue = [Migrate, RemoveDemo];
    private static readonly string[] withValue =
        [Backup, Restore, CreateOrganization, PasswordLink, ResetTwoFactor, GrantInstallationAdmin, TakeInstallationAdmin];
    private static readonly string[] options = [Admin];
    private static readonly string[] optionsWithoutValue = [Force];

    /// <exception cref="StartRefusedException">A command lacks its value, or there are two.</exception>
    public static OperatorCommand Of(IEnumerable<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        var (commands, said, settings) = (new List<(string Name, string? Value)>(), new Dictionary<string, string>(), new List<string>());
        while (rest.TryDequeue(out var argument))
        {
            var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..].Split('=')[0] : "";
            if (withoutValue.Contains(name) && !argument.Contains('='))
            {
                commands.Add((name, null));
            }
            else if (withValue.Contains(name))
            {
                commands.Add((name, ValueOf(argument, rest)));
            }
            else if (optionsWithoutValue.Contains(name) && !argument.Contains('='))
            {
                said[name] = "";
            }
            else if (options.Contains(name))
            {
                said[name] = ValueOf(argument, rest);
            }
            else
            {
                settings.Add(argument);
            }
        }

        return commands.Count <= 1
            ? new OperatorCommand(commands.FirstOrDefault().Name, commands.FirstOrDefault().Value, said, [.. settings])
            : throw new StartRefusedException(
                $"One thing at a time: {string.Join(" or ", commands.Select(command => $"--{command.Name}"))}.");
    }

    private static string ValueOf(string argument, Queue<string> rest)
    {
        var value =
            argument.Contains('=') ? argument[(argument.IndexOf('=') + 1)..]
            : rest.TryPeek(out var next) && !next.StartsWith("--", StringComparison.Ordinal) ? rest.Dequeue()
            : "";
        return value.Length > 0 ? value : throw new StartRefusedException($"{argument.Split('=')[0]} needs a value behind it.");
    }
}
