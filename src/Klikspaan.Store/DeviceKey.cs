namespace Klikspaan.Store;

/// <summary>What one row on the device is about.</summary>
/// <param name="IsStored">Whether it was stored on the device; else it stands for something of the device.</param>
/// <param name="What">Category, label of a planted value, or name of a cookie.</param>
/// <param name="By">What that rests on.</param>
/// <param name="Host">To whom it was sent.</param>
/// <param name="Operator">Who operates the host.</param>
/// <param name="Event">Name of the event; empty for none.</param>
/// <param name="Path">Part of the request and pointer.</param>
/// <param name="Choice">Before or after a choice.</param>
/// <param name="Made">What was chosen.</param>
readonly record struct DeviceKey(bool IsStored, string What, string By, string Host, string Operator, string Event, string Path, string Choice, string Made)
{
    /// <summary>A value that was invented for the device of the recording was found.</summary>
    public const string Invented = "value invented for the device";

    /// <summary>A planted value was found that people list of a device.</summary>
    public const string Listed = "planted value";

    /// <summary>A protocol file says what stands in the field.</summary>
    public const string ByProtocol = "category, by protocol file";

    /// <summary>A rule says so, by the name of the field or the shape of the value.</summary>
    public const string ByRule = "category, by rule";

    /// <summary>A cookie was sent.</summary>
    public const string Cookie = "cookie that was sent";

    /// <summary>A file was left.</summary>
    public const string File = "file that was left";
}
