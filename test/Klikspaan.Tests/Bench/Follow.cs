using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Tests.Bench;

/// <summary>Follows the layers of a truth by hand, with nothing of the product and nothing of the generator.</summary>
static class Follow
{
    public static string To(ReadOnlySpan<byte> entry, string place, IReadOnlyList<string> layers)
    {
        var root = JsonDocument.Parse(entry.ToArray()).RootElement;
        var bytes = Part(root, place, layers.Count > 0 ? layers[0] : "");
        foreach (var layer in place is "header" or "cookie" or "message" ? layers.Skip(1) : layers)
        {
            bytes = Step(bytes, layer.Split(' ', 2) is [var name, var where] ? (name, where) : (layer, ""));
        }

        return Encoding.UTF8.GetString(bytes);
    }

    static byte[] Part(JsonElement entry, string place, string first)
    {
        var request = entry.GetProperty("request");
        var url = request.GetProperty("url").GetString()!;
        var where = first.Split(' ')[^1];
        return Encoding.UTF8.GetBytes(place switch
        {
            "query" => url.Split('?', 2)[1],
            "path" => url.Split('?')[0].Split('/', 4)[3],
            "header" => Header(request, where),
            "cookie" => Header(request, "cookie").Split("; ").Single(c => c.StartsWith(where + "=", StringComparison.Ordinal)).Split('=', 2)[1],
            "message" => entry.GetProperty("_webSocketMessages")[int.Parse(where, null)].GetProperty("data").GetString()!,
            "answer" => entry.GetProperty("response").GetProperty("content").GetProperty("text").GetString()!,
            _ => request.GetProperty("postData").GetProperty("text").GetString()!,
        });
    }

    static string Header(JsonElement request, string name) =>
        request.GetProperty("headers").EnumerateArray().Single(h => h.GetProperty("name").GetString() == name).GetProperty("value").GetString()!;

    static byte[] Step(byte[] bytes, (string Name, string Where) step)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return step.Name switch
        {
            "line" => Encoding.UTF8.GetBytes(text.Split('\n')[int.Parse(step.Where, null)]),
            "segment" => Encoding.UTF8.GetBytes(text.Split('/')[int.Parse(step.Where, null)]),
            "json" => Encoding.UTF8.GetBytes(Pointer(JsonDocument.Parse(bytes).RootElement, step.Where)),
            "form" => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text.Split('&').Single(f => f.StartsWith(step.Where + "=", StringComparison.Ordinal)).Split('=', 2)[1])),
            "percent" => Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text)),
            "base64" => Convert.FromBase64String(text),
            "base64url" => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=')),
            "gzip" => Gunzip(bytes),
            "multipart" => Encoding.UTF8.GetBytes(text.Split($"name=\"{step.Where}\"")[1].Split("\r\n\r\n", 2)[1].Split("\r\n--")[0]),
            "protobuf" => Field(bytes, int.Parse(step.Where, null)),
            "utf-16" => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes)),
            _ => throw new ArgumentException($"no such layer: {step.Name}"),
        };
    }

    static string Pointer(JsonElement element, string pointer)
    {
        foreach (var name in pointer.Split('/').Skip(1))
        {
            element = element.ValueKind == JsonValueKind.Array ? element[int.Parse(name, null)] : element.GetProperty(name);
        }

        return element.GetString()!;
    }

    static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The first field of that number that has bytes.</summary>
    static byte[] Field(byte[] bytes, int wanted)
    {
        for (var i = 0; i < bytes.Length;)
        {
            var tag = Varint(bytes, ref i);
            var value = Varint(bytes, ref i);
            if ((tag & 7) == 2 && tag >> 3 == wanted)
            {
                return bytes[i..(i + value)];
            }

            i += (tag & 7) == 2 ? value : 0;
        }

        throw new ArgumentException($"no field {wanted}");
    }

    static int Varint(byte[] bytes, ref int i)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (bytes[i] & 0x7F) << shift;
            if (bytes[i++] < 0x80)
            {
                return value;
            }
        }
    }
}
