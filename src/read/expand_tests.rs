use std::fs;

use super::*;

fn names(folder: &Path, inputs: &[&str]) -> Vec<String> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| folder.join(input)).collect();
    let files = expand_inputs(&inputs).unwrap();
    files.iter().map(|file| file.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")).collect()
}

fn folder_of(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    folder
}

#[test]
fn a_folder_stands_for_its_data_files_in_order() {
    let folder = folder_of(&[
        "b.csv",
        "a.CSV.zst",
        "2024/c.zip",
        "d.txt.gz",
        ".hidden.csv",
        ".git/x.csv",
        "notes.pdf",
        "!_README_information_CSV_files.txt",
        "csv",
        "model.gz",
    ]);
    assert_eq!(names(folder.path(), &["."]).len(), 4);
    assert_eq!(names(folder.path(), &[""]), ["2024/c.zip", "a.CSV.zst", "b.csv", "d.txt.gz"]);
}

#[test]
fn a_pattern_stands_for_what_it_matches_and_each_file_is_read_once() {
    let folder = folder_of(&["aisdk-01.csv", "aisdk-02.csv", "aisdk-03.csv", "day/04.csv", "odd[1].dat"]);
    assert_eq!(names(folder.path(), &["aisdk-0[12].csv"]), ["aisdk-01.csv", "aisdk-02.csv"]);
    assert_eq!(names(folder.path(), &["**/*.csv", "aisdk-02.csv", ""]).len(), 4);
    // A name that is there is a name, not a pattern.
    assert_eq!(names(folder.path(), &["odd[1].dat"]), ["odd[1].dat"]);
}

#[test]
fn what_stands_for_nothing_is_an_error_that_names_it() {
    let folder = folder_of(&["empty/notes.pdf"]);
    for (input, expected) in [
        ("missing.csv", "no such file or folder"),
        ("*.csv", "no file matches"),
        ("empty", "no file with data"),
        ("a[.csv", "no pattern"),
    ] {
        let message = expand_inputs(&[folder.path().join(input)]).unwrap_err().to_string();
        assert!(message.contains(input) && message.contains(expected) && !message.contains('\n'), "{message}");
    }
}
