//! Whether numbers are all distinct, however many, in bounded memory: they wait in a file.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;

use crate::error::EditionError;

/// Numbers held at a time: 64 MB.
const HELD: u64 = 8 << 20;

/// Collects numbers, then says how many of them came more than once.
pub(crate) struct Distinct {
    path: PathBuf,
    file: BufWriter<File>,
    n: u64,
    held: u64,
}

impl Distinct {
    pub(crate) fn create(path: PathBuf) -> Result<Self, EditionError> {
        let file = File::create(&path).map_err(EditionError::file("create", &path))?;
        Ok(Self {
            path,
            file: BufWriter::with_capacity(1 << 20, file),
            n: 0,
            held: HELD,
        })
    }

    pub(crate) fn push(&mut self, number: u64) -> Result<(), EditionError> {
        self.n += 1;
        self.file
            .write_all(&number.to_le_bytes())
            .map_err(EditionError::file("write", &self.path))
    }

    /// How many numbers are repetitions; the file goes.
    pub(crate) fn repetitions(mut self) -> Result<u64, EditionError> {
        let counted = self.count();
        let counted = counted.map_err(EditionError::file("read", &self.path))?;
        fs::remove_file(&self.path).map_err(EditionError::file("remove", &self.path))?;
        Ok(counted)
    }

    fn count(&mut self) -> io::Result<u64> {
        self.file.flush()?;
        let n_passes = self.n.div_ceil(self.held).max(1);
        let mut n_repetitions = 0;
        for pass in 0..n_passes {
            let mut numbers = Vec::new();
            let mut file = BufReader::with_capacity(1 << 20, File::open(&self.path)?);
            let mut bytes = [0; 8];
            for _ in 0..self.n {
                file.read_exact(&mut bytes)?;
                let number = u64::from_le_bytes(bytes);
                if mixed(number) % n_passes == pass {
                    numbers.push(number);
                }
            }
            numbers.sort_unstable();
            n_repetitions += numbers.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64;
        }
        Ok(n_repetitions)
    }
}

/// Spreads numbers that may have a pattern.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    number ^ number >> 29
}

#[cfg(test)]
mod tests {
    use super::Distinct;

    #[test]
    fn repetitions_are_found_in_few_passes_and_in_many() {
        let folder = tempfile::tempdir().unwrap();
        for held in [2, 7, 1_000] {
            let mut distinct = Distinct::create(folder.path().join("numbers")).unwrap();
            distinct.held = held;
            for number in (0..100).chain([17, 17, 99]) {
                distinct.push(number).unwrap();
            }
            assert_eq!(distinct.repetitions().unwrap(), 3, "{held} held");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
