//! Compresses with all processors, always to the same bytes.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::thread::{self, JoinHandle};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// How hard is tried.
pub(super) const LEVEL: u32 = 3;

/// What is compressed in one go, and by itself: how many processors there are shows in the time, never in the bytes.
const PIECE: usize = 1024 * 1024;

/// No name, no time, no flags, no word on the machine that wrote it.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// The last block, which is empty.
const LAST: [u8; 2] = [3, 0];

/// A piece that is compressed, ending at a whole byte, and its check sum.
type Piece = io::Result<(Vec<u8>, Crc)>;

/// One gzip member, its pieces compressed beside each other.
pub(super) struct Gzip<W> {
    to: W,
    piece: Vec<u8>,
    level: u32,
    /// How many pieces are compressed at a time.
    most: usize,
    under_way: VecDeque<JoinHandle<Piece>>,
    sum: Crc,
}

impl<W: Write> Gzip<W> {
    pub(super) fn new(mut to: W, level: u32) -> io::Result<Self> {
        to.write_all(&HEADER)?;
        let most = thread::available_parallelism().map_or(1, usize::from);
        Ok(Self { to, piece: vec![], level, most, under_way: VecDeque::new(), sum: Crc::new() })
    }

    /// Compresses what is left and writes the end.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.begin()?;
        while !self.under_way.is_empty() {
            self.take()?;
        }
        self.to.write_all(&LAST)?;
        self.to.write_all(&self.sum.sum().to_le_bytes())?;
        self.to.write_all(&self.sum.amount().to_le_bytes())?;
        Ok(self.to)
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        if self.under_way.len() >= self.most {
            self.take()?;
        }
        let piece = std::mem::take(&mut self.piece);
        let level = self.level;
        self.under_way.push_back(thread::Builder::new().spawn(move || compressed(&piece, level))?);
        Ok(())
    }

    /// Waits for the first piece that is under way and writes it.
    fn take(&mut self) -> io::Result<()> {
        if let Some(first) = self.under_way.pop_front() {
            let (bytes, sum) = first.join().map_err(|_| io::Error::other("a piece could not be compressed"))??;
            self.to.write_all(&bytes)?;
            self.sum.combine(&sum);
        }
        Ok(())
    }
}

impl<W: Write> Write for Gzip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.capacity() == 0 {
            self.piece.reserve_exact(PIECE);
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        if self.piece.len() == PIECE {
            self.begin()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn compressed(piece: &[u8], level: u32) -> Piece {
    let mut sum = Crc::new();
    sum.update(piece);
    let mut compress = Compress::new(Compression::new(level), false);
    let mut bytes = Vec::with_capacity(piece.len() / 2 + 64);
    loop {
        let taken = usize::try_from(compress.total_in()).map_err(io::Error::other)?;
        let status =
            compress.compress_vec(&piece[taken..], &mut bytes, FlushCompress::Sync).map_err(io::Error::other)?;
        // There was room left: all of it is out.
        if status == Status::Ok && compress.total_in() == piece.len() as u64 && bytes.len() < bytes.capacity() {
            return Ok((bytes, sum));
        }
        bytes.reserve(PIECE / 4);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    fn packed(content: &[u8], most: usize) -> Vec<u8> {
        let mut gzip = Gzip::new(vec![], LEVEL).unwrap();
        gzip.most = most;
        gzip.write_all(content).unwrap();
        gzip.finish().unwrap()
    }

    fn unpacked(bytes: &[u8]) -> Vec<u8> {
        let mut content = vec![];
        GzDecoder::new(bytes).read_to_end(&mut content).unwrap();
        content
    }

    #[test]
    fn what_is_compressed_is_read_again() {
        assert_eq!(unpacked(&packed(b"", 1)), b"");
        let noise: Vec<u8> = (0..3 * PIECE + 5)
            .scan(1_u32, |state, _| {
                *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                Some(state.to_be_bytes()[0])
            })
            .collect();
        assert_eq!(unpacked(&packed(&noise, 2)), noise);
        let exact = vec![7; 2 * PIECE];
        assert_eq!(unpacked(&packed(&exact, 3)), exact);
    }

    #[test]
    fn processors_do_not_show() {
        let words: Vec<u8> = (0..5 * PIECE / 8).flat_map(|number| number.to_string().into_bytes()).collect();
        assert_eq!(packed(&words, 1), packed(&words, 8));
    }

    proptest! {
        #[test]
        fn any_content_is_read_again(content in proptest::collection::vec(any::<u8>(), 0..5000)) {
            prop_assert_eq!(unpacked(&packed(&content, 2)), content);
        }
    }
}
