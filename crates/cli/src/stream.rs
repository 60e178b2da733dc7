//! The standard output as a stream that may be closed by whoever reads it.

use std::io::{self, BufWriter, StdoutLock, Write};

use crate::error::CliError;

/// Writes to the standard output and remembers why that failed.
///
/// A reader such as `head` closes the pipe when it has enough. That is not an error.
#[derive(Debug)]
pub(crate) struct StdoutStream {
    out: BufWriter<StdoutLock<'static>>,
    failed: Option<io::Error>,
}

impl StdoutStream {
    /// The standard output.
    pub(crate) fn stdout() -> Self {
        Self {
            out: BufWriter::new(io::stdout().lock()),
            failed: None,
        }
    }

    /// Flushes the stream. Its own error comes before the one in `written`, which only repeats it,
    /// and a closed pipe is no error.
    pub(crate) fn finish<T, E: Into<CliError>>(
        mut self,
        written: Result<T, E>,
    ) -> Result<(), CliError> {
        let flushed = self.out.flush();
        match self.failed.or(flushed.err()) {
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Some(error) => Err(CliError::Output(error)),
            None => written.map(drop).map_err(Into::into),
        }
    }

    fn remember<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            self.failed.get_or_insert(error);
            kind.into()
        })
    }
}

impl Write for StdoutStream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.remember(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.remember(flushed)
    }
}
