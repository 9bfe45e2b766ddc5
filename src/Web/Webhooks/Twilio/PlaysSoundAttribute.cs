namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// Is asked by Twilio and only plays sound: served to whoever knows its address, signed or not, since Twilio need not sign what it asks for
/// in passing, and it says nothing. That it was not signed is counted.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlaysSoundAttribute : Attribute;
