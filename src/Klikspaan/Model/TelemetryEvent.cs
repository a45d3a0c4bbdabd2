namespace Klikspaan;

/// <summary>A decoded event: one thing that a program reported.</summary>
public sealed class TelemetryEvent
{
    /// <summary>Number within the exchange, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Id of the protocol file that knows it.</summary>
    public required string Protocol { get; init; }

    /// <summary>The kind of event in that file.</summary>
    public required string Kind { get; init; }

    /// <summary>The event's name as sent, or the kind that the protocol file gives it.</summary>
    public required string Name { get; init; }

    /// <summary>The time that the event itself states; empty when it states none.</summary>
    public string Time { get; init; } = "";

    /// <summary>The key that shows on whose behalf it is collected (instrumentation key, DSN, write key); empty when none.</summary>
    public string AccountKey { get; init; } = "";

    /// <summary>Where the event stands: the pointer that all its items start with, and the part.</summary>
    public required string Root { get; init; }

    /// <summary>The part of the request.</summary>
    public MessagePart Part { get; init; } = MessagePart.Content;

    /// <summary>How many values it holds.</summary>
    public int Items { get; set; }
}
