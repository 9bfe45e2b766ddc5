using CrmVoice.Sandbox;

await SandboxApplication.Build(args).RunAsync();
