namespace Klikspaan.Recording.Isolating;

/// <summary>
/// What the program will see of the file system. The steps run in a mount namespace between ours and the program's, so that
/// the recorder's own view stays as it was. Host sockets live in the folders that are covered here.
/// </summary>
sealed class MountScript
{
    // What is covered is first kept at hand below /mnt, so that single folders can be brought back; then that is let go.
    const string Script = """
        set -eu
        stash=/mnt
        mount --rbind / "$stash"
        mount --make-rprivate "$stash"
        while [ "$1" != -- ]; do
          case $1 in
            cover) mount -t tmpfs -o "mode=$3,nosuid,nodev" tmpfs "$2"; shift 3;;
            folder) mkdir -p "$2"; shift 2;;
            file) mkdir -p "$(dirname "$2")"; : > "$2"; shift 2;;
            bind) mount --rbind "$stash$2" "$3"; shift 3;;
            silence) ! [ -e "$2" ] || mount --bind "$stash/dev/null" "$2" || echo "klikspaan: a socket of this machine stays open: $2" >&2; shift 2;;
            devices)
              mount -t sysfs -o ro,nosuid,nodev,noexec sysfs /sys 2>/dev/null || echo 'klikspaan: /sys shows the devices of this machine' >&2
              mount -t tmpfs -o mode=0755,nosuid tmpfs /dev
              for device in null zero full random urandom tty; do
                : > "/dev/$device"
                mount --bind "$stash/dev/$device" "/dev/$device"
              done
              mkdir -m 1777 /dev/shm
              mkdir /dev/pts
              mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts /dev/pts
              ln -s pts/ptmx /dev/ptmx
              ln -s /proc/self/fd /dev/fd
              for stream in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${stream#*:}" "/dev/${stream%:*}"; done
              shift 1;;
          esac
        done
        shift
        umount -l "$stash"
        cd /
        exec "$@"
        """;

    readonly List<string> steps = [];
    readonly List<string> covered = [];

    /// <summary>Puts an empty folder over one that is there.</summary>
    public MountScript Cover(string folder, string mode = "0755")
    {
        if (Directory.Exists(folder) && !IsLink(folder) && !IsCovered(folder))
        {
            steps.AddRange(["cover", folder, mode]);
            covered.Add(folder);
        }

        return this;
    }

    /// <summary>Makes a folder below a covered one.</summary>
    public MountScript Folder(string folder)
    {
        steps.AddRange(["folder", folder]);
        return this;
    }

    /// <summary>Shows a file or folder at another path, which is made where it lies below a covered folder.</summary>
    public MountScript Bind(string source, string target)
    {
        if (IsCovered(target))
        {
            steps.AddRange([Directory.Exists(source) ? "folder" : "file", target]);
        }

        steps.AddRange(["bind", source, target]);
        return this;
    }

    /// <summary>Brings back a file or folder that a cover took away; does nothing for others.</summary>
    public MountScript Keep(string path) => IsCovered(path) && Path.Exists(path) ? Bind(path, path) : this;

    /// <summary>
    /// Leaves of the devices only those that every program needs, and terminals of its own; of the network devices those of
    /// the namespace, with their invented hardware addresses. Comes first, since it takes away what was mounted below.
    /// </summary>
    public MountScript Devices()
    {
        steps.Add("devices");
        covered.Add("/dev");
        return this;
    }

    /// <summary>Puts an empty device over a host's socket, so that nobody answers there.</summary>
    public MountScript Silence(string socket)
    {
        steps.AddRange(["silence", socket]);
        return this;
    }

    /// <summary>The words of a command that mounts all this and then becomes <paramref name="command"/>.</summary>
    public IReadOnlyList<string> Run(IEnumerable<string> command) =>
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", Script, "sh", .. steps, "--", .. command];

    /// <summary>Whether a path lies in a covered folder.</summary>
    public bool IsCovered(string path) => covered.Any(c => path == c || path.StartsWith(c + "/", StringComparison.Ordinal));

    static bool IsLink(string folder) => new DirectoryInfo(folder).LinkTarget is not null;
}
