namespace Klikspaan.Importing;

/// <summary>Every format of log that can be read, those that are recognised with more certainty first.</summary>
static class LogFormats
{
    /// <summary>The formats.</summary>
    public static IReadOnlyList<ILogFormat> All { get; } = 
    [
        new ZeekTextLog(), new ZeekJsonLog(), new AppPrivacyLog(), new TrackerControlLog(), new PiholeLog(), new W3cLog(), new SquidLog(), new DnsmasqLog(), new UnboundLog(),
    ];
}
