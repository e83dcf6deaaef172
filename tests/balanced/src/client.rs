//! A client that writes and reads every byte itself.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::Answer;

/// A connection of a client's.
#[derive(Debug)]
pub struct Client<T = TcpStream> {
    /// What is written to and read from.
    pub stream: BufReader<T>,
}

impl Client {
    /// A connection to an address.
    pub async fn to(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("somebody listens");
        stream.set_nodelay(true).expect("TCP");
        Self::on(stream)
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> Client<T> {
    /// A connection on what is there already.
    pub fn on(stream: T) -> Self {
        Self { stream: BufReader::new(stream) }
    }

    /// Writes.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.get_mut().write_all(bytes.as_ref()).await.expect("it is open");
    }

    /// Writes a request without a body: `GET /path` and lines of headers.
    pub async fn ask(&mut self, line: &str, headers: &[&str]) {
        let mut text = format!("{line} HTTP/1.1\r\n");
        if !headers.iter().any(|header| header.to_ascii_lowercase().starts_with("host:")) {
            text.push_str("Host: localhost\r\n");
        }
        for header in headers {
            text.push_str(header);
            text.push_str("\r\n");
        }
        self.write(text + "\r\n").await;
    }

    /// Reads a line. An error where the connection ends before.
    pub async fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        self.stream.read_until(b'\n', &mut line).await?;
        match line.strip_suffix(b"\r\n") {
            Some(line) => Ok(String::from_utf8_lossy(line).into_owned()),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Reads an answer without its body.
    pub async fn head(&mut self) -> io::Result<Answer> {
        let mut answer = Answer { status: self.line().await?, ..Answer::default() };
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else { return Ok(answer) };
            answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    /// Reads so many bytes.
    pub async fn bytes(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes).await?;
        Ok(bytes)
    }

    /// Reads the body of an answer, with trailers at its end as headers.
    pub async fn body(&mut self, answer: &mut Answer) -> io::Result<()> {
        let mut body = Vec::new();
        if answer.header("transfer-encoding") == Some("chunked") {
            loop {
                let length = self.line().await?;
                let length = usize::from_str_radix(&length, 16).map_err(io::Error::other)?;
                if length == 0 {
                    break;
                }
                body.extend(self.bytes(length).await?);
                self.line().await?;
            }
            loop {
                let line = self.line().await?;
                let Some((name, value)) = line.split_once(':') else { break };
                answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        } else if let Some(length) = answer.header("content-length") {
            let length = length.parse().map_err(io::Error::other)?;
            body = self.bytes(length).await?;
        } else {
            self.stream.read_to_end(&mut body).await?;
        }
        answer.body = String::from_utf8_lossy(&body).into_owned();
        Ok(())
    }

    /// Reads an answer with its body.
    pub async fn answer(&mut self) -> io::Result<Answer> {
        let mut answer = self.head().await?;
        self.body(&mut answer).await?;
        Ok(answer)
    }

    /// Whether the other side has closed the connection, and sent nothing before. Waits until it does either.
    pub async fn closes(&mut self) -> bool {
        self.stream.fill_buf().await.map_or(true, |bytes| bytes.is_empty())
    }
}

/// Asks for a path on a connection of its own.
pub async fn get(address: SocketAddr, path: &str) -> Answer {
    send(address, &format!("GET {path}"), &[]).await
}

/// Sends a request without a body on a connection of its own.
pub async fn send(address: SocketAddr, line: &str, headers: &[&str]) -> Answer {
    let mut client = Client::to(address).await;
    client.ask(line, headers).await;
    client.answer().await.expect("an answer")
}
