//! nginx, with what stands for the same: kept connections, the same headers, no log, as many rules.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Broken;

/// How long it may take until it listens.
const START: Duration = Duration::from_secs(10);

/// nginx in front of a replica. It is stopped, and its folder removed, when this is dropped.
pub(super) struct Nginx {
    pub(super) address: SocketAddr,
    program: String,
    folder: PathBuf,
    child: Child,
}

impl Nginx {
    pub(super) fn start(program: &str, replica: SocketAddr) -> Result<Self, Broken> {
        // It cannot be asked for a free port: this one was free a moment ago.
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let folder = std::env::temp_dir().join(format!("balanced-nginx-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("nginx.conf"), configuration(&folder.display().to_string(), address, replica))?;
        let child = command(program, &folder).stdout(Stdio::null()).spawn()?;
        let nginx = Self { address, program: program.to_owned(), folder, child };
        let begin = Instant::now();
        while TcpStream::connect(address).is_err() {
            if begin.elapsed() > START {
                let log = fs::read_to_string(nginx.folder.join("error.log")).unwrap_or_default();
                return Err(format!("nginx does not listen\n{log}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(nginx)
    }

    /// Those that work: the children of the one that was started.
    pub(super) fn processes(&self) -> Vec<u32> {
        let id = self.child.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        children.split_whitespace().filter_map(|child| child.parse().ok()).collect()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = command(&self.program, &self.folder).args(["-s", "stop"]).status();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn command(program: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(program);
    command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf")).arg("-e").arg(folder.join("error.log"));
    command.stdin(Stdio::null());
    command
}

fn configuration(folder: &str, address: SocketAddr, replica: SocketAddr) -> String {
    let others = (1..20).map(|at| format!("    location /service-{at}/ {{ proxy_pass http://replica; }}\n"));
    let others: String = others.collect();
    format!(
        "daemon off;\nworker_processes auto;\npid {folder}/pid;\nevents {{ worker_connections 1024; }}\n\
         http {{\n  access_log off;\n  keepalive_requests 1000000000;\n\
         \x20 client_body_temp_path {folder}/body;\n  proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n\
         \x20 uwsgi_temp_path {folder}/uwsgi;\n  scgi_temp_path {folder}/scgi;\n\
         \x20 upstream replica {{ server {replica}; keepalive 256; keepalive_requests 1000000000; }}\n\
         \x20 server {{\n    listen {address};\n    proxy_http_version 1.1;\n    proxy_set_header Connection \"\";\n\
         \x20   proxy_set_header Host $host;\n    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n\
         \x20   proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_set_header X-Forwarded-Port $server_port;\n\
         \x20   proxy_set_header X-Amzn-Trace-Id Root=$request_id;\n    proxy_max_temp_file_size 0;\n{others}\
         \x20   location / {{ proxy_pass http://replica; }}\n  }}\n}}\n"
    )
}
