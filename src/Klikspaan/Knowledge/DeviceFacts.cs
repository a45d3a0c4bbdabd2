namespace Klikspaan.Knowledge;

/// <summary>By what a value that was sent stands for something of the device; read from <c>device.yaml</c>.</summary>
/// <param name="Categories">Categories of values that do, each with the reason.</param>
/// <param name="Invented">Labels of values that are invented for the device of a recording.</param>
/// <param name="ListedKinds">Kinds of planted values that people list of a device of their own.</param>
public sealed record DeviceFacts(IReadOnlyDictionary<string, string> Categories, IReadOnlySet<string> Invented, IReadOnlySet<string> ListedKinds)
{
    /// <summary>None: nothing stands for the device.</summary>
    public static DeviceFacts None { get; } = new(new Dictionary<string, string>(), new HashSet<string>(), new HashSet<string>());
}
