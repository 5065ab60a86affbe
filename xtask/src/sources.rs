//! Which files of the disk go into a site?

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use lesart::pack::PackFile;

/// Reads the `.md` and `.txt` files below the folders, sorted by path in each folder. Where several
/// folders are read, two files of one name would be one file to the reader, so that is refused.
pub fn articles(folders: &[impl AsRef<Path>]) -> anyhow::Result<Vec<PackFile>> {
    let mut files: Vec<PackFile> = Vec::new();
    for folder in folders {
        let folder = folder.as_ref();
        let found = below(folder)?;
        let before = files.len();
        files.extend(found.into_iter().filter(|file| is_article(&file.name)));
        if files.len() == before {
            bail!("{} holds no .md or .txt file", folder.display());
        }
        let (old, new) = files.split_at(before);
        if let Some(twice) = new.iter().find(|file| old.iter().any(|other| other.name == file.name)) {
            bail!(
                "{}: another --corpus folder has a file of that name: rename one",
                folder.join(&twice.name).display()
            );
        }
    }
    Ok(files)
}

fn is_article(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "txt"))
}

/// Every file below a folder, sorted by path; names starting with a dot are passed over.
pub fn below(folder: &Path) -> anyhow::Result<Vec<PackFile>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<PackFile>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read the folder {}", folder.display()))?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("{}: the name is no Unicode: rename the file", entry.path().display());
        };
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.push(PackFile { name: format!("{prefix}{name}"), bytes });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_below_in_order_and_nothing_else() {
        let folder = crate::target_dir().join("tmp-sources-order");
        fs::create_dir_all(folder.join("sub/.hidden")).unwrap();
        for (name, text) in
            [("b.txt", "b"), ("a.MD", "a"), ("sub/c.md", "c"), ("d.png", "d"), ("sub/.hidden/e.md", "e")]
        {
            fs::write(folder.join(name), text).unwrap();
        }
        let names: Vec<String> = articles(&[&folder]).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.MD", "b.txt", "sub/c.md"]);
        let twice = articles(&[&folder, &folder]).unwrap_err().to_string();
        assert!(twice.contains("a.MD"), "{twice}");
        fs::remove_dir_all(&folder).unwrap();
        let missing = articles(&[&folder]).unwrap_err().to_string();
        assert!(missing.contains("cannot read the folder"), "{missing}");
    }
}
