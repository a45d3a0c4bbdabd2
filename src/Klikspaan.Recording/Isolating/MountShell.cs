namespace Klikspaan.Recording.Isolating;

/// <summary>The shell script that carries out the steps of a <see cref="MountScript"/>, given as its words.</summary>
static class MountShell
{
    // The whole of the machine is kept at hand below /sys, which is mounted anew afterwards and below which nothing is looked
    // for, so that single folders can be brought back; then it is let go. A source that has become a link would lead out of
    // there, to whatever of the machine a program chose in an earlier run.
    public const string Script = """
        set -eu
        stash=/sys
        mount --rbind / "$stash"
        mount --make-rprivate "$stash"
        shut() {
          while read -r _ _ _ _ point _; do
            case $point in *\\*) point=$(printf '%b' "$point");; esac
            case $point in "$1"|"$1"/*) mount -o remount,bind,ro,nosuid,nodev "$point";; esac
          done < /proc/self/mountinfo
        }
        bring() {
          if [ "$(readlink -f "$stash$1")" != "$stash$1" ]; then echo "klikspaan: this is no longer where it was: $1" >&2; exit 1; fi
          mount --rbind "$stash$1" "$2"
        }
        while [ "$1" != -- ]; do
          case $1 in
            cover) mount -t tmpfs -o "nosuid,nodev,$3" tmpfs "$2"; shift 3;;
            folder) mkdir -p "$2"; shift 2;;
            file) mkdir -p "$(dirname "$2")"; [ -e "$2" ] || : > "$2"; shift 2;;
            bind) bring "$2" "$3"; shift 3;;
            bindro) bring "$2" "$3"; shut "$3"; shift 3;;
            silence)
              while IFS= read -r socket; do
                ! [ -S "$socket" ] || mount -n -c --bind "$stash/dev/null" "$socket" || echo "klikspaan: a socket of this machine stays open: $socket" >&2
              done < "$stash$2"
              shift 2;;
            devices)
              mount -t tmpfs -o mode=0755,nosuid,size=1m,nr_inodes=1k tmpfs /dev
              for device in null zero full random urandom tty; do
                : > "/dev/$device"
                mount --bind "$stash/dev/$device" "/dev/$device"
              done
              mkdir -m 1777 /dev/shm
              mount -t tmpfs -o "nosuid,nodev,$2" tmpfs /dev/shm
              mkdir /dev/pts
              mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts /dev/pts
              ln -s pts/ptmx /dev/ptmx
              ln -s /proc/self/fd /dev/fd
              for stream in stdin:0 stdout:1 stderr:2; do ln -s "/proc/self/fd/${stream#*:}" "/dev/${stream%:*}"; done
              shift 2;;
            let-go)
              umount -l "$stash"
              mount -t sysfs -o ro,nosuid,nodev,noexec sysfs /sys 2>/dev/null || echo 'klikspaan: /sys shows the devices of this machine' >&2
              shift 1;;
            again) [ ! -e "$3" ] || mount --bind "$2" "$3"; shift 3;;
            seal) [ ! -e "$2" ] || { mount --rbind "$2" "$2"; shut "$2"; }; shift 2;;
            hide) [ ! -e "$2" ] || mount -t tmpfs -o ro,mode=0755,nosuid,nodev,noexec,size=4k,nr_inodes=10 tmpfs "$2"; shift 2;;
            part) mount -c -t tmpfs -o ro,mode=0755,nosuid,nodev,noexec,size=4k,nr_inodes=10 tmpfs "$2" || echo "klikspaan: a file system that another process or machine serves stays open: $2" >&2; shift 2;;
          esac
        done
        shift
        cd /
        exec "$@"
        """;
}
