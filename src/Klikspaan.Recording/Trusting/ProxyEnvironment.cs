using System.Globalization;

namespace Klikspaan.Recording.Trusting;

/// <summary>The variables by which a program is asked to send everything through a proxy; only where it cannot be isolated.</summary>
static class ProxyEnvironment
{
    static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    static readonly string[] Exceptions = ["NO_PROXY", "no_proxy"];

    /// <summary>All names, to be removed from the tester's environment in any mode.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Proxies, .. Exceptions, "NODE_USE_ENV_PROXY"];

    /// <summary>The variables for a proxy on this port of this machine.</summary>
    public static IReadOnlyDictionary<string, string> Variables(int port)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["NODE_USE_ENV_PROXY"] = "1" };
        foreach (var name in Proxies)
        {
            variables[name] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        }

        foreach (var name in Exceptions)
        {
            variables[name] = "localhost,127.0.0.1,::1";
        }

        return variables;
    }
}
