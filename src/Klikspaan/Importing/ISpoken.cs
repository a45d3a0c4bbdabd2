namespace Klikspaan.Importing;

/// <summary>What is spoken on a connection.</summary>
interface ISpoken
{
    /// <summary>Takes bytes of the client, valid until it returns, and their place in what the client sent.</summary>
    void Sent(ReadOnlyMemory<byte> bytes, long at);

    /// <summary>Takes bytes of the server.</summary>
    void Received(ReadOnlyMemory<byte> bytes, long at);

    /// <summary>Bytes were sent, or received, that were not captured.</summary>
    void Lost(long count, long at, bool isSent);

    /// <summary>No more comes.</summary>
    void Finish();
}
