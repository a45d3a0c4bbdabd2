namespace Klikspaan.Decoding;

/// <summary>A name or value of <c>application/x-www-form-urlencoded</c> (WHATWG URL section 5.1): percent-encoding, <c>+</c> for a space.</summary>
public sealed class FormTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "form";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        failure = default;
        decoded = PercentTransform.Decode(source, plusIsSpace: true);
        return true;
    }
}
