using System.Globalization;

namespace Klikspaan.Replying;

/// <summary>A file of a reply: all of it, or one of an archive.</summary>
/// <param name="Number">Its number within the reply, from 1, in file order.</param>
/// <param name="Name">The name that an archive gives it; a name and nothing more: nothing is ever written where it says. Empty for the whole reply.</param>
/// <param name="Offset">Where its bytes stand in the reply.</param>
/// <param name="Length">How many bytes of the reply.</param>
/// <param name="Steps">What is done to these to get its own: <c>deflate</c>, <c>utf-16le</c>; empty where they are its own.</param>
public sealed record ReplyPart(int Number, string Name, long Offset, long Length, string Steps)
{
    /// <summary>Where a piece of it stands in the reply, and the steps that lead from there to the value.</summary>
    /// <param name="at">Offset in the file.</param>
    /// <param name="length">How many bytes of it.</param>
    /// <param name="step">What is done to the piece; empty for nothing.</param>
    public (long Offset, long Length, string Steps) Place(long at, long length, string step) =>
        Steps.Length == 0 ? (Offset + at, length, step) : (Offset, Length, Layer.Join(Layer.Join(Steps, string.Create(CultureInfo.InvariantCulture, $"[{at}+{length}]")), step));

    /// <summary>A file within it, which stands there unpacked or not.</summary>
    /// <param name="number">Number of the file.</param>
    /// <param name="name">Its name.</param>
    /// <param name="at">Where its bytes stand in this one.</param>
    /// <param name="length">How many.</param>
    /// <param name="step">What is done to these; empty for nothing.</param>
    public ReplyPart Within(int number, string name, long at, long length, string step)
    {
        var (offset, size, steps) = Place(at, length, step);
        return new(number, Name.Length > 0 ? $"{Name}/{name}" : name, offset, size, steps);
    }

    /// <summary>What is wrong at a place of it, as a problem of the reply.</summary>
    /// <param name="reply">SHA-256 of the reply.</param>
    /// <param name="at">Offset in the file.</param>
    /// <param name="length">How many bytes of it are concerned.</param>
    /// <param name="kind">What sort of problem.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What was there.</param>
    public Problem Fault(string reply, long at, long length, string kind, string expected, string found)
    {
        var (offset, size, steps) = Place(at, length, "");
        return new(new(reply, Number, MessagePart.Whole, Name, offset, size, steps), kind, expected, found);
    }
}
