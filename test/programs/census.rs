//! Counts words and walks a tree with nothing but Rust's standard library: arguments, environment,
//! stdin, directories, metadata, links of names, renaming, seeking, sorting, hashing, and an exit
//! code. Built natively and for WASI from this one file, it must say the same in both.

use std::collections::{BTreeMap, HashMap};
use std::env;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process;

fn count_words(input: impl BufRead) -> io::Result<BTreeMap<String, usize>> {
    let mut counts = HashMap::new();
    for line in input.lines() {
        for word in line?.split_whitespace() {
            *counts.entry(word.to_lowercase()).or_insert(0) += 1;
        }
    }
    Ok(counts.into_iter().collect())
}

fn walk(directory: &Path, depth: usize) -> io::Result<u64> {
    let mut entries = fs::read_dir(directory)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    let mut total = 0;
    for entry in entries {
        let path = entry.path();
        let metadata = entry.metadata()?;
        let name = entry.file_name().into_string().unwrap();
        if metadata.is_dir() {
            println!("{}{}/", "  ".repeat(depth), name);
            total += walk(&path, depth + 1)?;
        } else {
            println!("{}{} {}", "  ".repeat(depth), name, metadata.len());
            total += metadata.len();
        }
    }
    Ok(total)
}

fn rewrite(root: &Path) -> io::Result<()> {
    fs::create_dir_all(root.join("made/deep/er"))?;
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .open(root.join("made/deep/er/numbers"))?;
    for number in 0..1000u32 {
        writeln!(file, "{number}")?;
    }
    file.seek(SeekFrom::Start(4))?;
    file.write_all(b"two")?;
    file.seek(SeekFrom::End(-4))?;
    let mut tail = String::new();
    file.read_to_string(&mut tail)?;
    print!("tail {tail}");
    file.set_len(100)?;
    drop(file);
    fs::rename(root.join("made/deep/er/numbers"), root.join("made/numbers"))?;
    fs::copy(root.join("made/numbers"), root.join("copy"))?;
    OpenOptions::new()
        .append(true)
        .open(root.join("copy"))?
        .write_all(b"appended")?;
    fs::remove_dir_all(root.join("made/deep"))?;
    fs::remove_file(root.join("gone"))?;
    for (what, result) in [
        ("missing", File::open(root.join("missing")).map(drop)),
        ("exists", fs::create_dir(root.join("made"))),
    ] {
        println!("{what}: {:?}", result.unwrap_err().kind());
    }
    // Rust knows fewer kinds of error on WASI.
    println!("directory: {}", fs::remove_file(root.join("made")).is_err());
    println!("full: {}", fs::remove_dir(root.join("made")).is_err());
    Ok(())
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    println!("{:?} {:?}", arguments, env::var("CENSUS"));
    for (word, count) in count_words(io::stdin().lock())? {
        println!("{word} {count}");
    }
    let root = Path::new(&arguments[0]);
    rewrite(root)?;
    let total = walk(root, 0)?;
    eprintln!("{total} bytes");
    process::exit((total % 200) as i32 + 1);
}
