namespace Klikspaan.Reporting;

/// <summary>What is counted: keys below <c>units</c> in the language files.</summary>
static class Unit
{
    public const string Request = "request";
    public const string Other = "other";
    public const string Datagrams = "datagrams";
    public const string Byte = "byte";
    public const string Value = "value";
    public const string Kind = "kind";
    public const string Host = "host";
    public const string Capture = "capture";
    public const string Problem = "problem";
    public const string Time = "time";
    public const string Handshake = "handshake";
    public const string Exchange = "exchange";
    public const string Sender = "sender";
    public const string File = "file";
    public const string Place = "place";
    public const string StoredEvent = "stored-event";
    public const string Contact = "contact";
    public const string VendorRecord = "vendor-record";
    public const string LookUp = "look-up";
    public const string Planted = "planted";
    public const string Millisecond = "millisecond";
    public const string Field = "field";
    public const string Run = "run";
    public const string Pair = "pair";
}
