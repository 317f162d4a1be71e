//! A zstd stream of any number of frames.

use std::io::{self, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// How much is decoded at a time, in bytes: a block of zstd has at most 128 KiB.
const CHUNK_BYTES: usize = 128 * 1024;

/// Reads the frames of a stream one after another and passes over skippable ones.
///
/// The decoder library reads single frames; concatenated files, and those that were written in
/// parallel, have many (RFC 8878, section 3).
pub(super) struct ZstdFrames<R> {
    source: R,
    decoder: FrameDecoder,
    within_frame: bool,
}

impl<R: Read> ZstdFrames<R> {
    /// The frames of `source`.
    pub(super) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), within_frame: false }
    }

    /// Begins the next frame; `false` at the end of the stream.
    fn begin_frame(&mut self) -> io::Result<bool> {
        loop {
            let mut first = [0; 1];
            match self.source.read(&mut first) {
                Ok(0) => return Ok(false),
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            match self.decoder.reset(first.as_slice().chain(&mut self.source)) {
                Ok(()) => {
                    self.within_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(invalid(error)),
            }
        }
    }

    /// Ends a frame that is decoded and read: its checksum, if it has one, must be right.
    fn end_frame(&mut self) -> io::Result<()> {
        self.within_frame = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stored), Some(calculated)) if stored != calculated => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "checksum does not match"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.within_frame && !self.begin_frame()? {
                return Ok(0);
            }
            if self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let strategy = BlockDecodingStrategy::UptoBytes(CHUNK_BYTES);
                self.decoder.decode_blocks(&mut self.source, strategy).map_err(invalid)?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            if self.decoder.is_finished() {
                self.end_frame()?;
            }
        }
    }
}

fn invalid(error: FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
