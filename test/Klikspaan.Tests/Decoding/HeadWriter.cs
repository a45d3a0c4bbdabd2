using System.Globalization;

namespace Klikspaan.Tests.Decoding;

/// <summary>Writes CBOR or MessagePack, and any document that choices ask for.</summary>
abstract class HeadWriter
{
    public abstract byte[] Map(int count);

    public abstract byte[] Array(int count);

    public abstract byte[] Text(string text);

    public abstract byte[] Int(long number);

    public abstract byte[] Float(double number);

    public abstract byte[] Bool(bool value);

    /// <summary>A map with what the choices ask for, and a first value that makes it worth reading.</summary>
    public byte[] Document(byte[] choices, List<(string Path, string Value)> expected)
    {
        var left = new Queue<byte>(choices);
        expected.Add(("/first", "value"));
        return [.. Map(2), .. Text("first"), .. Text("value"), .. Text("second"), .. Value(left, "/second", expected, 0)];
    }

    byte[] Value(Queue<byte> choices, string path, List<(string, string)> expected, int level)
    {
        var choice = choices.TryDequeue(out var next) ? next : 0;
        var count = choice / 8 % 4;
        switch (choice % 8)
        {
            case 0 or 1 when level < 20:
                return [.. Array(count), .. Enumerable.Range(0, count).SelectMany(i => Value(choices, $"{path}/{i}", expected, level + 1))];
            case 2 when level < 20:
                return [.. Map(count), .. Enumerable.Range(0, count).SelectMany(i => (byte[])[.. Text($"k{i}"), .. Value(choices, $"{path}/k{i}", expected, level + 1)])];
            case 3 when level < 20:
                var key = (choice - 100) * 1000L;
                return [.. Map(1), .. Int(key), .. Value(choices, $"{path}/{key}", expected, level + 1)];
            case 4:
                expected.Add((path, choice > 100 ? "true" : "false"));
                return Bool(choice > 100);
            case 5:
                var number = (choice - 128) / 8.0;
                expected.Add((path, number.ToString(CultureInfo.InvariantCulture)));
                return Float(number);
            case 6:
                var text = new string('é', choice * (choice > 240 ? 300 : 1));
                expected.Add((path, text));
                return Text(text);
            default:
                var whole = (choice % 2 == 0 ? 1 : -1) * (1L << (choice / 4)) + choice;
                expected.Add((path, whole.ToString(CultureInfo.InvariantCulture)));
                return Int(whole);
        }
    }
}
