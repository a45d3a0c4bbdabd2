using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// Connections of a capture of packets of which another capture holds what another program decrypted, by their addresses and ports. What was encrypted in them stands there, so that it does not count as not seen.
/// </summary>
public sealed class OpenedFlows
{
    /// <summary>More connections than this are not held: those count as not seen.</summary>
    const int Most = 200_000;
    readonly HashSet<FlowKey> flows = [];

    /// <summary>How many there are.</summary>
    public int Count => flows.Count / 2;

    /// <summary>Adds the connections of which something stands in a capture of packets.</summary>
    /// <param name="stream">What was decrypted.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task AddAsync(Stream stream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (file, segments) = (new PacketFile(stream, Limits.Default), new Segments());
        while (await file.NextAsync(cancellation).ConfigureAwait(false))
        {
            if (segments.Read(file.Current) is { Payload.Length: > 0 } segment && flows.Count < Most)
            {
                flows.Add(Key(segment.Flow));
                flows.Add(Key(segment.Flow).Reverse());
            }
        }
    }

    /// <summary>How many encrypted connections a capture of packets has, and how many of them are among these.</summary>
    /// <param name="stream">The capture.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task<(int Opened, int Encrypted)> CountAsync(Stream stream, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (opened, encrypted, told) = (0, 0, new HashSet<FlowKey>());
        await foreach (var entry in new PacketReader().SplitAsync(stream, Limits.Default, cancellation).ConfigureAwait(false))
        {
            if (entry is PacketEntry contact && IsEncrypted(contact))
            {
                encrypted++;
                opened += Hold(contact, told) ? 1 : 0;
            }
        }

        return (opened, encrypted);
    }

    /// <summary>Whether what was encrypted in a connection stands elsewhere: the same ports can be used again, and of several connections one alone is taken for the one that was opened.</summary>
    /// <param name="entry">The connection.</param>
    /// <param name="told">Those that were taken before.</param>
    internal bool Hold(PacketEntry entry, HashSet<FlowKey> told) => IsEncrypted(entry) && flows.Contains(Key(entry.Flow)) && told.Add(Key(entry.Flow));

    static bool IsEncrypted(PacketEntry entry) => entry.What == ExchangeKind.Contact && entry.Notes.Any(n => n.Kind is "encrypted" or "encrypted-dns");

    /// <summary>Each file numbers its interfaces by itself.</summary>
    static FlowKey Key(FlowKey flow) => flow with { Interface = 0 };
}
