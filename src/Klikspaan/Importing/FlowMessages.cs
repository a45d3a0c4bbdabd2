namespace Klikspaan.Importing;

/// <summary>
/// The messages of a websocket, or what went over a connection of another protocol: lists in which whether the client sent it stands before the
/// content, and the time behind it. What came in is not read.
/// </summary>
sealed class FlowMessages(FlowEntry entry, FlowValues values, FlowExcerpts parts)
{
    /// <summary>When the first of all messages came; null when there is none.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>Whether anything was sent.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Adds the messages that were sent.</summary>
    public void Read(TnetstringValue list)
    {
        if (!list.IsSomething)
        {
            return;
        }

        if (list.LeftOut > 0 && list.Length == 0)
        {
            parts.Add(MessagePart.Message, "", list);
            return;
        }

        var messages = new TnetstringCursor(entry, list);
        while (messages.Next(out var message))
        {
            Message(message);
        }

        parts.Check(messages, MessagePart.Message);
    }

    void Message(TnetstringValue message)
    {
        var cursor = new TnetstringCursor(entry, message);
        if (message.Tag != ']' || !cursor.Next(out var flag) || (flag.Tag != '!' && !cursor.Next(out flag)) || flag.Tag != '!' || !cursor.Next(out var content) || !content.IsText)
        {
            parts.Problem("flow", MessagePart.Message, message, "a message: who sent it, and its content", "something else");
            return;
        }

        FirstAt ??= cursor.Next(out var time) ? values.Time(time) : null;

        // Then whether it was kept from its receiver, and whether it was put in by hand.
        if (values.IsTrue(flag) && cursor.Next(out _) && cursor.Next(out var injected) && values.IsTrue(injected))
        {
            parts.Problem("injected", MessagePart.Message, message, "a message of the program", "one that was put in with the tool; it was left out");
        }
        else if (values.IsTrue(flag))
        {
            IsSent = true;
            parts.Message(content);
        }
    }
}
