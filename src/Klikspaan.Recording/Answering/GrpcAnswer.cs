namespace Klikspaan.Recording.Answering;

/// <summary>
/// Answers a call of gRPC with one empty message and status 0 (gRPC over HTTP/2, and its form for browsers). All fields
/// of a protobuf message may be absent, so the empty one is a message of every type.
/// </summary>
static class GrpcAnswer
{
    /// <summary>No compression, length 0.</summary>
    static readonly byte[] EmptyMessage = [0, 0, 0, 0, 0];

    /// <summary>The flag of trailers in the body, and their length and text.</summary>
    static readonly byte[] WebTrailers = [0x80, 0, 0, 0, 16, .. "grpc-status: 0\r\n"u8];

    /// <summary>The answer; null when the request is no gRPC.</summary>
    public static Answer? Choose(AnswerRequest request)
    {
        var type = request.MediaType;
        if (IsOf(type, "application/grpc-web-text"))
        {
            var text = Convert.ToBase64String([.. EmptyMessage, .. WebTrailers]);
            return Answer.Of("grpc-web", 200, type, System.Text.Encoding.ASCII.GetBytes(text));
        }

        if (IsOf(type, "application/grpc-web"))
        {
            return Answer.Of("grpc-web", 200, type, new([.. EmptyMessage, .. WebTrailers]));
        }

        return IsOf(type, "application/grpc")
            ? Answer.Of("grpc", 200, type, EmptyMessage) with { Trailers = [KeyValuePair.Create("grpc-status", "0")] }
            : null;
    }

    /// <summary>The type itself, or with the form of its messages: <c>application/grpc+proto</c>.</summary>
    static bool IsOf(string type, string family) =>
        type == family || (type.StartsWith(family, StringComparison.Ordinal) && type[family.Length] == '+'
            && type.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '+' or '.' or '-' or '_'));
}
