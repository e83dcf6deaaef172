//! As much of HTTP/1.1 as a proxy on this machine needs: whole messages, one a connection.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};

/// A request, or an answer: the first line, the headers and the body.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) first: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Message {
    /// Reads one message; the body is as long as its header says, or all that comes.
    pub(crate) fn read(stream: &mut TcpStream) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let head = loop {
            if let Some(at) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break at;
            }
            if read_some(stream, &mut bytes)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
        let mut lines = text.split("\r\n");
        let first = lines.next().unwrap_or_default().to_owned();
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
        let mut message = Self { first, headers, body: String::new() };
        let mut body = bytes.split_off(head + 4);
        let length = message.header("content-length").and_then(|length| length.parse::<usize>().ok());
        assert_eq!(message.header("transfer-encoding"), None, "a body in chunks is not read here");
        while length.is_none_or(|length| body.len() < length) {
            // A request without a length has no body, and its sender waits.
            if read_some(stream, &mut body)? == 0 {
                break;
            }
        }
        message.body = String::from_utf8_lossy(&body).into_owned();
        Ok(message)
    }

    /// An answer with this status.
    pub(crate) fn answer(status: u16, body: String) -> Self {
        Self { first: format!("HTTP/1.1 {status} Answer"), headers: Vec::new(), body }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// Writes the message as the last one of its connection, with the length that it has now.
    pub(crate) fn write(&self, stream: &mut TcpStream) -> io::Result<()> {
        let own = |name: &str| matches!(name, "content-length" | "connection");
        let kept = self.headers.iter().filter(|(name, _)| !own(name));
        let headers: String = kept.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (first, body, length) = (&self.first, &self.body, self.body.len());
        // In one piece, so that it is not sent in many.
        let text = format!("{first}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}");
        stream.write_all(text.as_bytes())
    }

    /// Sends the message to a port of this machine and reads the answer.
    pub(crate) fn send(&self, port: u16) -> io::Result<Self> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        self.write(&mut stream)?;
        Self::read(&mut stream)
    }
}

fn read_some(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut buffer = [0; 16 * 1024];
    let length = stream.read(&mut buffer)?;
    bytes.extend_from_slice(&buffer[..length]);
    Ok(length)
}
