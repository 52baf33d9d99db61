//! What watching files has to know of the disk that they lie on.

use std::path::{Path, PathBuf};

/// The file that git keeps while it changes the working tree.
pub(super) fn git_lock(root: &Path) -> Option<PathBuf> {
    let git = root.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    if git.is_dir() {
        return Some(git.join("index.lock"));
    }
    // In a worktree `.git` is a file that names the folder.
    let text = std::fs::read_to_string(&git).ok()?;
    let folder = Path::new(text.trim().strip_prefix("gitdir:")?.trim());
    Some(git.parent()?.join(folder).join("index.lock"))
}

/// What tells a folder from another one that takes its place.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|metadata| metadata.ino())
}

#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<u64> {
    let created = std::fs::metadata(path).ok()?.created().ok()?;
    created.duration_since(std::time::UNIX_EPOCH).ok().map(|since| since.as_nanos() as u64)
}

/// Whether files can change without this machine's kernel knowing: network folders and those that a virtual machine
/// or container gets from its host.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(path: &Path) -> bool {
    /// NFS, SMB (three generations), FUSE and virtiofs, 9p, VirtualBox, Parallels: from `man 2 statfs` and their sources.
    const REMOTE: [u64; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546, 0x0102_1997, 0x786f_4256, 0x7c7c_6673];
    rustix::fs::statfs(path).is_ok_and(|system| REMOTE.contains(&((system.f_type as u64) & 0xffff_ffff)))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}
