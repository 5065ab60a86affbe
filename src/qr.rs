//! How does a link become a QR code?
//!
//! As the path of a picture in which a module is one unit wide: sharp on a projector and on paper, at any
//! size, without a picture to load.

use qrcodegen::{QrCode, QrCodeEcc};
use serde::{Deserialize, Serialize};

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// How many modules a side has, the quiet zone of four on each edge with it.
    pub side: u32,
    /// The dark modules as the `d` of a path: a row's run of them is one rectangle.
    pub path: String,
}

/// The width of the quiet zone, in modules: with less, some cameras do not find the code.
const QUIET: i32 = 4;

/// The code of a text; `None` where it is too long for one (2953 bytes).
pub fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let (left, top, run) = (start + QUIET, y + QUIET, x - start);
                for part in [
                    "M",
                    &left.to_string(),
                    " ",
                    &top.to_string(),
                    "h",
                    &run.to_string(),
                    "v1h-",
                    &run.to_string(),
                    "z",
                ] {
                    path.push_str(part);
                }
            }
            x += 1;
        }
    }
    Some(Code { side: u32::try_from(size + 2 * QUIET).ok()?, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let code = code("https://schule.example/lesart/#company=Klarna").unwrap();
        // A corner's first row is seven dark modules.
        let right = code.side - 4 - 7;
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert!(
            code.path.contains(&format!("M{right} 4h7v1h-7z")) && code.path.contains(&format!("M4 {right}h7v1h-7z"))
        );
    }

    /// Drawn from the path alone, as a browser does, and read by another program.
    #[test]
    fn a_camera_reads_the_link() {
        for link in ["https://schule.example/lesart/#company=Klarna&q=Ö%20%C3%96", &"#lesson=aZ09-_".repeat(100)] {
            let code = code(link).unwrap();
            let mut dark = std::collections::HashSet::new();
            for run in code.path.split('z').filter(|run| !run.is_empty()) {
                let numbers: Vec<usize> = run
                    .split(|letter: char| !letter.is_ascii_digit())
                    .filter_map(|number| number.parse().ok())
                    .collect();
                dark.extend((numbers[0]..numbers[0] + numbers[2]).map(|x| (x, numbers[1])));
            }
            let side = code.side as usize;
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side * 4, side * 4, |x, y| {
                if dark.contains(&(x / 4, y / 4)) { 0 } else { 255 }
            });
            let grids = picture.detect_grids();
            assert_eq!(grids[0].decode().unwrap().1, link);
        }
    }

    #[test]
    fn what_is_too_long_has_none() {
        assert!(code(&"a".repeat(2953)).is_some());
        assert_eq!(code(&"a".repeat(2954)), None);
    }
}
